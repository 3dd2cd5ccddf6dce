"""What the API takes and gives about events."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.domain.timing import LeadTime
from bot.enums import EventState
from bot.web.fields import Answer, Body, Line, Moment, Paragraph, Query, Word
from bot.web.words import HintAnswer, PartAnswer
from messages.event_kinds import EventKind
from messages.facts import Answer as Said
from messages.outgoing import HowSaid


def _underscored(value: object) -> object:
    return value.replace("-", "_") if isinstance(value, str) and not isinstance(value, EventKind) else value


Kind = Annotated[EventKind, BeforeValidator(_underscored)]
Bring = Annotated[Line, Field(max_length=200)]


class SlotBody(Body):
    """One slot, and how many families it is for at once."""

    starts_at: Moment
    minutes: Annotated[int, Field(ge=1, le=600)]
    capacity: Annotated[int, Field(ge=1, le=1000)] = 1


class EventBody(Body):
    """A new event."""

    kind: Kind
    groups: Annotated[list[Line], Field(min_length=1, max_length=100)]
    starts_at: Moment
    title: Line | None = None
    ends_at: Moment | None = None
    place: Line | None = None
    bring: Bring | None = None
    note: Paragraph | None = None
    rsvp_by: Moment | None = None
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    slots: list[SlotBody] = Field(default_factory=list, max_length=200)
    with_child: bool = True
    asked_by: Line | None = None


class ChangeBody(Body):
    """Only what changes; null takes a fact away."""

    title: Line | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    place: Line | None = None
    bring: Bring | None = None
    note: Paragraph | None = None
    rsvp_by: Moment | None = None
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None


class SlotAnswer(Answer):
    """One slot."""

    starts_at: datetime
    minutes: int
    capacity: int


class EventAnswer(Answer):
    """The event in school time, and what its author should know."""

    id: int
    kind: EventKind
    groups: list[str]
    starts_at: datetime
    title: str | None
    ends_at: datetime | None
    place: str | None
    bring: str | None
    note: str | None
    rsvp_by: datetime | None
    capacity: int | None
    slots: list[SlotAnswer]
    with_child: bool
    asked_by: str
    state: EventState
    lead_time: LeadTime
    warnings: list[str]


class PreviewQuery(Query):
    """In which language; without it, in that of staff."""

    language: Word | None = None


class PreviewAnswer(Answer):
    """As a parent would read it: `reads` differs from the language asked for where we have no phrases in it.

    `back_translation` is what the machine's words mean in the author's language; `likeness` is its worst part's.
    """

    text: str
    buttons: list[list[str]]
    language: str
    reads: str
    how: HowSaid
    machine_parts: list[PartAnswer]
    held_parts: list[PartAnswer]
    untranslated_parts: list[str]
    back_translation: str | None
    likeness: int | None
    hints: list[HintAnswer]
    warnings: list[str]


class CountsAnswer(Answer):
    """Families."""

    invited: int
    delivered: int
    yes: int
    no: int
    maybe: int
    none_yet: int


class AnswerLineAnswer(Answer):
    """One parent's answer for one child."""

    parent_id: str
    child_id: str
    answer: Said
    people: int | None
    note: str | None
    cannot_then: bool
    answered_at: datetime


class ResponsesAnswer(CountsAnswer):
    """In total, by group and language, and one by one."""

    response_rate: float | None
    by_group: dict[str, CountsAnswer]
    by_language: dict[str, CountsAnswer]
    answers: list[AnswerLineAnswer]
