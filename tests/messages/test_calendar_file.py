"""Calendar files, read back by the library and line by line as RFC 5545 writes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from messages.calendar_file import Entry, Method, Publisher, calendar_file
from messages.event_kinds import EventKind
from messages.languages import Language
from messages.outgoing import HowSaid
from tests.messages.builders import SCHOOL_TIME, STARTS, make_facts, make_words

ENGLISH, ARABIC = Language("en"), Language("ar")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CHANGED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
DE_REGENBOOG = Publisher("De Regenboog", SCHOOL_TIME, NOW)
UID = "event-12@school.example"


def make_entry(**facts: Any) -> Entry:
    """The look-in morning of the builders."""
    return Entry(UID, 3, make_facts(**facts), CHANGED)


def unfold(content: bytes) -> list[str]:
    """The content lines, each checked: at most 75 octets, whole characters, CRLF (RFC 5545, 3.1)."""
    assert content.endswith(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    assert max(len(line) for line in physical) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in physical)
    return "\r\n".join(line.decode() for line in physical).replace("\r\n ", "").split("\r\n")


def component(lines: list[str], name: str) -> list[str]:
    """What stands between its BEGIN and END."""
    return lines[lines.index(f"BEGIN:{name}") + 1 : lines.index(f"END:{name}")]


def read(content: bytes) -> Calendar:
    """By the library, which notes what it cannot read."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert [each.errors for each in calendar.walk() if each.errors] == []
    return calendar


def said(content: bytes, name: str) -> str:
    """One property of the first event."""
    return str(read(content).events[0][name])


def test_event_is_told_in_the_words_of_the_reader() -> None:
    entry = make_entry(
        ends_at=STARTS + timedelta(minutes=90),
        title=make_words("Knutselen; samen, of niet", "Crafts; together, or not"),
        place="Voorstraat 12, Delft",
        bring=make_words("Een doos", "A box"),
        note=make_words("Tot dan!", "See you!"),
    )

    lines = unfold(calendar_file([entry], ENGLISH, DE_REGENBOOG, method=Method.PUBLISH))

    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ouderbrug//Ouderbrug//en", "METHOD:PUBLISH"]
    assert sorted(component(lines, "VEVENT")) == [
        "DESCRIPTION:Please bring: A box\\njuf Ruth writes: See you!",
        "DTEND;TZID=Europe/Amsterdam:20261208T100000",
        "DTSTAMP:20261124T090000Z",
        "DTSTART;TZID=Europe/Amsterdam:20261208T083000",
        "LAST-MODIFIED:20261120T080000Z",
        "LOCATION:Voorstraat 12\\, Delft",
        'ORGANIZER;CN="De Regenboog":invalid:nomail',
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        "SUMMARY:Crafts\\; together\\, or not",
        f"UID:{UID}",
    ]


def test_event_of_few_facts_has_few_lines() -> None:
    lines = component(unfold(calendar_file([make_entry()], ENGLISH, DE_REGENBOOG)), "VEVENT")

    assert sorted(lines) == [
        "DTSTAMP:20261120T080000Z",
        "DTSTART;TZID=Europe/Amsterdam:20261208T083000",
        "LAST-MODIFIED:20261120T080000Z",
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        "SUMMARY:Look-in morning in the group",
        f"UID:{UID}",
    ]


def test_words_that_nobody_looked_at_are_marked() -> None:
    machine = make_words("Knutselen", "Crafts", how=HowSaid.MACHINE)
    own = make_words("Knutselen")

    by_machine, untranslated = (
        said(calendar_file([make_entry(title=title)], ENGLISH, DE_REGENBOOG), "description") for title in (machine, own)
    )

    assert by_machine == "🤖 Some of these words were translated by a machine. There can be mistakes."
    assert untranslated.startswith("ℹ️ Some words are from the school itself.")


def test_cancelled_event_says_so_under_the_same_name_with_a_higher_number() -> None:
    planned = make_entry(bring=make_words("Een doos", "A box"))
    cancelled = replace(planned, sequence=4, cancelled=True)

    before, after = (
        calendar_file([entry], ENGLISH, DE_REGENBOOG, method=method)
        for entry, method in ((planned, Method.PUBLISH), (cancelled, Method.CANCEL))
    )

    facts = ("uid", "sequence", "status", "description")
    assert [said(before, name) for name in facts] == [UID, "3", "CONFIRMED", "Please bring: A box"]
    assert [said(after, name) for name in facts] == [UID, "4", "CANCELLED", "This will not take place."]
    assert (read(before).method, read(after).method) == ("PUBLISH", "CANCEL")


