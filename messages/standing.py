"""How far a language is: what can be said in it, and how much of that a person who knows it has approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from messages.approved import Stamp, stamp_of
from messages.exchange.wordings import Wording
from messages.phrases import catalogue_wordings, spoken
from messages.tips import tip_wordings, title_wordings

State = Literal["reviewed", "draft", "incomplete", "none"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of the catalogue, its sentences, and the tips that can be read; how many of each are approved.

    By whom, by name, and on which day the last of them; no day where nothing is.
    """

    state: State
    phrases: int
    phrases_reviewed: int
    tips: int
    tips_reviewed: int
    reviewers: tuple[str, ...]
    reviewed_on: date | None


def standing_of(tag: str) -> Standing:
    """As it is now, with what was approved at this school."""
    return _judge(tag, stamp_of(tag))


def state_of(phrases: list[Wording]) -> State:
    """Reviewed when every sentence is; incomplete when one has no words yet."""
    if not phrases:
        return "none"
    if not all(wording.whole for wording in phrases):
        return "incomplete"
    return "reviewed" if all(wording.approval for wording in phrases) else "draft"


def list_wordings(tag: str) -> list[Wording]:
    """Everything that a reviewer of a language reads: the catalogue, the names of the themes, the tips."""
    phrases = catalogue_wordings(tag) if tag in spoken() else []
    return [*phrases, *title_wordings(tag), *(part for tip in tip_wordings(tag).values() for part in tip)]


@lru_cache(maxsize=256)
def _judge(tag: str, _stamp: Stamp | None) -> Standing:
    phrases, tips = catalogue_wordings(tag) if tag in spoken() else [], tip_wordings(tag).values()
    approvals = {wording.approval for wording in list_wordings(tag) if wording.approval}
    return Standing(
        state=state_of(phrases),
        phrases=len(phrases),
        phrases_reviewed=sum(wording.approval is not None for wording in phrases),
        tips=len(tips),
        tips_reviewed=sum(all(part.approval for part in tip) for tip in tips),
        reviewers=tuple(sorted({approval.by for approval in approvals})),
        reviewed_on=max((approval.on for approval in approvals), default=None),
    )
