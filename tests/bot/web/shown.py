"""Conversations as the API shows them: whole, with what a test says differs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.deps import Deps
from tests.builders import GROUP, make_families, make_joined, make_question, make_row
from tests.fakes import NOW

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TEN = "2026-11-24T10:00:00+01:00"

_LANGUAGES = {"Amina": "ar", "Selam": "ti"}
_CHILDREN = {
    "Amina": {"child_id": "K-Noor", "first_name": "Noor", "group": GROUP},
    "Selam": {"child_id": "K-Liya", "first_name": "Liya", "group": "groep 4"},
}


async def make_two_questions(deps: Deps) -> None:
    """Amina (thread 1) and, of the other group, Selam (thread 2) wrote just now; Piotr has not joined."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti", group="groep 4"),
        )
        await make_joined(session, "Amina", "Selam")
        await make_question(session, "Amina")
        await make_question(session, "Selam", update_id=2)


def message(
    number: int,
    author: str | None = None,
    text: str = "Mogen we later komen?",
    *,
    at: datetime = NOW,
    translation: str | None = None,
    how: str = "original",
) -> dict[str, Any]:
    """As staff wrote it in Dutch; what a parent wrote has been read by no machine yet."""
    return {
        "message_id": number,
        "author": author,
        "text": text,
        "language": "nl" if author else None,
        "mixed": False,
        "translation": translation,
        "how": how if author else None,
        "voice": False,
        "forwarded": False,
        "edited_at": None,
        "sent_at": at.astimezone(AMSTERDAM).isoformat(),
    }


def thread(number: int, parent: str, *messages: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """One that waits since ten, and that nobody has."""
    shown = {
        "thread_id": number,
        "parent_id": f"P-{parent}",
        "parent_name": parent,
        "home_language": _LANGUAGES[parent],
        "children": [_CHILDREN[parent]],
        "state": "open",
        "opened_at": TEN,
        "last_at": TEN,
        "urgent": False,
        "waits_since": TEN,
        "waits_hours": 0,
        "overdue": False,
        "assigned_to": None,
        "with_liaison": False,
        "call": None,
        "note_count": 0,
        "messages": list(messages) or [message(number)],
    }
    return shown | facts


def conversation(number: int, parent: str, *messages: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """The same alone: nobody noted or looked, and there is nobody else to give it to."""
    return thread(number, parent, *messages, **{"notes": [], "looked": [], "colleagues": [], **facts})