def test_own_time_of_a_talk_names_the_child() -> None:
    talk = make_entry(kind=EventKind.PARENT_TEACHER_TALK, ends_at=STARTS + timedelta(minutes=10))

    lines = unfold(calendar_file([replace(talk, child="Noor")], ENGLISH, DE_REGENBOOG))

    assert "DESCRIPTION:The talk about Noor: Tuesday 8 December\\, from 08:30 to 08:40" in lines


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), ";TZID=Europe/Amsterdam:20270328T015900"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), ";TZID=Europe/Amsterdam:20270328T030000"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ";TZID=Europe/Amsterdam:20261025T023000"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), ":20261025T013000Z"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), ";TZID=Europe/Amsterdam:20261025T030000"),
    ],
    ids=["before spring", "spring", "autumn, first time", "autumn, second time", "after autumn"],
)
def test_both_nights_on_which_the_clock_changes_are_right(moment: datetime, written: str) -> None:
    entry = make_entry(starts_at=moment.astimezone(SCHOOL_TIME))

    content = calendar_file([entry], ENGLISH, DE_REGENBOOG)

    assert "DTSTART" + written in unfold(content)
    start = read(content).events[0].start
    assert isinstance(start, datetime)
    assert start.astimezone(UTC) == moment


def test_zone_covers_the_day_of_the_file_and_the_year_after_its_last_event() -> None:
    entry = make_entry(starts_at=STARTS.replace(year=2028))

    lines = component(unfold(calendar_file([entry], ENGLISH, DE_REGENBOOG)), "VTIMEZONE")

    years = [line.removeprefix("DTSTART:")[:4] for line in lines if line.startswith("DTSTART:")]
    assert years == ["2025", "2026", "2026", "2027", "2027", "2028", "2028", "2029", "2029"]


def test_long_arabic_lines_are_folded_between_characters_and_read_back_whole() -> None:
    title, note = "يوم مفتوح في المدرسة " * 9, "تعالوا كلكم معنا إلى الحديقة 🌳 " * 20
    entry = make_entry(title=make_words("Open dag", title.strip()), note=make_words("Kom!", note.strip()))

    content = calendar_file([entry], ARABIC, DE_REGENBOOG)

    assert f"SUMMARY:{title.strip()}" in unfold(content)
    assert (said(content, "summary"), note.strip() in said(content, "description")) == (title.strip(), True)


@pytest.mark.parametrize("name", ["Regen, boog; en \\ zo", 'School "De Brug"', "A\r\nMETHOD:CANCEL", "x" * 300])
def test_no_name_breaks_out_of_its_line(name: str) -> None:
    entry = make_entry(place=name, title=make_words(name, name))
    publisher = replace(DE_REGENBOOG, school=name)

    files = [calendar_file([entry], ENGLISH, publisher, method=method) for method in (Method.PUBLISH, None)]

    assert [unfold(content).count("METHOD:CANCEL") for content in files] == [0, 0]
    assert [said(content, "location") for content in files] == [name.replace("\r", "")] * 2


def test_calendar_to_follow_has_a_name_and_no_method_and_holds_until_something_changes() -> None:
    entries = [make_entry(), replace(make_entry(), uid="event-13@school.example", cancelled=True)]

    first = calendar_file(entries, ENGLISH, DE_REGENBOOG)
    later = calendar_file(entries, ENGLISH, replace(DE_REGENBOOG, now=NOW + timedelta(days=1)))

    lines = unfold(first)
    assert sorted(lines[: lines.index("BEGIN:VTIMEZONE")]) == [
        "BEGIN:VCALENDAR",
        "NAME:De Regenboog",
        "PRODID:-//Ouderbrug//Ouderbrug//en",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "VERSION:2.0",
        "X-PUBLISHED-TTL:PT4H",
        "X-WR-CALNAME:De Regenboog",
    ]
    assert [event.status for event in read(first).events] == ["CONFIRMED", "CANCELLED"]
    assert later == first


def test_calendar_without_events_is_still_one() -> None:
    calendar = read(calendar_file([], ENGLISH, DE_REGENBOOG))

    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE"]
