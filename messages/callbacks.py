"""A button press as a short string and back.

Telegram keeps 64 bytes per button, may bring them back months later, and anybody can forge them: so the string is
compact, versionless by its first letter, and what does not parse exactly is None. Whether the presser may do it is
checked where it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import TypeAlias

from messages.facts import Answer

MAX_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data


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

    code: str


@dataclass(frozen=True, slots=True)
class DeclineTap:
    """Do not agree; nothing is kept."""

    code: str


@dataclass(frozen=True, slots=True)
class NoticeLanguagesTap:
    """List the languages in which the notice can be read."""

    code: str


@dataclass(frozen=True, slots=True)
class NoticeInTap:
    """Read the notice in another language."""

    code: str
    language: str


@dataclass(frozen=True, slots=True)
class LanguagesTap:
    """List the languages for all that follows."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class SpeakTap:
    """From now on in this language."""

    parent_id: int
    language: str


@dataclass(frozen=True, slots=True)
class ResumeTap:
    """Undo /stop."""

    parent_id: int


@dataclass(frozen=True, slots=True)
class OriginalTap:
    """Show what the school wrote, before a machine translated it. Which words: the pressed message knows."""

    parent_id: int


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
)

_ID, _CODE, _TAG = r"([1-9][0-9]{0,17})", r"([A-Za-z0-9_-]{22})", r"([A-Za-z]{2,3}(?:-[A-Za-z]{4})?)"
_LONGEST_ID = 18
_ANSWERS = {"y": (Answer.YES, False), "n": (Answer.NO, False), "m": (Answer.MAYBE, False), "t": (Answer.NO, True)}
_LETTERS: dict[str, tuple[Callable[..., Tap], re.Pattern[str]]] = {
    "p": (PeopleTap, re.compile(rf"{_ID}\.{_ID}\.([1-9][0-9]?)")),
    "c": (ChangeTap, re.compile(rf"{_ID}\.{_ID}")),
    "a": (ConsentTap, re.compile(_CODE)),
    "d": (DeclineTap, re.compile(_CODE)),
    "w": (NoticeLanguagesTap, re.compile(_CODE)),
    "n": (NoticeInTap, re.compile(rf"{_CODE}\.{_TAG}")),
    "l": (LanguagesTap, re.compile(_ID)),
    "s": (SpeakTap, re.compile(rf"{_ID}\.{_TAG}")),
    "u": (ResumeTap, re.compile(_ID)),
    "o": (OriginalTap, re.compile(_ID)),
}
_LETTER_OF = {tap: letter for letter, (tap, _) in _LETTERS.items()}
_RSVP = re.compile(rf"r{_ID}\.{_ID}\.([ynmt])")


def format_tap(tap: Tap) -> str:
    """The string that goes into the button: at most 64 bytes."""
    if isinstance(tap, RsvpTap):
        letter = next(k for k, v in _ANSWERS.items() if v == (tap.answer, tap.cannot_then))
        return f"r{tap.event_id}.{tap.parent_id}.{letter}"
    return _LETTER_OF[type(tap)] + ".".join(str(part) for part in astuple(tap))


def parse_tap(data: str) -> Tap | None:
    """What was pressed, or None for anything that `format_tap` did not make."""
    if found := _RSVP.fullmatch(data):
        answer, cannot_then = _ANSWERS[found[3]]
        return RsvpTap(int(found[1]), int(found[2]), answer, cannot_then)
    if data[:1] not in _LETTERS:
        return None
    kind, pattern = _LETTERS[data[:1]]
    found = pattern.fullmatch(data[1:])
    return kind(*map(_read_part, found.groups())) if found else None


def _read_part(part: str) -> int | str:
    """Numbers are ids and counts; what is longer than any of them is a code, even when it is all digits."""
    return int(part) if part.isdecimal() and len(part) <= _LONGEST_ID else part
