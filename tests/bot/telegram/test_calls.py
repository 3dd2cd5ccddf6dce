"""Please call me: offered on the next staff days, kept on the thread, refused where it cannot be any more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from telegram import Bot

from bot.deps import Deps
from bot.models import Thread
from messages.conversation.inbox import CallTime, ask_when_to_call, confirm_call
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import BUTTON_TOO_OLD
from messages.tap_values import DayPart
from messages.taps import CallAtTap, CallTap
from tests.bot.telegram.chatting import Chatting, KeptToasts, shown
from tests.bot.telegram.conftest import AMINA
from tests.builders import make_families, make_holiday, make_joined, make_row
from tests.fakes import NOW, FakeClock

ARABIC = Language("ar")
TOO_OLD = phrases_in("ar").say(BUTTON_TOO_OLD)


@pytest.fixture
async def amina(deps: Deps, bot: Bot) -> Chatting:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina", first_address=AMINA)
        await make_holiday(session, "2026-11-26", "2026-11-26")
    return Chatting(deps, bot, KeptToasts(bot))


async def read_threads(deps: Deps) -> list[tuple[int, str | None, str | None, datetime | None]]:
    async with deps.reading() as session:
        found = await session.scalars(select(Thread))
        return [(thread.parent_id, thread.call_day, thread.call_part, thread.waits_since) for thread in found]


async def test_call_is_offered_on_the_next_staff_days(amina: Chatting) -> None:
    offered = await amina.tap(CallTap(1))

    days = [date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 30)]
    times = [CallTime(day, part) for day in days for part in (DayPart.MORNING, DayPart.AFTERNOON)]
    assert offered == shown(ask_when_to_call(1, times, ARABIC))
    assert len(offered[0][1]) == 6
    assert await read_threads(amina.deps) == []


async def test_chosen_time_stands_on_the_thread_that_waits(amina: Chatting) -> None:
    confirmed = await amina.tap(CallAtTap(1, "20261127", DayPart.AFTERNOON))
    await amina.tap(CallAtTap(1, "20261125", DayPart.MORNING))

    assert confirmed == shown(confirm_call(CallTime(date(2026, 11, 27), DayPart.AFTERNOON), ARABIC))
    assert await read_threads(amina.deps) == [(1, "2026-11-25", "m", NOW)]


@pytest.mark.parametrize(
    "tap",
    [
        CallAtTap(1, "20261123", DayPart.MORNING),
        CallAtTap(1, "20261126", DayPart.MORNING),
        CallAtTap(1, "20261128", DayPart.MORNING),
        CallAtTap(1, "20271127", DayPart.MORNING),
        CallAtTap(1, "20261199", DayPart.MORNING),
        CallAtTap(1, "20261127", DayPart.EVENING),
        CallAtTap(2, "20261127", DayPart.MORNING),
        CallTap(2),
    ],
    ids=["past", "holiday", "weekend", "far", "no day", "evening", "another parent", "another parent asks"],
)
async def test_forged_or_past_call_is_refused(amina: Chatting, tap: CallAtTap | CallTap) -> None:
    assert await amina.tap(tap) == []
    assert amina.toasts.shown == [TOO_OLD]
    assert await read_threads(amina.deps) == []


async def test_no_call_is_offered_where_the_school_does_not_open(amina: Chatting, clock: FakeClock) -> None:
    async with amina.deps.transaction() as session:
        for year in range(2027, 2029):
            for month in range(1, 13):
                await make_holiday(session, f"{year}-{month:02}-01", str(date(year, month, 1) + timedelta(days=31)))
    clock.moment = datetime(2027, 1, 4, 9, tzinfo=UTC)

    assert await amina.tap(CallTap(1)) == []
    assert amina.toasts.shown == [TOO_OLD]
