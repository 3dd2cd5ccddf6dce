"""An iCalendar file (RFC 5545) as drafts of events: what can be taken, and for each other entry why not.

Each entry is read by itself, so that a broken one takes no other with it. Nothing is computed from a rule: of what
repeats, the first time is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event as Component

from bot.domain.events import EventDetails
from bot.domain.timing import to_utc
from bot.errors import BadInput, TooLarge
from messages.event_kinds import EventKind, title_of
from messages.phrases import phrases_in

#: A school year of a large school; more is not a school's calendar.
MOST_BYTES, MOST_ENTRIES = 1024 * 1024, 500

#: What the database keeps of a name, of an author's words, and of another calendar's key.
_NAME, _NOTE, _UID = 200, 2000, 255

#: When a day without a time begins in a draft.
_DAY_BEGINS = time(8, 30)

_BEGIN = re.compile(r"^BEGIN:", re.MULTILINE | re.IGNORECASE)
_TITLED_IN = ("nl", "en")


class Remark(StrEnum):
    """What of an entry did not come along, or stands there only for now."""

    REPEATS = "repeats"
    WHOLE_DAY = "whole_day"
    LONG_NOTE = "long_note"
    LONG_NAME = "long_name"
    NO_END = "no_end"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that can become a draft; its groups are still to be named."""

    uid: str
    details: EventDetails
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An entry that cannot, by its name as far as there is one, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedCalendar:
    """A whole file, soonest first."""

    entries: list[Entry]
    passed_over: list[PassedOver]


def decode_calendar(content: bytes) -> str:
    """The text of a file. Raises BadInput, TooLarge."""
    if len(content) > MOST_BYTES:
        raise TooLarge("The file has more than a megabyte. Save only this school year's calendar.")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    except UnicodeDecodeError as error:
        raise BadInput("The file is not readable text. Save the calendar as .ics once more.") from error


def parse_calendar(text: str, *, zone: ZoneInfo, now: datetime) -> ParsedCalendar:
    """Times without a zone are the school's own. Raises BadInput where it is no calendar, TooLarge."""
    if "BEGIN:VCALENDAR" not in text.upper():
        raise BadInput("This is not a calendar file. Its name ends in .ics.")
    begins = len(_BEGIN.findall(text))
    if begins > MOST_ENTRIES * 4:  # an entry with alarms, and the zones
        raise TooLarge(f"The file has {begins} parts. At most {MOST_ENTRIES} entries are taken at once.")
    blocks = list(blocks_of(text.split("\n")))
    if len(blocks) > MOST_ENTRIES:
        raise TooLarge(f"The file has {len(blocks)} entries. At most {MOST_ENTRIES} are taken at once.")
    if not blocks:
        raise BadInput("There is nothing in this calendar.")
    return _sorted(blocks, zone, now)


def blocks_of(lines: Iterable[str]) -> Iterator[str]:
    """Each entry from its first line to its last; one that never ends goes when the next begins.

    A line is looked at once, so that a file made to be slow is no slower than another of its size.
    """
    block: list[str] | None = None
    for line in lines:
        word = line.strip().upper()
        if word == "BEGIN:VEVENT":
            block = []
        if block is not None:
            block.append(line)
            if word == "END:VEVENT":
                yield "\n".join(block)
                block = None


def _sorted(blocks: list[str], zone: ZoneInfo, now: datetime) -> ParsedCalendar:
    entries: dict[str, Entry] = {}
    passed_over = []
    for block in blocks:
        name = ""
        try:
            component = _component(block)
            name = " ".join(_words(component, "SUMMARY").split())
            entry = _entry(component, name, zone, now)
            entries.setdefault(entry.uid, entry)  # what stands there twice is taken once
        except BadInput as error:
            passed_over.append(PassedOver(name[:_NAME], error.sentence))
    return ParsedCalendar(sorted(entries.values(), key=lambda entry: entry.details.starts_at), passed_over)


def _component(block: str) -> Component:
    try:
        found = Component.from_ical(block)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise BadInput("It cannot be read.") from error
    if not isinstance(found, Component):
        raise BadInput("It cannot be read.")
    return found


