"""Files of other calendars: what becomes a draft, and a plain reason for all that does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar_import import (
    MOST_BYTES,
    MOST_ENTRIES,
    Entry,
    ParsedCalendar,
    PassedOver,
    Remark,
    blocks_of,
    decode_calendar,
    parse_calendar,
)
from bot.domain.events import EventDetails
from bot.errors import BadInput, TooLarge
from messages.event_kinds import EventKind
from tests.fakes import NOW

SCHOOL = ZoneInfo("Europe/Amsterdam")
STARTS = datetime(2026, 12, 17, 7, 30, tzinfo=UTC)
WHEN = "DTSTART;TZID=Europe/Amsterdam:20261217T083000\nDTEND;TZID=Europe/Amsterdam:20261217T093000"


def entry(*lines: str, uid: str = "a@elsewhere", name: str = "Kerstviering") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{name}", *lines, "END:VEVENT"])


def parse(*entries: str) -> ParsedCalendar:
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *entries, "END:VCALENDAR"])
    return parse_calendar(decode_calendar(text.encode()), zone=SCHOOL, now=NOW)


def details(**facts: object) -> EventDetails:
    plain: dict[str, object] = {"kind": EventKind.OTHER, "title": "Kerstviering", "groups": (), "starts_at": STARTS}
    return EventDetails(**{**plain, **facts})  # type: ignore[arg-type]


def test_entry_becomes_a_draft_with_its_own_words() -> None:
    found = parse(entry(WHEN, "LOCATION:Aula\\, beneden", "DESCRIPTION:Neem iets\\nlekkers mee."))

    facts = details(ends_at=STARTS + timedelta(hours=1), place="Aula, beneden", note="Neem iets\nlekkers mee.")
    assert found == ParsedCalendar([Entry("a@elsewhere", facts)], [])


@pytest.mark.parametrize("name", ["Sports day", "sportdag"])
def test_name_of_our_own_kind_is_said_in_every_language(name: str) -> None:
    assert parse(entry(WHEN, name=name)).entries[0].details == details(
        kind=EventKind.SPORTS_DAY, title=None, ends_at=STARTS + timedelta(hours=1)
    )


def test_something_special_keeps_its_name() -> None:
    (found,) = parse(entry(WHEN, name="Something special at school")).entries

    assert (found.details.kind, found.details.title) == (EventKind.OTHER, "Something special at school")


@pytest.mark.parametrize(
    ("lines", "starts_at", "ends_at"),
    [
        ("DTSTART:20261217T073000Z\nDURATION:PT45M", STARTS, STARTS + timedelta(minutes=45)),
        ("DTSTART:20261217T083000\nDTEND:20261217T093000", STARTS, STARTS + timedelta(hours=1)),
        ("DTSTART;TZID=W. Europe Standard Time:20261217T083000\nDURATION:PT1H", STARTS, STARTS + timedelta(hours=1)),
        ("DTSTART:20261217T073000Z", STARTS, None),
        ("DTSTART:20261217T073000Z\nDTEND:20261217T063000Z", STARTS, None),
        ("DTSTART:20261217T073000Z\nDURATION:P999999999D", STARTS, None),
        ("DTSTART:20261217T073000Z\nDTEND;VALUE=DATE:20261218", STARTS, None),
        ("DTSTART;VALUE=DATE:20261217", STARTS, None),
        ("DTSTART;VALUE=DATE:20261217\nDTEND;VALUE=DATE:20261218", STARTS, None),
    ],
)
def test_time_is_the_schools(lines: str, starts_at: datetime, ends_at: datetime | None) -> None:
    (found,) = parse(entry(lines)).entries

    assert (found.details.starts_at, found.details.ends_at) == (starts_at, ends_at)


@pytest.mark.parametrize(
    ("lines", "name", "remarks"),
    [
        (f"{WHEN}\nRRULE:FREQ=SECONDLY;COUNT=999999999", "Koor", (Remark.REPEATS,)),
        (f"{WHEN}\nRDATE:20270101T090000Z", "Koor", (Remark.REPEATS,)),
        (f"{WHEN}\nDESCRIPTION:{'x' * 2001}", "Koor", (Remark.LONG_NOTE,)),
        (WHEN, "x" * 201, (Remark.LONG_NAME,)),
        ("DTSTART;VALUE=DATE:20261217\nRRULE:FREQ=DAILY", "Koor", (Remark.REPEATS, Remark.WHOLE_DAY)),
        ("DTSTART:20261217T073000Z", "Koor", (Remark.NO_END,)),
    ],
)
def test_what_does_not_come_along_is_said(lines: str, name: str, remarks: tuple[Remark, ...]) -> None:
    (found,) = parse(entry(lines, name=name)).entries

    assert (found.remarks, found.details.note, len(found.details.title or "") <= 200) == (remarks, None, True)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (entry("DTSTART:20200101T090000Z"), "It lies in the past."),
        (entry(WHEN, name=""), "It has no name."),
        (entry(WHEN, "STATUS:CANCELLED"), "It was called off in that calendar."),
        (
            entry(WHEN, "RECURRENCE-ID:20261210T083000Z"),
            "It is one time of something that repeats; the first of them is taken.",
        ),
        (entry(WHEN, uid=""), "It has no key (UID), or one that is too long."),
        (entry(WHEN, uid="x" * 256), "It has no key (UID), or one that is too long."),
        (entry(), "It does not say when."),
        (entry("DTSTART:someday"), "It does not say when."),
        (entry(WHEN, "DTSTART:20261218T083000Z"), "It does not say when."),
        (entry("DTSTART;TZID=Foo/Bar:20261217T083000"), "Its time zone is unknown here."),
        (entry("DTSTART:00010101T000000"), "It does not say when."),
        (entry("DTSTART:99991231T235959"), None),
        (
            entry("DTSTART;VALUE=DATE:20261219\nDTEND;VALUE=DATE:20270104"),
            "It takes more than a day. A holiday is added by a coordinator, on the page of the school.",
        ),
        (
            entry("DTSTART;VALUE=DATE:20261219\nDURATION:P2W"),
            "It takes more than a day. A holiday is added by a coordinator, on the page of the school.",
        ),
        (entry(f"DTSTART;TZID={'A' * 300}:20261217T083000"), "It cannot be read."),
        ("BEGIN:VEVENT\n FOLDED\nSUMMARY:x\nEND:VEVENT", "It cannot be read."),
        ("BEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT", "It cannot be read."),
        ("BEGIN:VEVENT\nSUMMARY:x\nEND:VTODO\nEND:VEVENT", None),
    ],
)
def test_what_is_not_taken_is_told_with_its_reason(block: str, reason: str | None) -> None:
    found = parse(block, entry(WHEN, uid="right@elsewhere"))

    assert "right@elsewhere" in [one.uid for one in found.entries]
    assert reason is None or [one.reason for one in found.passed_over] == [reason]


def test_one_that_stands_there_twice_is_taken_once_and_the_soonest_comes_first() -> None:
    later = "DTSTART:20270117T073000Z\nDURATION:PT1H"

    found = parse(entry(later, uid="b"), entry(WHEN, uid="a"), entry(WHEN, uid="a"))

    assert [one.uid for one in found.entries] == ["a", "b"]


def test_passed_over_is_known_by_its_name() -> None:
    assert parse(entry("DTSTART:x", name="Kamp\x01")).passed_over == [PassedOver("Kamp", "It does not say when.")]


def test_no_calendar_is_told_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="This is not a calendar file"):
        parse_calendar("PK\x03\x04", zone=SCHOOL, now=NOW)
    with pytest.raises(BadInput, match="nothing in this calendar"):
        parse()
    with pytest.raises(BadInput, match="not readable text"):
        decode_calendar(b"BEGIN:VCALENDAR\xff\xfe")


def test_more_than_a_school_year_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match=f"has 501 entries. At most {MOST_ENTRIES}"):
        parse(*(entry(WHEN, uid=str(number)) for number in range(501)))
    with pytest.raises(TooLarge, match="has 10001 parts"):
        parse(*["BEGIN:VEVENT\nEND:VEVENT"] * 10_000)
    with pytest.raises(TooLarge, match="more than a megabyte"):
        decode_calendar(b"x" * (MOST_BYTES + 1))


def test_entry_that_never_ends_goes_when_the_next_begins() -> None:
    found = parse("BEGIN:VEVENT", "UID:open@elsewhere", "SUMMARY:Open", WHEN, entry(WHEN), "BEGIN:VEVENT", "UID:last")

    assert ([one.uid for one in found.entries], found.passed_over) == (["a@elsewhere"], [])


def test_megabyte_that_only_begins_is_read_once() -> None:
    begins = ["BEGIN:VEVENT", *["x" * 80] * 6] * 1_900
    lines = iter([*begins, *entry(WHEN).split("\n"), *begins])  # can be gone through only once

    assert (list(blocks_of(lines)), next(lines, None)) == ([entry(WHEN)], None)


def test_entry_may_be_written_small() -> None:
    small = entry(WHEN, uid="a").replace("BEGIN:VEVENT", "begin:vevent").replace("END:VEVENT", "End:VEvent")

    assert [one.uid for one in parse(small).entries] == ["a"]


_LINES = (
    *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "DTSTART:20261217T073000Z", "DTSTART;TZID=:1"),
    *("UID:1", "SUMMARY:x", 'SUMMARY;X=":y', "DTEND;VALUE=DATE:99999999", "DURATION:P", "RRULE:FREQ=", " folded"),
    *("A;B;C", "DTSTART;VALUE=PERIOD:20261217T073000Z/PT1H", "DTSTART;VALUE=TIME:073000", "STATUS:CANCELLED"),
    *("DURATION;VALUE=DATE:20261217", "DTSTART:00010101T000000Z"),
)


@given(st.lists(st.one_of(st.sampled_from(_LINES), st.text(max_size=40)), max_size=30))
def test_no_entry_is_too_strange(lines: list[str]) -> None:
    found = parse("BEGIN:VEVENT", *lines, "END:VEVENT", entry(WHEN, uid="right@elsewhere"))

    assert len(found.entries) + len(found.passed_over) >= 1
