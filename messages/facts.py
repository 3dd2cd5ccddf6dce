"""What a message is about: plain values, in school-local time, ready to be said in any language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from messages.event_kinds import EventKind
from messages.languages import Language
from messages.outgoing import HowSaid, weakest


class Answer(StrEnum):
    """What a family says to an invitation."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Words:
    """The author's own words as one reader gets them: translated where a translation is trusted, else as written."""

    original: str
    language: Language
    translated: str | None = None
    how: HowSaid = HowSaid.ORIGINAL

    @property
    def shown(self) -> str:
        """What the parent reads."""
        return self.translated if self.translated is not None else self.original

    @property
    def by_machine(self) -> bool:
        """Whether nobody looked at this translation."""
        return self.how is HowSaid.MACHINE

    def how_for(self, reader: Language) -> HowSaid:
        """In the reader's own language the author's words need nobody to answer for them."""
        return HowSaid.REVIEWED if reader == self.language else self.how


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom we write to, and about which of the children: siblings share one message."""

    parent_id: int
    name: str
    children: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class TalkTime:
    """From when to when, aware and school-local."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """The reader's talk about one child at an event with slots: at a `time`, at a `place` in the line, or neither yet.

    `interpreter` is the language for which one is wanted; to who is at home in the school's own none is offered.
    """

    child_id: int
    child: str
    time: TalkTime | None = None
    place: int | None = None
    interpreter: Language | None = None
    offers_interpreter: bool = True

    @property
    def settled(self) -> bool:
        """Whether the parent has nothing to choose now."""
        return self.time is not None or self.place is not None


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event. Times are aware and school-local; `changed` names the facts that a change notice points at.

    With `answers_open` False nobody is asked: the moment until which one could answer has passed. Where families choose
    a time of their own, `talks` has one for each child of the reader; else none.
    """

    event_id: int
    kind: EventKind
    asked_by: str
    starts_at: datetime
    ends_at: datetime | None = None
    title: Words | None = None
    place: str | None = None
    bring: Words | None = None
    note: Words | None = None
    rsvp_by: datetime | None = None
    with_child: bool = True
    changed: frozenset[str] = frozenset()
    answers_open: bool = True
    talks: tuple[Talk, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is still something to answer: a time, or a place in the line, for each child is an answer."""
        return self.answers_open and not (self.talks and all(talk.settled for talk in self.talks))

    @property
    def has_own_time(self) -> bool:
        """Whether the family chose a time of its own."""
        return any(talk.time for talk in self.talks)

    def own_words(self) -> Iterator[Words]:
        """Everything that the author wrote freely, and so may need a translation."""
        return (words for words in (self.title, self.bring, self.note) if words)

    def how_for(self, reader: Language) -> HowSaid:
        """How the weakest part reaches this reader."""
        return weakest(words.how_for(reader) for words in self.own_words())


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it stands, to be shown in place of the question."""

    answer: Answer
    people: int | None = None
    cannot_then: bool = False
