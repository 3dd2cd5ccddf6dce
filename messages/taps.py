"""The buttons that we show, as plain values: what was pressed, whatever the wire made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from messages.facts import Answer
from messages.talk_taps import BookTap, InterpreterTap, NoneSuitsTap, TimesTap, UnbookTap
from messages.tap_values import Choice, Code, Day, DayPart, ShortKey, TagText, TipReply


@dataclass(frozen=True, slots=True)
class RsvpTap:
    """Yes, no, maybe; `cannot_then` is the no that offers another time (N19)."""

    event_id: int
    parent_id: int
    answer: Answer
    cannot_then: bool = False


@dataclass(frozen=True, slots=True)
class PeopleTap:
    """How many come along."""

    event_id: int
    parent_id: int
    people: int


@dataclass(frozen=True, slots=True)
class ChangeTap:
    """Show the question again."""

    event_id: int
    parent_id: int


@dataclass(frozen=True, slots=True)
class ConsentTap:
    """Agree to the notice; the single-use code is still all we have of this chat."""

    code: Code


@dataclass(frozen=True, slots=True)
class DeclineTap:
    """Do not agree; nothing is kept."""

    code: Code


@dataclass(frozen=True, slots=True)
class NoticeLanguagesTap:
    """List the languages in which the notice can be read."""

    code: Code


@dataclass(frozen=True, slots=True)
class NoticeInTap:
    """Read the notice in another language."""

    code: Code
    language: TagText


@dataclass(frozen=True, slots=True)
class LanguagesTap:
    """List the languages for all that follows."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class SpeakTap:
    """From now on in this language."""

    parent_id: int
    language: TagText


@dataclass(frozen=True, slots=True)
class ResumeTap:
    """Undo /stop."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class OriginalTap:
    """Show what the school wrote, before a machine translated it. Which words: the pressed message knows."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class ListenTap:
    """Hear the message on which the button stands."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class TipTap:
    """We did it, not yet, or another one. `tip` stands for the tip's key."""

    tip: ShortKey
    parent_id: int
    reply: TipReply


@dataclass(frozen=True, slots=True)
class CheckInTap:
    """The answer to one short question, 1 (best) to 4."""

    campaign_id: int
    parent_id: int
    answer: int


@dataclass(frozen=True, slots=True)
class OfferTap:
    """Something that the parent can do with the school, or no longer: the number of a skill or time (from 1)."""

    parent_id: int
    item: int


@dataclass(frozen=True, slots=True)
class OfferDoneTap:
    """That was all."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class CallTap:
    """Please call me: asks when."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class CallAtTap:
    """Call me on this day, in this part of it."""

    parent_id: int
    day: Day
    part: DayPart


@dataclass(frozen=True, slots=True)
class WriterTap:
    """On a shared phone: it was this parent who wrote the message of that update."""

    parent_id: int
    update_id: int


@dataclass(frozen=True, slots=True)
class ChoiceTap:
    """One of the parent's own settings."""

    parent_id: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class CalendarTap:
    """This event as a file for the calendar."""

    event_id: int
    parent_id: int


@dataclass(frozen=True, slots=True)
class FeedTap:
    """A calendar address that keeps itself up to date; or, `wanted` False, withdraw it."""

    parent_id: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class EraseTap:
    """Erase everything about me; or, `sure` False, keep it."""

    parent_id: int
    sure: bool


Tap: TypeAlias = (
    RsvpTap
    | PeopleTap
    | ChangeTap
    | ConsentTap
    | DeclineTap
    | NoticeLanguagesTap
    | NoticeInTap
    | LanguagesTap
    | SpeakTap
    | ResumeTap
    | OriginalTap
    | ListenTap
    | TimesTap
    | BookTap
    | UnbookTap
    | InterpreterTap
    | NoneSuitsTap
    | TipTap
    | CheckInTap
    | OfferTap
    | OfferDoneTap
    | CallTap
    | CallAtTap
    | WriterTap
    | ChoiceTap
    | CalendarTap
    | FeedTap
    | EraseTap
)
