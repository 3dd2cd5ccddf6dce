"""Pace, order and the way down: within the limits, replies first, nothing left in anybody's hands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.delivery import CLAIM
from bot.enums import Lane
from tests.bot.workers.office import Office
from tests.waiting import until

EVERYBODY = range(1, 21)


async def test_reply_overtakes_a_backlog(office: Office) -> None:
    paced = with_pace(office, 28.5)
    await paced.queue(range(1, 101))

    async with paced.sending():
        await until(lambda: len(paced.delivered()) >= 10)
        before = len(paced.delivered())
        await paced.queue([500], lane=Lane.CONVERSATION)
        await until(lambda: 500 in paced.delivered())
        overtaken_by = len(paced.delivered()) - before - 1

    assert overtaken_by <= 2 * CLAIM
    await paced.audit()


async def test_limits_of_telegram_are_never_met(office: Office) -> None:
    paced = with_pace(office, 28.5)
    office.sandbox.world.limits.set(per_second=30, per_chat_per_second=1)
    await paced.queue([*range(1, 57), 1, 1, 2, 2])

    async with paced.sending():
        await paced.until_states(seconds=15, sent=60)

    assert list(office.sandbox.world.log.refused) == []
    assert sum(paced.delivered().values()) == 60


async def test_one_busy_chat_does_not_hold_up_the_others(office: Office) -> None:
    await office.queue([1] * 30)
    await office.queue(range(2, 12), available_at=office.deps.clock.now() + timedelta(milliseconds=1))

    async with office.sending(), asyncio.timeout(1):
        await until(lambda: len(office.delivered()) == 11)


async def test_graceful_stop_gives_back_what_waits_for_its_slot(office: Office) -> None:
    paced = with_pace(office, 2)
    await paced.queue(EVERYBODY)

    async with asyncio.timeout(3):
        async with paced.sending():
            await until(lambda: len(paced.delivered()) == 1)

    sent = len(paced.delivered())
    assert await paced.states() == {"sent": sent, "queued": 20 - sent}
    await paced.audit()


async def test_graceful_stop_waits_for_what_is_on_the_wire(office: Office) -> None:
    office.break_with({"method": "sendMessage", "do": "timeout"})
    await office.queue([1])

    async with office.sending():
        await until(lambda: office.refusals("sendMessage") == 1)

    assert await office.states() == {"unknown": 1}


def with_pace(office: Office, per_second: float) -> Office:
    """The pace of a school, not of a test."""
    settings = replace(office.deps.settings, send_per_second=per_second)
    return replace(office, deps=replace(office.deps, settings=settings))
