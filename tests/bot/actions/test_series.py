"""A series is planned, announced and called off as one; each invitation leaves at the same hour, winter and summer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import cancel_event
from bot.actions.series import cancel_rest, invite_series, schedule_series
from bot.domain.events import EventDetails
from bot.enums import CampaignState, EventState
from bot.errors import NotFound
from bot.models import Campaign, Event
from messages.event_kinds import EventKind
from messages.outgoing import MessageKind
from tests.builders import GROUP, RUTH, TOM, make_event, make_families, make_invitation, make_row
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")

#: 08:30 at school: in winter, in winter, and after the clock went on.
DATES = [datetime(2026, 12, 10, 7, 30, tzinfo=UTC), datetime(2027, 1, 14, 7, 30, tzinfo=UTC)]
IN_SUMMER_TIME = datetime(2027, 4, 8, 6, 30, tzinfo=UTC)
WEEKS = timedelta(weeks=3)


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", group="groep 6"))


async def make_series(session: AsyncSession, *more: datetime) -> list[Event]:
    dates = [EventDetails(EventKind.LOOK_IN_MORNING, (GROUP,), starts_at) for starts_at in (*DATES, *more)]
    return await schedule_series(session, actor=RUTH, now=NOW, dates=dates, language="nl", school="De Regenboog")


async def states(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(Event.state).order_by(Event.id)))


async def test_each_date_is_a_draft_of_the_same_series(session: AsyncSession) -> None:
    events = await make_series(session, IN_SUMMER_TIME)

    assert [(event.series_id, event.state, event.starts_at) for event in events] == [
        (events[0].id, EventState.DRAFT, starts_at) for starts_at in (*DATES, IN_SUMMER_TIME)
    ]


async def test_invitations_leave_so_many_weeks_before_by_the_schools_clock(session: AsyncSession) -> None:
    events = await make_series(session, IN_SUMMER_TIME)

    planned = await invite_series(session, actor=RUTH, now=NOW, event_id=events[1].id, lead=WEEKS, zone=ZONE)

    leave = await session.scalars(select(Campaign.send_at).order_by(Campaign.id))
    assert (planned, list(leave)) == (
        3,
        [NOW, datetime(2026, 12, 24, 7, 30, tzinfo=UTC), datetime(2027, 3, 18, 7, 30, tzinfo=UTC)],
    )
    assert await states(session) == [EventState.PLANNED] * 3


async def test_who_was_invited_or_called_off_before_is_left_alone(session: AsyncSession) -> None:
    events = await make_series(session, IN_SUMMER_TIME)
    await make_invitation(session, events[0])
    await cancel_event(session, actor=RUTH, now=NOW, event_id=events[1].id)
    facts: dict[str, Any] = {"actor": RUTH, "now": NOW, "event_id": events[0].id, "lead": WEEKS, "zone": ZONE}

    assert [await invite_series(session, **facts), await invite_series(session, **facts)] == [1, 0]


async def test_rest_of_a_series_is_called_off_from_a_date_on(session: AsyncSession) -> None:
    first, second, third = await make_series(session, IN_SUMMER_TIME)
    await make_invitation(session, first)
    await make_invitation(session, third)

    assert await cancel_rest(session, actor=RUTH, now=NOW, event_id=second.id) == 2

    assert await states(session) == [EventState.PLANNED, EventState.CANCELLED]
    kinds = select(Campaign.kind, Campaign.state).where(Campaign.event_id == third.id).order_by(Campaign.id)
    told = [(kind, state) for kind, state in await session.execute(kinds) if kind == MessageKind.CANCELLATION]
    assert told == [(MessageKind.CANCELLATION, CampaignState.PLANNED)]


async def test_what_was_is_not_called_off(session: AsyncSession) -> None:
    events = await make_series(session)
    later = DATES[0] + timedelta(hours=1)

    assert await cancel_rest(session, actor=RUTH, now=later, event_id=events[0].id) == 1
    assert await states(session) == [EventState.DRAFT]


async def test_event_that_stands_alone_is_a_series_of_itself(session: AsyncSession) -> None:
    event = await make_event(session)

    assert await cancel_rest(session, actor=RUTH, now=NOW, event_id=event.id) == 1
    assert await cancel_rest(session, actor=RUTH, now=event.starts_at, event_id=event.id) == 0


async def test_series_of_another_group_does_not_exist(session: AsyncSession) -> None:
    events = await make_series(session)

    with pytest.raises(NotFound):
        await cancel_rest(session, actor=TOM, now=NOW, event_id=events[0].id)
