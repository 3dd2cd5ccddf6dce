"""The kinds of events and their reviewed titles. Activities together with the child come first (N7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from messages.phrases import Phrases, mark


class EventKind(StrEnum):
    """What parents are invited to; OTHER needs a title of its own."""

    LOOK_IN_MORNING = "look_in_morning"
    CELEBRATION = "celebration"
    CLASS_TRIP = "class_trip"
    LIBRARY_VISIT = "library_visit"
    SPORTS_DAY = "sports_day"
    WORKSHOP_BY_PARENTS = "workshop_by_parents"
    PARENT_TEACHER_TALK = "parent_teacher_talk"
    COFFEE_MORNING = "coffee_morning"
    INFORMATION_EVENING = "information_evening"
    HOME_VISIT = "home_visit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KindTitle:
    """The icon helps who reads little; the title is a catalogue key."""

    icon: str
    title: str


TITLES = {
    EventKind.LOOK_IN_MORNING: KindTitle("👀", mark("Look-in morning in the group")),
    EventKind.CELEBRATION: KindTitle("🎉", mark("Celebration")),
    EventKind.CLASS_TRIP: KindTitle("🚌", mark("Class trip")),
    EventKind.LIBRARY_VISIT: KindTitle("📚", mark("Visit to the library")),
    EventKind.SPORTS_DAY: KindTitle("⚽", mark("Sports day")),
    EventKind.WORKSHOP_BY_PARENTS: KindTitle("🧵", mark("Workshop by parents")),
    EventKind.PARENT_TEACHER_TALK: KindTitle("💬", mark("Talk with the teacher")),
    EventKind.COFFEE_MORNING: KindTitle("☕", mark("Coffee morning for parents")),
    EventKind.INFORMATION_EVENING: KindTitle("🏫", mark("Information evening")),
    EventKind.HOME_VISIT: KindTitle("🏠", mark("Home visit")),
    EventKind.OTHER: KindTitle("⭐", mark("Something special at school")),
}


def title_of(kind: EventKind, phrases: Phrases) -> str:
    """The reviewed title in the reader's language."""
    return phrases.say(TITLES[kind].title)
