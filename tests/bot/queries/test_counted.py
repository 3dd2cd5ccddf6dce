"""What moved is counted anew, whoever moved it; what is over is counted for good; no bundle is too large."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.figures import figure_rows, keep_figures
from bot.actions.gate import cancel_booking
from bot.deps import Deps
from bot.domain.responses import Counts
from bot.models import Event, EventCount, EventFigure, SlotBooking
from bot.queries.counted import MOST_EVENTS, MOST_MESSAGES, bundles_of, find_due, load_counted
from bot.queries.figures import load_figures
from bot.workers.counting import count_events
from messages.facts import Answer
from tests.bot.talks import TALKS, at, book, make_afternoon, make_talks
from tests.builders import RUTH, SAM, make_answer, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW
from tests.steps import deliver

LONG_AGO = NOW - timedelta(days=900)


async def counts(session: AsyncSession, event: Event) -> Counts:
    found = await load_figures(session, actor=SAM, by=["event"], since=None, until=None)
    return found.figures["event"][str(event.id)].counts


async def make_asked(deps: Deps) -> Event:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    return event


async def test_answer_that_staff_change_is_counted_anew(deps: Deps) -> None:
    async with deps.transaction() as session:
        event = await make_afternoon(session)
        await make_invitation(session, event)
    await deliver(deps)
    async with deps.transaction() as session:
        await book(session, event, 0, "Noor", "Amina")
    await count_events(deps, now=NOW, answers_since=LONG_AGO)
    async with deps.transaction() as session:
        assert (await counts(session, event)).yes == 1
        [booking] = await session.scalars(select(SlotBooking.id))
        later = NOW + timedelta(minutes=5)
        await cancel_booking(session, actor=RUTH, now=later, event_id=event.id, booking_id=booking)

        assert (await counts(session, event)).yes == 0


async def test_answer_is_counted_anew_when_telegram_has_begun_to_count_again(deps: Deps) -> None:
    event = await make_asked(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.YES, update_id=900)
    await count_events(deps, now=NOW, answers_since=LONG_AGO)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.NO, update_id=900, now=NOW + timedelta(days=8))

        assert await counts(session, event) == Counts(invited=1, delivered=1, no=1)


async def finished(deps: Deps, now: datetime) -> list[bool]:
    await count_events(deps, now=now, answers_since=LONG_AGO)
    async with deps.reading() as session:
        return list(await session.scalars(select(EventCount.final).order_by(EventCount.event_id)))


async def test_event_is_over_a_day_after_its_last_talk_or_its_end(deps: Deps) -> None:
    weeks, two_days = timedelta(weeks=2), timedelta(days=2)
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina")
        for event in (
            await make_talks(session, 0, 10, int(weeks / timedelta(minutes=1))),
            await make_event(session, starts_at=at(0), ends_at=at(0) + timedelta(hours=20)),
        ):
            await make_invitation(session, event)
    await deliver(deps)

    assert [
        await finished(deps, TALKS + after) for after in (timedelta(hours=30), two_days, weeks, weeks + two_days)
    ] == [
        [False, False],
        [False, True],
        [False, True],
        [True, True],
    ]
    async with deps.reading() as session:
        assert await find_due(session, now=TALKS + weeks + two_days) == []


async def test_draft_that_was_thrown_away_meanwhile_is_not_kept(deps: Deps) -> None:
    event = await make_asked(deps)
    async with deps.reading() as session:
        counted = await load_counted(session, [event.id], now=NOW, answers_since=LONG_AGO)
    async with deps.transaction() as session:
        await session.execute(delete(Event))
        await keep_figures(session, now=NOW, counted=counted, rows=figure_rows(counted))

        assert (await session.scalars(select(EventFigure.event_id))).all() == []


async def test_what_moved_while_it_was_counted_is_due_once_more(deps: Deps) -> None:
    event = await make_asked(deps)
    async with deps.reading() as session:
        counted = await load_counted(session, [event.id], now=NOW, answers_since=LONG_AGO)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.YES)
        await keep_figures(session, now=NOW, counted=counted, rows=figure_rows(counted))

        assert await find_due(session, now=NOW) == [[event.id]]


def test_so_many_messages_are_read_at_once_and_no_more() -> None:
    sizes = {1: 5, 2: MOST_MESSAGES - 5, 3: 1, 4: 5 * MOST_MESSAGES, 5: 1}

    assert bundles_of(range(1, 7), sizes) == [[1, 2], [3], [4], [5, 6]]
    assert [len(bundle) for bundle in bundles_of(range(2 * MOST_EVENTS + 1), {})] == [MOST_EVENTS, MOST_EVENTS, 1]
