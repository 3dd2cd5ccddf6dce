"""Words that point to danger put a conversation on top and call a colleague; nothing else is decided by the machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import Draft, queue_messages
from bot.actions.statements import insert_into
from bot.enums import AlertState, Lane
from bot.models import Alert, Thread, ThreadMessage
from bot.queries.inbox import find_reply_address
from messages.outgoing import Outgoing

#: Who was called for a conversation is called again for new words after this, not for each of ten short messages.
CALLED_AGAIN = timedelta(hours=1)

#: A warning that is a day old helps nobody.
_FRESH = timedelta(days=1)


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


async def record_danger_read(
    session: AsyncSession, *, message_id: int, recipients: Sequence[str], warning: Outgoing, now: datetime
) -> None:
    """Only the machine's reading shows the danger: the same, and the parent gets the `warning` that was not given."""
    message = await session.get_one(ThreadMessage, message_id)
    if not await record_danger(session, message=message, recipients=recipients, now=now):
        return
    thread = await session.get_one(Thread, message.thread_id)
    address = await find_reply_address(session, thread=thread)
    if address is not None:
        key = f"danger:{message_id}:{now.isoformat()}"
        draft = Draft(key, address, warning, Lane.CONVERSATION, now, now + _FRESH, thread.parent_id)
        await queue_messages(session, [draft], now=now)


def _alert(thread_id: int, recipient: str, now: datetime) -> dict[str, object]:
    facts = {"thread_id": thread_id, "urgent_at": now, "recipient": recipient, "state": AlertState.QUEUED}
    return {**facts, "attempts": 0, "available_at": now, "created_at": now}
