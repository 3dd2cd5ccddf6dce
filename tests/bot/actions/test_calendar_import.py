"""Another calendar's entries become drafts, once for these groups; nobody is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.calendar_import import School, Taken, record_calendar
from bot.domain.calendar_import import Entry
from bot.domain.events import EventDetails
from bot.enums import EventState
from bot.errors import NotFound
from bot.models import Campaign, Event
from bot.queries.events import details_of
from messages.event_kinds import EventKind
from tests.builders import GROUP, RUTH, SAM, make_event, make_families, make_row
from tests.fakes import NOW

SCHOOL = School("nl", "De Regenboog", "https://school.example")
STARTS = NOW.replace(month=12)
FAIR = Entry("fair@elsewhere", EventDetails(EventKind.OTHER, (), STARTS, title="Kerstmarkt", place="Plein"))
CHOIR = Entry("choir@elsewhere", EventDetails(EventKind.OTHER, (), STARTS, title="Koor"))


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6"))


async def take(session: AsyncSession, *entries: Entry, **facts: Any) -> Taken:
    plain = {"actor": RUTH, "now": NOW, "groups": [GROUP], "school": SCHOOL}
    return await record_calendar(session, entries=entries, **{**plain, **facts})


async def test_entry_becomes_a_draft_of_which_nobody_hears(session: AsyncSession) -> None:
    assert await take(session, FAIR) == Taken([FAIR], [])

    event = (await session.scalars(select(Event))).one()
    assert (event.state, event.imported_uid) == (EventState.DRAFT, "fair@elsewhere")
    assert await details_of(session, event) == replace(FAIR.details, groups=(GROUP,), asked_by="Juf Ruth")
    assert await session.scalar(select(func.count()).select_from(Campaign)) == 0


async def test_look_makes_nothing(session: AsyncSession) -> None:
    assert await take(session, FAIR, dry_run=True) == Taken([FAIR], [])

    assert await session.scalar(select(func.count()).select_from(Event)) == 0


async def test_same_file_again_brings_only_what_is_new(session: AsyncSession) -> None:
    await take(session, FAIR)

    assert await take(session, FAIR, CHOIR) == Taken([CHOIR], [FAIR])
    assert await take(session, FAIR, CHOIR) == Taken([], [FAIR, CHOIR])


async def test_other_groups_have_their_own(session: AsyncSession) -> None:
    await take(session, FAIR)

    assert await take(session, FAIR, actor=SAM, groups=["groep 6"]) == Taken([FAIR], [])
    assert await take(session, FAIR, actor=SAM, groups=[GROUP, "groep 6"]) == Taken([], [FAIR])


async def test_what_we_gave_out_ourselves_is_known(session: AsyncSession) -> None:
    event = await make_event(session)
    ours = replace(FAIR, uid=f"event-{event.id}@school.example")
    strange = replace(FAIR, uid=f"event-{event.id}@elsewhere")

    assert await take(session, ours, strange, dry_run=True) == Taken([strange], [ours])


async def test_another_teachers_group_does_not_exist(session: AsyncSession) -> None:
    with pytest.raises(NotFound):
        await take(session, FAIR, groups=["groep 6"])
