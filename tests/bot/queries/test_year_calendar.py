"""The year at a look: what is in it for whom, month by month, and which group was left silent (N8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import cancel_event
from bot.domain.school_years import SchoolYear
from bot.enums import EventState
from bot.errors import NotFound
from bot.queries import year_calendar
from bot.queries.answer_counts import AnswerCount
from bot.queries.year_calendar import (
    GroupYear,
    Publishing,
    Wanted,
    YearEvent,
    count_by_month,
    list_group_years,
    list_holidays_within,
    list_year_events,
    load_school_entries,
)
from messages.event_kinds import EventKind
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    make_event,
    make_families,
    make_holiday,
    make_row,
)
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")
YEAR = SchoolYear(2026)
WHOLE = YEAR.whole(ZONE)
STARTS = datetime(2026, 12, 15, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina"),
        make_row("Jan", "Piotr", group="groep 6"),
        make_row("Li", "Wen", group="groep 8"),
    )


async def shown(session: AsyncSession, **wanted: object) -> list[tuple[int, list[str], bool]]:
    facts = {"stretch": WHOLE, **wanted}
    actor = facts.pop("actor", SAM)
    events = await list_year_events(session, actor=actor, wanted=Wanted(**facts))  # type: ignore[arg-type]
    return [(event.event_id, event.groups, event.own) for event in events]


async def test_line_tells_of_event_and_answers(session: AsyncSession) -> None:
    event = await make_event(session, kind=EventKind.OTHER, title="Kerst", ends_at=STARTS + timedelta(hours=1))
    event.series_id = event.id

    (line,) = await list_year_events(session, actor=RUTH, wanted=Wanted(WHOLE))

    assert line == YearEvent(
        event_id=event.id,
        kind="other",
        title="Kerst",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=1),
        state=EventState.PLANNED,
        in_series=True,
        groups=[GROUP],
        own=True,
        count=AnswerCount(),
    )


async def test_year_begins_and_ends_at_midnight_of_the_school(session: AsyncSession) -> None:
    last = await make_event(session, starts_at=datetime(2027, 7, 31, 21, 59, tzinfo=UTC))
    await make_event(session, starts_at=datetime(2027, 7, 31, 22, tzinfo=UTC))
    first = await make_event(session, starts_at=STARTS)

    assert [key for key, _, _ in await shown(session)] == [first.id, last.id]


async def test_teacher_sees_what_is_for_the_own_groups_and_opens_what_is_for_no_other(session: AsyncSession) -> None:
    mine = await make_event(session)
    both = await make_event(session, actor=SAM, groups=(GROUP, "groep 6"))
    others = await make_event(session, actor=SAM, groups=("groep 6",))

    assert await shown(session, actor=RUTH) == [(mine.id, [GROUP], True), (both.id, [GROUP, "groep 6"], False)]
    assert [key for key, _, _ in await shown(session, group="groep 6")] == [both.id, others.id]
    assert len(await shown(session)) == 3
    with pytest.raises(NotFound):
        await shown(session, actor=RUTH, group="groep 6")


async def test_months_are_counted_in_one_look(session: AsyncSession) -> None:
    await make_event(session)
    await make_event(session, starts_at=datetime(2027, 3, 31, 22, 30, tzinfo=UTC))  # the first of April at school
    await make_event(session, actor=SAM, groups=("groep 6",))
    months = YEAR.months(ZONE)

    assert await count_by_month(session, actor=RUTH, months=months, group=None) == [0] * 4 + [1] + [0] * 3 + [
        1,
        0,
        0,
        0,
    ]
    assert sum(await count_by_month(session, actor=SAM, months=months, group="groep 6")) == 1


async def test_silent_group_stands_first(session: AsyncSession) -> None:
    past = await make_event(session, now=NOW - timedelta(days=60), starts_at=NOW - timedelta(days=30))
    await make_event(session)
    await make_event(session, actor=SAM, groups=("groep 6",))
    off = await make_event(session, actor=SAM, groups=("groep 8",))
    await cancel_event(session, actor=SAM, now=NOW, event_id=off.id)

    silent, other, own = await list_group_years(session, actor=SAM, now=NOW, year=WHOLE)

    assert (silent, other) == (GroupYear("groep 8", 0, None, None), GroupYear("groep 6", 1, None, STARTS))
    assert own == GroupYear(GROUP, 2, past.starts_at, STARTS)
    assert [line.group for line in await list_group_years(session, actor=RUTH, now=NOW, year=WHOLE)] == [GROUP]


async def test_holidays_that_touch_the_stretch_are_shown(session: AsyncSession) -> None:
    await make_holiday(session)
    await make_holiday(session, "2027-07-31", "2027-09-05")
    months = YEAR.months(ZONE)

    found = [[one.starts_on for one in await list_holidays_within(session, month)] for month in months]

    assert found == [[]] * 4 + [["2026-12-24"]] * 2 + [[]] * 5 + [["2027-07-31"]]


async def test_other_calendars_get_no_drafts(session: AsyncSession) -> None:
    event = await make_event(session)
    off = await make_event(session)
    await cancel_event(session, actor=RUTH, now=NOW, event_id=off.id)
    (await make_event(session)).state = EventState.DRAFT
    clock = Publishing(ZONE, "nl", "https://school.example")

    entries = await load_school_entries(session, actor=RUTH, wanted=Wanted(WHOLE), clock=clock)

    assert [(entry.uid, entry.cancelled) for entry in entries] == [
        (f"event-{event.id}@school.example", False),
        (f"event-{off.id}@school.example", True),
    ]


async def test_no_more_is_read_than_is_shown(session: AsyncSession) -> None:
    for _ in range(year_calendar.SHOWN + 2):
        await make_event(session)

    assert len(await shown(session)) == year_calendar.SHOWN + 1
