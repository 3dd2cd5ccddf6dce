"""Talks about Noor and Sami on an afternoon, as plain values."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from messages.event_kinds import EventKind
from messages.facts import EventFacts, Talk, TalkTime
from messages.languages import Language
from messages.outgoing import Outgoing
from tests.messages.builders import STARTS, make_facts

#: Tuesday 8 December, at three.
THREE = STARTS.replace(hour=15, minute=0)

LISTEN = ("🔊 Listen", "v7")


def make_time(minutes: int) -> TalkTime:
    """Ten minutes that begin so long after three."""
    return TalkTime(THREE + timedelta(minutes=minutes), THREE + timedelta(minutes=minutes + 10))


def noor(minutes: int | None = None, **facts: Any) -> Talk:
    """The talk about Noor, child 31: without a time, unless told otherwise."""
    return Talk(31, "Noor", make_time(minutes) if minutes is not None else None, **facts)


def sami(minutes: int | None = None, **facts: Any) -> Talk:
    """The talk about Sami, child 32."""
    return Talk(32, "Sami", make_time(minutes) if minutes is not None else None, **facts)


def make_talks(*talks: Talk, **facts: Any) -> EventFacts:
    """Event 12: talks with juf Ruth from three to five."""
    kind = EventKind.PARENT_TEACHER_TALK
    ends = THREE + timedelta(hours=2)
    return make_facts(
        **{"kind": kind, "starts_at": THREE, "ends_at": ends, "place": "Lokaal 3", "with_child": False, **facts},
        talks=talks,
    )


def rows(outgoing: Outgoing) -> list[list[tuple[str, str]]]:
    """Label and tap of each button."""
    return [[(button.label, button.data) for button in row] for row in outgoing.buttons]


ARABIC = Language("ar")
