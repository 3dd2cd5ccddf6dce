"""What the page of an event shows besides its answers: its series, whether it can be sent, who was not asked lately."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.actions.events import cancel_event
from bot.actions.series import schedule_series
from bot.deps import Deps
from bot.domain.events import EventDetails
from bot.enums import EventState
from bot.models import Event, Guardianship, Rsvp
from bot.queries.event_pages import SHOWN, SeriesDate, ToAsk, count_to_ask, load_event_page
from bot.queries.holidays import find_holiday
from messages.event_kinds import EventKind
from messages.facts import Answer
from tests.builders import (
    GROUP,
    RUTH,
    make_event,
    make_families,
    make_holiday,
    make_invitation,
    make_joined,
    make_row,
)
from tests.fakes import NOW
from tests.steps import deliver

WEEK = timedelta(weeks=1)


async def can_be_sent(session: AsyncSession, event: Event, *, later: timedelta = timedelta()) -> bool:
    found = await load_event_page(session, actor=RUTH, event_id=event.id)
    return found.can_be_sent(NOW + later)


async def test_dates_of_a_series_with_when_their_invitations_leave(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    dates = [EventDetails(EventKind.LIBRARY_VISIT, (GROUP,), NOW + weeks * WEEK) for weeks in (3, 4, 5)]
    first, second, third = await schedule_series(
        session, actor=RUTH, now=NOW, dates=dates, language="nl", school="De Regenboog"
    )
    await make_invitation(session, second, send_at=NOW + WEEK)
    stopped = await make_invitation(session, third)
    await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=stopped.id)

    found = await load_event_page(session, actor=RUTH, event_id=third.id)

    assert found.series == [
        SeriesDate(first.id, first.starts_at, EventState.DRAFT, None),
        SeriesDate(second.id, second.starts_at, EventState.PLANNED, NOW + WEEK),
        SeriesDate(third.id, third.starts_at, EventState.PLANNED, None),
    ]


async def test_first_answers_are_shown_and_all_of_them_to_who_asks(session: AsyncSession) -> None:
    children = [f"Kind{number:03}" for number in range(SHOWN + 1)]
    await make_families(session, *(make_row(child, "Amina") for child in children))
    event = await make_event(session)
    given = {"answer": Answer.YES, "cannot_then": False, "update_id": 1, "answered_at": NOW}
    kin = (await session.execute(select(Guardianship.child_id, Guardianship.parent_id))).all()
    session.add_all(Rsvp(event_id=event.id, child_id=child, parent_id=parent, **given) for child, parent in kin)
    await session.flush()

    first = await load_event_page(session, actor=RUTH, event_id=event.id)
    everything = await load_event_page(session, actor=RUTH, event_id=event.id, all_answers=True)

    assert ([line.child for line in first.answers], first.more_answers) == (children[:SHOWN], True)
    assert ([line.child for line in everything.answers], everything.more_answers) == (children, False)


async def test_event_can_be_sent_once_and_again_after_a_stop(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    event = await make_event(session)
    assert await can_be_sent(session, event)
    assert not await can_be_sent(session, event, later=4 * WEEK)

    invitation = await make_invitation(session, event)
    assert not await can_be_sent(session, event)

    await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=invitation.id)
    assert await can_be_sent(session, event)

    await cancel_event(session, actor=RUTH, now=NOW, event_id=event.id)
    assert not await can_be_sent(session, event)


async def test_event_can_be_sent_to_the_others_once_a_send_is_done(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await make_joined(session, "Amina")
        event = await make_event(session)
        await make_invitation(session, event)
    async with deps.reading() as session:
        on_its_way = await load_event_page(session, actor=RUTH, event_id=event.id)
    await deliver(deps)
    async with deps.reading() as session:
        done = await load_event_page(session, actor=RUTH, event_id=event.id)

    assert (on_its_way.invited, on_its_way.can_be_sent(NOW)) == (False, False)
    assert (done.invited, done.can_be_sent(NOW)) == (True, True)


async def test_who_is_still_to_be_asked_is_counted(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"K{number}", f"P{number}") for number in range(4)))
        await make_joined(session, "P0", "P1")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    async with deps.transaction() as session:
        another = await make_event(session)
        await make_joined(session, "P2", first_address=7101)

        assert await count_to_ask(session, event, [GROUP], NOW) == ToAsk(1, 1)
        assert await count_to_ask(session, another, [GROUP], NOW) == ToAsk(3, 1)
        assert await count_to_ask(session, another, [GROUP], NOW + timedelta(days=29)) == ToAsk(3, 3)


async def test_holiday_of_a_day_is_found(session: AsyncSession) -> None:
    holiday = await make_holiday(session)

    found = [await find_holiday(session, date(2026, 12, day)) for day in (23, 24, 31)]

    assert [one and one.id for one in found] == [None, holiday.id, holiday.id]
