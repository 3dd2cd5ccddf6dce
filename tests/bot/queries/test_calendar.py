"""What stands in a family's calendar: the own groups' events, the own times of talks, and for a while what is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import cancel_event, record_change
from bot.enums import EventState
from bot.models import Event
from bot.queries.calendar import Viewer, load_ahead, load_followed, load_one
from messages.calendar_file import Entry
from messages.event_kinds import EventKind
from messages.facts import EventFacts, Words
from messages.languages import Language
from tests.bot.talks import at, book, child_id, make_talks
from tests.builders import GROUP, SAM, make_event, make_families, make_row, require_id
from tests.fakes import NOW

ZONE, ARABIC = ZoneInfo("Europe/Amsterdam"), Language("ar")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    """Noor and Sami are Amina's and Omar's; Jan is Piotr's."""
    await make_families(
        session,
        *(make_row(child, parent) for child in ("Noor", "Sami") for parent in ("Amina", "Omar")),
        make_row("Jan", "Piotr", group="groep 6"),
    )


async def viewer(session: AsyncSession, *parents: str) -> Viewer:
    ids = tuple([await require_id(session, parent) for parent in parents])
    return Viewer(ids, ARABIC, "nl", ZONE, "https://school.example")


async def cancel(session: AsyncSession, event: Event, **facts: Any) -> None:
    await cancel_event(session, **{"actor": SAM, "now": NOW, "event_id": event.id, **facts})


def shown(entries: list[Entry]) -> list[tuple[int, bool]]:
    return [(entry.facts.event_id, entry.cancelled) for entry in entries]


async def test_entry_is_the_event_as_its_reader_is_told(session: AsyncSession) -> None:
    event = await make_event(session, kind=EventKind.OTHER, title="Kijkje")
    await record_change(session, actor=SAM, now=NOW + DAY, event_id=event.id, changes={"place": "Zaal"}, zone=ZONE)

    entries = await load_ahead(session, await viewer(session, "Amina"), now=NOW)

    starts_at = event.starts_at.astimezone(ZONE)
    title = Words("Kijkje", Language("nl"))
    facts = EventFacts(event.id, EventKind.OTHER, "Juf Ruth", starts_at, title=title, place="Zaal")
    assert entries == [Entry(f"event-{event.id}@school.example", 1, facts, NOW + DAY)]


async def test_ahead_is_what_stands_for_the_own_groups_soonest_first(session: AsyncSession) -> None:
    later = await make_event(session, actor=SAM, groups=(GROUP, "groep 6"))
    sooner = await make_event(session, starts_at=NOW + DAY)
    await make_event(session, actor=SAM, groups=("groep 6",))
    await cancel(session, await make_event(session))
    amina = await viewer(session, "Amina")

    assert shown(await load_ahead(session, amina, now=NOW)) == [(sooner.id, False), (later.id, False)]
    assert shown(await load_ahead(session, amina, now=sooner.starts_at)) == [(later.id, False)]


async def test_followed_calendar_keeps_the_last_month_and_shows_what_was_cancelled_as_long(
    session: AsyncSession,
) -> None:
    past = await make_event(session, starts_at=NOW + DAY)
    gone = await make_event(session, starts_at=NOW + 60 * DAY)
    await cancel(session, gone)
    amina = await viewer(session, "Amina")

    looks = [shown(await load_followed(session, amina, now=NOW + days * DAY)) for days in (29, 30, 31)]

    assert looks == [[(past.id, False), (gone.id, True)], [(past.id, False)], []]


async def test_one_event_is_found_whatever_became_of_it_by_its_own_families(session: AsyncSession) -> None:
    event = await make_event(session)
    await cancel(session, event)

    found = [
        shown(await load_one(session, await viewer(session, *parents), event.id))
        for parents in (("Amina",), ("Amina", "Omar"), ("Piotr",))
    ]

    assert found == [[(event.id, True)], [(event.id, True)], []]


async def test_draft_is_nobodys_business(session: AsyncSession) -> None:
    event = await make_event(session)
    event.state, event.changed_at = EventState.DRAFT, NOW
    amina = await viewer(session, "Amina")

    looks = [await load_ahead(session, amina, now=NOW), await load_followed(session, amina, now=NOW)]

    assert [*looks, await load_one(session, amina, event.id)] == [[], [], []]


async def test_booked_talk_stands_at_the_familys_own_time(session: AsyncSession) -> None:
    talks = await make_talks(session)
    amina, omar = await viewer(session, "Amina"), await viewer(session, "Omar")
    (whole,) = await load_one(session, amina, talks.id)
    await book(session, talks, 10, "Noor", "Amina", now=NOW + DAY)

    (own,), others = await load_one(session, amina, talks.id), await load_one(session, omar, talks.id)

    assert (own.uid, own.sequence, own.child, own.changed_at) == (whole.uid, whole.sequence, "Noor", NOW + DAY)
    assert (own.facts.starts_at, own.facts.ends_at) == (at(10), at(20))
    assert (whole.facts.starts_at, whole.child) == (at(0), None)
    assert others == [whole]


async def test_talks_about_two_children_stand_beside_each_other(session: AsyncSession) -> None:
    talks = await make_talks(session)
    await book(session, talks, 10, "Sami", "Amina")
    await book(session, talks, 20, "Noor", "Amina")

    entries = await load_one(session, await viewer(session, "Amina"), talks.id)

    uid, sami = f"event-{talks.id}", await child_id(session, "Sami")
    assert [(entry.uid, entry.child, entry.facts.starts_at) for entry in entries] == [
        (f"{uid}@school.example", "Noor", at(20)),
        (f"{uid}-{sami}@school.example", "Sami", at(10)),
    ]


async def test_two_parents_on_one_telephone_see_the_time_of_the_first(session: AsyncSession) -> None:
    talks = await make_talks(session)
    await book(session, talks, 20, "Noor", "Omar")
    await book(session, talks, 10, "Noor", "Amina")

    entries = await load_one(session, await viewer(session, "Omar", "Amina"), talks.id)

    assert [(entry.child, entry.facts.starts_at) for entry in entries] == [("Noor", at(10))]
