"""Questions of the school to the parents of groep 3, and what they offer, in one line each."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.offers import record_offer
from bot.actions.questions import schedule_question
from bot.models import Campaign
from messages.outgoing import MessageKind
from tests.builders import GROUP, RUTH, require_id
from tests.fakes import NOW


async def make_check_in(session: AsyncSession, **facts: Any) -> Campaign:
    """Ruth asks now whether messages are clear, unless told otherwise."""
    asked: dict[str, Any] = {"actor": RUTH, "now": NOW, "kind": MessageKind.CHECK_IN, "question": "clear"}
    return await schedule_question(session, **{**asked, "groups": [GROUP], "language": "nl", "school": "S", **facts})


async def make_offer(session: AsyncSession, parent: str, key: str, *, update_id: int = 1) -> None:
    """One tap of a parent."""
    parent_id = await require_id(session, parent)
    await record_offer(session, parent_id=parent_id, key=key, update_id=update_id, now=NOW)
