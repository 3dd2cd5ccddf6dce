"""The calendar: the year by months, of the own groups; as a file for others, and from a file of others."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData
from icalendar import Calendar
from sqlalchemy import select

from bot.actions.events import cancel_event
from bot.deps import Deps
from bot.enums import EventState, Role
from bot.models import Event, EventGroup, Group, OutboxMessage
from bot.queries.year_calendar import SHOWN
from messages.event_kinds import EventKind
from tests.bot.web.pages.conftest import SAME_SITE, Browser, Shown
from tests.builders import GROUP, SAM, make_event, make_families, make_holiday, make_row
from tests.fakes import NOW

FILE = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:fair@elsewhere
SUMMARY:Kerstmarkt <b>groot</b>
DTSTART;TZID=Europe/Amsterdam:20261217T083000
RRULE:FREQ=DAILY
END:VEVENT
BEGIN:VEVENT
UID:past@elsewhere
SUMMARY:Vroeger
DTSTART:20200101T090000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
async def ruth(visit_as: Any, deps: Deps) -> Browser:
    """The teacher of groep 3, where there is a draft, a celebration last year and one that was called off."""
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1"), make_row("K9", "P9", group="groep 6"))
        await make_holiday(session)
        before: dict[str, Any] = {"now": NOW - timedelta(days=400), "starts_at": NOW - timedelta(days=364)}
        await make_event(session, kind=EventKind.CELEBRATION, **before)
        (await make_event(session, kind=EventKind.OTHER, title="Voorlezen")).state = EventState.DRAFT
        off = await make_event(session, kind=EventKind.OTHER, title="Kamp")
        await cancel_event(session, actor=SAM, now=NOW, event_id=off.id)
        await make_event(session, actor=SAM, groups=("groep 6",), kind=EventKind.OTHER, title="Van zes")
        await make_event(session, actor=SAM, groups=(GROUP, "groep 6"), kind=EventKind.OTHER, title="Samen")
    browser: Browser = await visit_as(Role.TEACHER, GROUP)
    return browser


async def hand_in(browser: Browser, content: bytes | None, **fields: Any) -> Shown:
    """As a browser sends a form with a file."""
    form = FormData(default_to_multipart=True)
    for name, value in {"step": "look", "groups": GROUP, **fields}.items():
        form.add_field(name, value)
    if content is not None:
        form.add_field("file", BytesIO(content), filename="school.ics", content_type="text/calendar")
    return await browser._send("POST", "/calendar/import", data=form, headers=SAME_SITE)


async def test_year_shows_the_own_groups_and_no_other(ruth: Browser) -> None:
    text = " ".join((await ruth.get("/calendar")).text.split())

    assert "Calendar 2026/27" in text
    assert "Vakantie</span>: Thu 24 Dec – Sun 3 Jan 2027" in text
    assert '<a href="/events/2" dir="auto">⭐ Voorlezen</a>' in text
    assert '<span class="mark">draft</span>' in text
    assert '<span class="mark bad">called off</span>' in text
    assert '<span dir="auto">⭐ Samen</span>' in text  # of two groups: not hers alone to open
    assert "Van zes" not in text
    assert "Celebration" not in text


async def test_last_year_is_there_to_be_copied(ruth: Browser) -> None:
    text = (await ruth.get("/calendar?year=2025")).text

    assert 'href="/invite?copy=1"' in text
    assert 'value="2026-11-24"' not in text
    form = (await ruth.get("/invite?copy=1")).text
    assert 'value="2027-11-23"' in form  # the same weekday of the same week, still to come


async def test_month_and_group_narrow_it_down(ruth: Browser, visit_as: Any) -> None:
    november = (await ruth.get("/calendar?month=2026-11")).text
    assert ("Nothing this month." in november, "Voorlezen" in november) == (True, False)

    sam = await visit_as(Role.COORDINATOR, name="Sam")
    six = (await sam.get("/calendar?group=groep+6")).text
    assert ("Van zes" in six, "Voorlezen" in six, 'value="2026"' in six) == (True, False, True)


async def test_crowded_year_begins_with_the_month_in_which_we_are(ruth: Browser, deps: Deps) -> None:
    facts = {"source_language": "nl", "with_child": False, "asked_by": "Sam", "created_by": "staff:2"}
    async with deps.transaction() as session:
        group = (await session.scalars(select(Group.id).where(Group.name == GROUP))).one()
        for number in range(SHOWN):
            event = Event(kind=EventKind.OTHER, title=f"Nummer {number}", created_at=NOW, **facts)
            event.starts_at = NOW + timedelta(days=30)
            session.add(event)
            await session.flush()
            session.add(EventGroup(event_id=event.id, group_id=group))

    first, whole = (await ruth.get("/calendar")).text, (await ruth.get("/calendar?month=all")).text

    assert ("Nothing this month." in first, "Nummer 0" in first) == (True, False)
    assert ("Only the first 150 are shown." in whole, "Nummer 0" in whole) == (True, True)


@pytest.mark.parametrize(
    "path", ["?year=x", "?year=1999", "?year=99999", "?group=groep+6", "?year=%D9%A2%D9%A0%D9%A2%D9%A6x"]
)
async def test_what_is_not_hers_or_no_year_does_not_exist(ruth: Browser, path: str) -> None:
    assert (await ruth.get(f"/calendar{path}")).status == 404
    assert (await ruth.get(f"/calendar/download{path}")).status == 404


async def test_empty_year_says_what_to_do(ruth: Browser) -> None:
    assert "Nothing in this school year yet." in (await ruth.get("/calendar?year=2030")).text


async def test_file_for_others_holds_no_drafts(ruth: Browser) -> None:
    shown = await ruth.get(f"/calendar/download?group={GROUP.replace(' ', '+')}")

    assert shown.headers["Content-Disposition"] == "attachment; filename*=UTF-8''2026-2027-groep-3.ics"
    assert shown.headers["Content-Type"].startswith("text/calendar")
    names = [(str(one["SUMMARY"]), str(one["STATUS"])) for one in Calendar.from_ical(shown.text).walk("VEVENT")]
    assert names == [("Kamp", "CANCELLED"), ("Samen", "CONFIRMED")]


async def test_file_of_others_is_looked_at_and_then_becomes_drafts(ruth: Browser, deps: Deps) -> None:
    look = " ".join((await hand_in(ruth, FILE.encode())).text.split())

    assert "<dt>New drafts</dt><dd>1</dd>" in look
    assert "<dt>Not taken</dt><dd>1</dd>" in look
    assert "Kerstmarkt &lt;b&gt;groot&lt;/b&gt;" in look
    assert "only the first time is taken" in look
    assert "It lies in the past." in look

    assert (await hand_in(ruth, None, step="store", ics=FILE)).at == "/calendar?done=drafts-made"

    async with deps.reading() as session:
        made = (await session.scalars(select(Event).where(Event.imported_uid == "fair@elsewhere"))).one()
        assert (made.state, (await session.scalars(select(OutboxMessage))).all()) == (EventState.DRAFT, [])
    assert "<dt>Here already</dt><dd>1</dd>" in " ".join((await hand_in(ruth, FILE.encode())).text.split())


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [
        (None, {}, "Choose a file first."),
        (b"PK\x03\x04", {}, "This is not a calendar file."),
        (b"BEGIN:VCALENDAR\xff", {}, "The file is not readable text."),
        (FILE.encode() + b"BEGIN:VEVENT\nEND:VEVENT\n" * 10_000, {}, "The file has 10003 parts."),
        (b"x" * 1_048_577, {}, "more than a megabyte"),
        (FILE.encode(), {"groups": ""}, "Please fill this in."),
        (FILE.encode(), {"groups": "groep 6"}, "groep 6"),
    ],
    ids=["no file", "no calendar", "no text", "many parts", "large", "no group", "not hers"],
)
async def test_hostile_file_is_answered_with_a_sentence(
    ruth: Browser, content: bytes | None, fields: dict[str, str], said: str
) -> None:
    shown = await hand_in(ruth, content, **fields)

    assert (shown.status, said in shown.text) == (422, True)
