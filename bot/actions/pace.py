"""The pace of the bot: slots, pauses and back-off as rows, so that every process obeys the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into
from bot.domain.delivery import CHAT_GAP, Pace, recovering, slower
from bot.models import Channel, ChatPace

TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment to send; not `free` means: the chat had one just now, look again at that moment."""

    at: datetime
    free: bool


async def require_channel(session: AsyncSession, *, now: datetime, full_pace: float) -> Channel:
    """The bot's row, locked until the transaction ends; made when it is missing."""
    query = select(Channel).where(Channel.name == TELEGRAM).with_for_update()
    channel = await session.scalar(query)
    if channel is None:
        values = {"name": TELEGRAM, "per_second": full_pace, "next_slot": now}
        await session.execute(insert_into(session, Channel).values(values).on_conflict_do_nothing())
        channel = (await session.scalars(query)).one()
    return channel


async def take_slots(session: AsyncSession, addresses: Sequence[int], *, now: datetime, full_pace: float) -> list[Slot]:
    """One slot for each message, in order: evenly spaced over all chats, and about one a second in each chat."""
    if not addresses:
        return []
    channel = await require_channel(session, now=now, full_pace=full_pace)
    pace = Pace(recovering(channel.per_second, full_pace), channel.next_slot)
    chats = {row.address: row.next_slot for row in await session.scalars(_paces_of(addresses))}
    slots: list[Slot] = []
    for address in addresses:
        start = max(pace.next_slot, now)
        if chats.get(address, start) > start:
            slots.append(Slot(chats[address], free=False))
            continue
        at, pace = pace.take(now)
        chats[address] = at + CHAT_GAP
        slots.append(Slot(at, free=True))
    channel.per_second, channel.next_slot = pace.per_second, pace.next_slot
    await _store_paces(session, {address: chats[address] for address in addresses})
    return slots


async def is_paused(session: AsyncSession, *, now: datetime) -> bool:
    """Whether Telegram asked for silence, or refuses us, until later than now."""
    until = await session.scalar(select(Channel.paused_until).where(Channel.name == TELEGRAM))
    return until is not None and until > now


async def record_pause(session: AsyncSession, *, until: datetime, why: str, now: datetime, full_pace: float) -> None:
    """Every worker stops until then, and starts again a little slower."""
    channel = await require_channel(session, now=now, full_pace=full_pace)
    channel.paused_until = max(until, channel.paused_until or until)
    channel.paused_why = why
    channel.per_second = slower(channel.per_second, full_pace)


async def record_bot(session: AsyncSession, *, username: str, now: datetime, full_pace: float) -> None:
    """The bot's name, for links on letters that are printed while Telegram is not asked."""
    channel = await require_channel(session, now=now, full_pace=full_pace)
    channel.bot_username = username


def _paces_of(addresses: Sequence[int]) -> Select[ChatPace]:
    return select(ChatPace).where(ChatPace.address.in_(set(addresses)))


async def _store_paces(session: AsyncSession, chats: dict[int, datetime]) -> None:
    rows = [{"address": address, "next_slot": next_slot} for address, next_slot in sorted(chats.items())]
    statement = insert_into(session, ChatPace).values(rows)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[ChatPace.address], set_={"next_slot": statement.excluded.next_slot}
        )
    )