def _entry(component: Component, name: str, zone: ZoneInfo, now: datetime) -> Entry:
    if not name:
        raise BadInput("It has no name.")
    if _words(component, "STATUS").upper() == "CANCELLED":
        raise BadInput("It was called off in that calendar.")
    if component.get("RECURRENCE-ID") is not None:
        raise BadInput("It is one time of something that repeats; the first of them is taken.")
    uid = _words(component, "UID")
    if not 0 < len(uid) <= _UID:
        raise BadInput("It has no key (UID), or one that is too long.")
    remarks = list(_remarks(component, name))
    starts_at, ends_at, about_time = _times(component, zone)
    if starts_at <= now:
        raise BadInput("It lies in the past.")
    details = EventDetails(**_kind(name), **_facts(component), groups=(), starts_at=starts_at, ends_at=ends_at)
    return Entry(uid, details, (*remarks, *about_time))


def _remarks(component: Component, name: str) -> Iterator[Remark]:
    if component.get("RRULE") is not None or component.get("RDATE") is not None:
        yield Remark.REPEATS
    if len(name) > _NAME:
        yield Remark.LONG_NAME
    if len(_words(component, "DESCRIPTION")) > _NOTE:
        yield Remark.LONG_NOTE


def _kind(name: str) -> dict[str, Any]:
    """A name that is one of our own kinds is said in every language; any other is the author's own words."""
    for kind in EventKind:
        if name.casefold() in {title_of(kind, phrases_in(tag)).casefold() for tag in _TITLED_IN}:
            return {"kind": kind, "title": name if kind is EventKind.OTHER else None}
    return {"kind": EventKind.OTHER, "title": name[:_NAME]}


def _facts(component: Component) -> dict[str, Any]:
    note = _words(component, "DESCRIPTION")
    place = " ".join(_words(component, "LOCATION").split())[:_NAME]
    return {"place": place or None, "note": note if 0 < len(note) <= _NOTE else None}


def _times(component: Component, zone: ZoneInfo) -> tuple[datetime, datetime | None, tuple[Remark, ...]]:
    begins, ends = _when(component, "DTSTART"), _when(component, "DTEND")
    lasts = _when(component, "DURATION")
    if isinstance(begins, datetime):
        starts_at = _moment(begins, component, zone)
        ends_at = _end(ends, lasts, starts_at, component, zone)
        return (starts_at, ends_at, ()) if ends_at else (starts_at, None, (Remark.NO_END,))
    if not isinstance(begins, date):
        raise BadInput("It does not say when.")
    last = ends if isinstance(ends, date) and not isinstance(ends, datetime) else begins
    if last - begins > timedelta(days=1) or (isinstance(lasts, timedelta) and lasts > timedelta(days=1)):
        raise BadInput("It takes more than a day. A holiday is added by a coordinator, on the page of the school.")
    return _in_utc(datetime.combine(begins, _DAY_BEGINS), zone), None, (Remark.WHOLE_DAY,)


def _end(ends: object, lasts: object, starts_at: datetime, component: Component, zone: ZoneInfo) -> datetime | None:
    """Of the same day or the night after; else it is left out."""
    end = _moment(ends, component, zone) if isinstance(ends, datetime) else None
    if end is None and isinstance(lasts, timedelta) and abs(lasts) < timedelta(days=2):
        end = starts_at + lasts
    return end if end and timedelta(0) < end - starts_at <= timedelta(days=1) else None


def _moment(when: datetime, component: Component, zone: ZoneInfo) -> datetime:
    """A zone that nobody knows would put it at a wrong hour, so such an entry is not taken. Raises BadInput."""
    if when.tzinfo is not None:
        return _in_utc(when, zone)
    if component["DTSTART"].params.get("TZID"):
        raise BadInput("Its time zone is unknown here.")
    return _in_utc(when, zone)


def _in_utc(when: datetime, zone: ZoneInfo) -> datetime:
    try:
        return when.astimezone(UTC) if when.tzinfo else to_utc(when, zone)
    except OverflowError as error:
        raise BadInput("It does not say when.") from error


def _when(component: Component, name: str) -> object:
    """A day, a moment, a stretch of time, or None. Raises BadInput for what is said twice, or is none of these."""
    found = component.get(name)
    if found is None:
        return None
    try:
        return found.dt
    except (AttributeError, ValueError, TypeError) as error:
        raise BadInput("It does not say when.") from error


def _words(component: Component, name: str) -> str:
    """Without what cannot be printed; the first of several."""
    found = component.get(name, "")
    text = str(found[0] if isinstance(found, list) else found)
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
