"""One sentence in one language beside the English it says, and who approved it: the unit that reviewers read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel.messages.catalog import Message

_STATE = re.compile(r"reviewed by (?P<by>\S.*), (?P<on>\d{4}-\d\d-\d\d)")

#: Where a sentence stands ('' in the catalogue, else 'theme/tip/part'), and its English: one form, or one and many.
Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Approval:
    """A person who knows the language read it and found it right."""

    by: str
    on: date

    def __str__(self) -> str:
        """The state as headers, tips and comments write it."""
        return f"reviewed by {self.by}, {self.on.isoformat()}"


@dataclass(frozen=True, slots=True)
class Wording:
    """The forms of one sentence: one, or as many as the language counts. A draft has no approval."""

    place: str
    english: tuple[str, ...]
    forms: tuple[str, ...]
    approval: Approval | None = None

    @property
    def key(self) -> Key:
        """An approval holds for this English: where that changes, nobody has read the new sentence yet."""
        return self.place, self.english

    @property
    def whole(self) -> bool:
        """False where a form is still to be written."""
        return all(self.forms)


def read_approval(state: str) -> Approval | None:
    """Of 'reviewed by NAME, 2026-11-22'; None of any other state, such as 'draft'."""
    found = _STATE.fullmatch(state.strip())
    return Approval(found["by"], date.fromisoformat(found["on"])) if found else None


def read_message(message: Message) -> Wording:
    """An entry of a catalogue; its first comment may say who approved it."""
    approvals = (read_approval(comment) for comment in message.user_comments)
    return Wording(
        place=message.context or "",
        english=_forms(message.id),
        forms=_forms(message.string),
        approval=next((approval for approval in approvals if approval), None),
    )


def _forms(said: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ("",))
