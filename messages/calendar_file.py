"""School days as an iCalendar file (RFC 5545), which telephones put into their own calendar (N15)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vDuration, vText
from icalendar import Event as Component

from messages.event_kinds import title_of
from messages.facts import EventFacts
from messages.languages import Language
from messages.phrases import phrases_in
from messages.render import note_on_words
from messages.school_zone import zone_component
from messages.templating import fill

#: How often a calendar that follows the address asks again.
_ASK_AGAIN = timedelta(hours=4)

#: Nobody answers by mail; calendars know this way to say so, and RFC 5546 wants somebody who publishes.
_NO_ADDRESS = "invalid:nomail"


class Method(StrEnum):
    """What a file asks a calendar to do (RFC 5546); a calendar that is followed has none."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as one family has it; `child` is whom the family's own time of a talk is about.

    A calendar knows it again by `uid`, and takes it over where `sequence` is higher than what it holds.
    """

    uid: str
    sequence: int
    facts: EventFacts
    changed_at: datetime
    cancelled: bool = False
    child: str | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who hands the file out, by which clock, and when."""

    school: str
    zone: ZoneInfo
    now: datetime


def calendar_file(
    entries: Sequence[Entry], language: Language, publisher: Publisher, *, method: Method | None = None
) -> bytes:
    """The whole file, in the reader's language.

    Without a `method` it is one to be followed, and the same until something in it changes.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Ouderbrug//Ouderbrug//{language.tag}")
    calendar.add("version", "2.0")
    if method is None:
        _be_followed(calendar, publisher.school)
    else:
        calendar.add("method", method.value)
    calendar.add_component(_zone(entries, publisher))
    for entry in entries:
        calendar.add_component(_component(entry, language, publisher, method))
    return bytes(calendar.to_ical())


def _be_followed(calendar: Calendar, school: str) -> None:
    """Its name, and how often to look (RFC 7986); and the same as older calendars read it."""
    calendar.add("name", vText(_clean(school)))
    calendar.add("x-wr-calname", vText(_clean(school)))
    calendar.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_ASK_AGAIN))


def _zone(entries: Sequence[Entry], publisher: Publisher) -> Timezone:
    moments = [publisher.now, *(entry.facts.starts_at for entry in entries)]
    years = [moment.year for moment in moments]
    return zone_component(publisher.zone, first=min(years), last=max(years) + 1)


def _component(entry: Entry, language: Language, publisher: Publisher, method: Method | None) -> Component:
    facts, component = entry.facts, Component()
    component.add("uid", entry.uid)
    component.add("sequence", entry.sequence)
    component.add("dtstamp", publisher.now if method else entry.changed_at)
    component.add("last-modified", entry.changed_at)
    component.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    component.add("dtstart", _local(facts.starts_at))
    if facts.ends_at:
        component.add("dtend", _local(facts.ends_at))
    for name, words in _words(entry, language).items():
        if words:
            component.add(name, _clean(words))
    if method:
        component.add("organizer", _NO_ADDRESS, parameters={"CN": " ".join(_clean(publisher.school).split())})
    return component


def _words(entry: Entry, language: Language) -> dict[str, str | None]:
    facts = entry.facts
    own_words = list(facts.own_words())
    description = fill("calendar_entry.txt", language, entry=entry, facts=facts, **note_on_words(own_words, language))
    return {
        "summary": facts.title.shown if facts.title else title_of(facts.kind, phrases_in(language.tag)),
        "location": facts.place,
        "description": description,
    }


def _clean(text: str) -> str:
    """A content line holds no control characters (RFC 5545, 3.1); a line break in a text is escaped by the library."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc")


def _local(moment: datetime) -> datetime:
    """By the school's clock; in UTC for the hour that an autumn night has twice, as that clock names its first only."""
    return moment.astimezone(UTC) if moment.replace(fold=0).utcoffset() != moment.utcoffset() else moment
