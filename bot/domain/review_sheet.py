"""The fixed sentences and ideas of a language as one reviewer goes through them, and what becomes of an answer."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.reviews import Row, judge
from messages.exchange.wordings import Approval, Wording
from messages.standing import list_wordings

_DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of them, with a short name for forms. `dutch` is None where there is none."""

    code: str
    wording: Wording
    dutch: str | None

    @property
    def waits(self) -> bool:
        """Nobody has approved it yet."""
        return self.wording.approval is None


@dataclass(slots=True)
class Verdict:
    """What can be approved, and by the code of a sentence why the others cannot."""

    approved: list[Wording] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)


def sheet(tag: str, *, tips: bool) -> list[Sentence]:
    """What we always say, or the ideas for home, in the order of their files."""
    dutch = {word.key: word.forms[-1] for word in list_wordings(_DUTCH)}
    return [Sentence(_code(word), word, dutch.get(word.key)) for word in list_wordings(tag) if bool(word.place) == tips]


def progress(sentences: Iterable[Sentence]) -> tuple[int, int]:
    """How many are approved, and how many there are."""
    waits = [sentence.waits for sentence in sentences]
    return len(waits) - sum(waits), len(waits)


def judge_answers(
    tag: str, sentences: Iterable[Sentence], answers: Mapping[str, tuple[str, ...]], approval: Approval
) -> Verdict:
    """The same checks as for a reviewer's file; `answers` are the forms that a reader finds right, by code."""
    known = [sentence for sentence in sentences if sentence.code in answers]
    rows = [
        Row(line, Wording(one.wording.place, one.wording.english, _tidy(answers[one.code])), draft=False)
        for line, one in enumerate(known)
    ]
    review = judge(rows, tag=tag, ours=[one.wording for one in known], approval=approval, replacing=False)
    faults = {known[error.line].code: error.reason for error in reversed(review.errors)}
    return Verdict(review.approved, faults)


def _tidy(forms: Iterable[str]) -> tuple[str, ...]:
    """Spaces and composed letters are nobody's worry."""
    return tuple(" ".join(unicodedata.normalize("NFC", form).split()) for form in forms)


def _code(wording: Wording) -> str:
    return hashlib.sha256("\0".join((wording.place, *wording.english)).encode()).hexdigest()[:16]
