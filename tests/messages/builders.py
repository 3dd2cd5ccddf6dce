"""One event, its readers and the author's words, as plain values: everything that a test does not name is ordinary."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from messages.event_kinds import EventKind
from messages.facts import EventFacts, Reader, Words
from messages.languages import Language
from messages.outgoing import Button, HowSaid
from messages.phrases import phrases_in

SCHOOL_TIME = ZoneInfo("Europe/Amsterdam")

#: A Tuesday.
STARTS = datetime(2026, 12, 8, 8, 30, tzinfo=SCHOOL_TIME)

CODE = "AmInA-0123_456789abcde"


def make_reader(tag: str = "nl", *, name: str = "Amina", children: tuple[str, ...] = ("Noor",)) -> Reader:
    """Parent 7, about Noor, unless told otherwise."""
    return Reader(parent_id=7, name=name, children=children, language=Language(tag))


def make_facts(**facts: Any) -> EventFacts:
    """Event 12: juf Ruth's look-in morning on Tuesday 8 December at 08:30, unless told otherwise."""
    return EventFacts(
        **{"event_id": 12, "kind": EventKind.LOOK_IN_MORNING, "asked_by": "juf Ruth", "starts_at": STARTS, **facts}
    )


def make_words(text: str, translated: str | None = None, *, how: HowSaid = HowSaid.ORIGINAL) -> Words:
    """Written in Dutch; a translation is one that a person approved, unless told otherwise."""
    said = HowSaid.APPROVED if translated and how is HowSaid.ORIGINAL else how
    return Words(text, Language("nl"), translated, said)


def make_listen(tag: str = "nl") -> tuple[Button, ...]:
    """The last row under a message: parent 7 can hear it."""
    return (Button("🔊 " + phrases_in(tag).say("Listen"), "v7"),)


def make_keep(tag: str = "nl") -> tuple[Button, ...]:
    """The row that puts event 12 into the calendar of parent 7."""
    return (Button("📅 " + phrases_in(tag).say("Put it in my calendar"), "z12.7"),)
