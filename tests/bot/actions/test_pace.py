"""The pace of the bot as rows: even slots, a gap in each chat, pauses that everybody obeys, recovery."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.pace import Slot, is_paused, record_bot, record_pause, require_channel, take_slots
from bot.deps import Deps
from bot.domain.delivery import CHAT_GAP
from bot.models import Channel
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)


def after(milliseconds: int) -> Slot:
    return Slot(NOW + timedelta(milliseconds=milliseconds), free=True)


async def take(session: AsyncSession, *addresses: int, full_pace: float = 10.0) -> list[Slot]:
    return await take_slots(session, addresses, now=NOW, full_pace=full_pace)


async def test_no_messages_need_no_slots(session: AsyncSession) -> None:
    assert await take(session) == []
    assert list(await session.scalars(select(Channel))) == []


async def test_slots_go_on_where_the_last_ones_ended(session: AsyncSession) -> None:
    first = await take(session, 1, 2)
    second = await take(session, 3)

    assert first == [after(0), after(100)]
    assert second == [after(200)]


async def test_time_that_nobody_used_is_not_saved_up(session: AsyncSession) -> None:
    await take(session, 1)

    slots = await take_slots(session, [2, 3], now=LATER, full_pace=10.0)

    assert slots == [Slot(LATER, free=True), Slot(LATER + timedelta(milliseconds=100), free=True)]


async def test_chat_gets_its_next_slot_after_the_gap(session: AsyncSession) -> None:
    first = await take(session, 1, 1)
    again = await take(session, 1, 2)

    busy = Slot(NOW + CHAT_GAP, free=False)
    assert first == [after(0), busy]
    assert again == [busy, after(100)]


async def test_two_processes_share_one_row_of_slots(deps: Deps) -> None:
    async def take_one(address: int) -> list[Slot]:
        async with deps.transaction() as session:
            return await take(session, address)

    slots = await asyncio.gather(*(take_one(address) for address in range(4)))

    assert sorted(slot.at for (slot,) in slots) == [after(milliseconds).at for milliseconds in (0, 100, 200, 300)]


async def test_pause_holds_until_its_end(session: AsyncSession) -> None:
    unknown = await is_paused(session, now=NOW)
    await record_pause(session, until=LATER, why="flood", now=NOW, full_pace=10.0)

    assert not unknown
    assert await is_paused(session, now=LATER - timedelta(seconds=1))
    assert not await is_paused(session, now=LATER)


async def test_shorter_pause_does_not_end_a_longer_one(session: AsyncSession) -> None:
    await record_pause(session, until=LATER, why="flood", now=NOW, full_pace=10.0)

    await record_pause(session, until=NOW, why="refused", now=NOW, full_pace=10.0)

    channel = await require_channel(session, now=NOW, full_pace=10.0)
    assert (channel.paused_until, channel.paused_why) == (LATER, "refused")


async def test_pause_slows_down_by_a_fifth_and_the_pace_recovers(session: AsyncSession) -> None:
    await record_pause(session, until=LATER, why="flood", now=NOW, full_pace=10.0)
    channel = await require_channel(session, now=NOW, full_pace=10.0)
    slowed = channel.per_second
    for address in range(20):
        await take(session, address)

    assert slowed == 8.0
    assert channel.per_second == 10.0


async def test_pause_after_pause_never_means_a_standstill(session: AsyncSession) -> None:
    for _ in range(20):
        await record_pause(session, until=LATER, why="flood", now=NOW, full_pace=10.0)

    assert (await require_channel(session, now=NOW, full_pace=10.0)).per_second == 1.0


async def test_name_of_the_bot_is_kept_for_letters(session: AsyncSession) -> None:
    await record_bot(session, username="OuderbrugBot", now=NOW, full_pace=10.0)

    (channel,) = await session.scalars(select(Channel))
    assert (channel.name, channel.bot_username, channel.per_second) == ("telegram", "OuderbrugBot", 10.0)
