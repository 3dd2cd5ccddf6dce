"""How far the school reaches a guardian, and what is missing for it: facts about today, never a score (N10, N17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.enums import ParentStatus


class ContactKind(StrEnum):
    """How there was contact last."""

    MESSAGE = "message"  # ours arrived
    ANSWER = "answer"  # they tapped
    WORDS = "words"  # they wrote or spoke
    TALK = "talk"  # a colleague spoke with them


class Missing(StrEnum):
    """What somebody of the school can see to."""

    LETTER = "letter"  # no letter with a code that works
    ROUTE = "route"  # a way other than Telegram: on paper, by phone, at the gate
    LANGUAGE = "language"  # our fixed sentences in a language of theirs


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """The newest is the largest."""

    at: datetime
    kind: ContactKind


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a guardian wants to read, what they get, and whether a machine says the author's own words in it."""

    wanted: str
    reads: str
    machine: bool
    source: str

    @property
    def own(self) -> bool:
        """They read our fixed sentences in the language that they want."""
        return self.wanted == self.reads

    @property
    def as_written(self) -> bool:
        """They read the language that staff write in."""
        return self.reads == self.source


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one guardian is reached. `letter_until` is when the code on the newest letter ends."""

    status: ParentStatus
    tongue: Tongue
    letter_until: datetime | None
    last: Contact | None

    @property
    def joined(self) -> bool:
        """Messages arrive."""
        return self.status is ParentStatus.JOINED

    @property
    def missing(self) -> tuple[Missing, ...]:
        """In the order in which it is seen to."""
        wants = {
            Missing.LETTER: self.status is ParentStatus.INVITED and self.letter_until is None,
            Missing.ROUTE: self.status in (ParentStatus.STOPPED, ParentStatus.UNREACHABLE),
            Missing.LANGUAGE: not self.tongue.own,
        }
        return tuple(one for one, missing in wants.items() if missing)
