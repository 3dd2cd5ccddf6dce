"""Words that point to danger put a conversation on top and call a colleague; nothing else is decided by the machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into
from bot.enums import AlertState
from bot.models import Alert, Thread, ThreadMessage

#: Who was called for a conversation is called again for new words after this, not for each of ten short messages.
CALLED_AGAIN = timedelta(hours=1)


async def record_danger(
    session: AsyncSession, *, message: ThreadMessage, recipients: Sequence[str], now: datetime
) -> bool:
    """This message points to danger: its thread goes on top, with one e-mail for each recipient.

    False where these words, or others within the hour, put it there already.
    """
    thread = await session.get_one(Thread, message.thread_id, with_for_update=True)
    before = thread.urgent_at
    written = message.edited_at or message.sent_at
    if before is not None and (written <= before or now - before < CALLED_AGAIN):
        return False
    thread.urgent_at = now
    rows = [_alert(thread.id, recipient, now) for recipient in recipients]
    if rows:
        await session.execute(insert_into(session, Alert).on_conflict_do_nothing(), rows)
    return True


def _alert(thread_id: int, recipient: str, now: datetime) -> dict[str, object]:
    facts = {"thread_id": thread_id, "urgent_at": now, "recipient": recipient, "state": AlertState.QUEUED}
    return {**facts, "attempts": 0, "available_at": now, "created_at": now}
