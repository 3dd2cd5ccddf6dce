"""A button press as a short string and back.

Telegram keeps 64 bytes per button, may bring them back months later, and anybody can forge them: so the string is
compact, versionless by its first letter, and what does not parse exactly is None. Whether the presser may do it is
checked where it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, get_type_hints

from messages import taps
from messages.facts import Answer
from messages.talk_taps import BookTap, InterpreterTap, NoneSuitsTap, TimesTap, UnbookTap
from messages.tap_values import Code, Day, ShortKey, TagText
from messages.taps import (
    CalendarTap,
    CallAtTap,
    CallTap,
    ChangeTap,
    CheckInTap,
    ChoiceTap,
    ConsentTap,
    DeclineTap,
    EraseTap,
    FeedTap,
    LanguagesTap,
    ListenTap,
    NoticeInTap,
    NoticeLanguagesTap,
    OfferDoneTap,
    OfferTap,
    OriginalTap,
    PeopleTap,
    ResumeTap,
    RsvpTap,
    SpeakTap,
    Tap,
    TipTap,
    WriterTap,
)

MAX_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data

_ANSWERS = {"y": (Answer.YES, False), "n": (Answer.NO, False), "m": (Answer.MAYBE, False), "t": (Answer.NO, True)}
_RSVP = re.compile(r"r([1-9][0-9]{0,17})\.([1-9][0-9]{0,17})\.([ynmt])")

_LETTERS: dict[str, type[Tap]] = {
    "p": PeopleTap,
    "c": ChangeTap,
    "a": ConsentTap,
    "d": DeclineTap,
    "w": NoticeLanguagesTap,
    "n": NoticeInTap,
    "l": LanguagesTap,
    "s": SpeakTap,
    "u": ResumeTap,
    "o": OriginalTap,
    "v": ListenTap,
    "t": TimesTap,
    "b": BookTap,
    "x": UnbookTap,
    "i": InterpreterTap,
    "e": NoneSuitsTap,
    "h": TipTap,
    "k": CheckInTap,
    "f": OfferTap,
    "g": OfferDoneTap,
    "j": CallTap,
    "m": CallAtTap,
    "q": WriterTap,
    "y": ChoiceTap,
    "z": CalendarTap,
    "A": FeedTap,
    "E": EraseTap,
}
_LETTER_OF = {tap: letter for letter, tap in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of field stands in the string."""

    pattern: str
    read: Callable[[str], Any]


_KINDS: dict[Any, _Kind] = {
    int: _Kind("[1-9][0-9]{0,17}", int),
    bool: _Kind("[01]", "1".__eq__),
    Code: _Kind("[A-Za-z0-9_-]{22}", str),
    TagText: _Kind("[A-Za-z]{2,3}(?:-[A-Za-z]{4})?", str),
    ShortKey: _Kind("[0-9a-f]{8}", str),
    Day: _Kind("20[0-9]{6}", str),
}

#: Where a number is more than a number: at most 99 people, and four answers to a short question.
_NARROWER = {(PeopleTap, "people"): "[1-9][0-9]?", (CheckInTap, "answer"): "[1-4]", (TimesTap, "page"): "[1-9][0-9]?"}


def format_tap(tap: Tap) -> str:
    """The string that goes into the button: at most 64 bytes."""
    if isinstance(tap, RsvpTap):
        letter = next(k for k, v in _ANSWERS.items() if v == (tap.answer, tap.cannot_then))
        return f"r{tap.event_id}.{tap.parent_id}.{letter}"
    values = (getattr(tap, field.name) for field in fields(tap))
    return _LETTER_OF[type(tap)] + ".".join(_written(value) for value in values)


def parse_tap(data: str) -> Tap | None:
    """What was pressed, or None for anything that `format_tap` did not make."""
    if found := _RSVP.fullmatch(data):
        answer, cannot_then = _ANSWERS[found[3]]
        return RsvpTap(int(found[1]), int(found[2]), answer, cannot_then)
    if data[:1] not in _LETTERS:
        return None
    pattern, kinds = _CODEC[_LETTERS[data[:1]]]
    found = pattern.fullmatch(data[1:])
    if found is None:
        return None
    return _LETTERS[data[:1]](*(kind.read(part) for kind, part in zip(kinds, found.groups(), strict=True)))


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _kind(annotation: Any) -> _Kind:  # noqa: ANN401  # a type
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _Kind("|".join(annotation), annotation)
    return _KINDS[annotation]


def _codec(tap: type[Tap]) -> tuple[re.Pattern[str], list[_Kind]]:
    """One group for each field, in the order in which the class names them."""
    hints = get_type_hints(tap, vars(taps), include_extras=True)
    kinds = {field.name: _kind(hints[field.name]) for field in fields(tap)}
    groups = [f"({_NARROWER.get((tap, name), kind.pattern)})" for name, kind in kinds.items()]
    return re.compile(r"\.".join(groups)), list(kinds.values())


_CODEC = {tap: _codec(tap) for tap in _LETTERS.values()}
