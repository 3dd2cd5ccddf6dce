"""On a shared phone: the words of one parent, kept with another at first, move with all that hangs on them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, exists, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.edits import record_unread
from bot.actions.threads import open_thread, record_waiting
from bot.models import Alert, Thread, ThreadMessage, ThreadNote
from bot.queries.threads import find_unanswered, find_written, oldest_unanswered


async def record_writer(
    session: AsyncSession, *, update_id: int, address: int, parent_id: int, language: str, now: datetime
) -> bool:
    """It was this parent who wrote the message of that update in this chat. False where it cannot move any more."""
    message = await find_written(session, update_id=update_id)
    if message is None or message.address != address:
        return False
    source = await find_unanswered(session, message)
    if source is None or source.parent_id == parent_id:
        return source is not None
    target = await open_thread(session, parent_id=parent_id, now=now)
    message.thread_id, message.language = target.id, language
    record_unread(message)
    await session.flush()
    record_waiting(target, since=message.sent_at)
    await _move_urgency(session, message, source, target)
    await _tidy(session, source, target)
    return True


async def _move_urgency(session: AsyncSession, message: ThreadMessage, source: Thread, target: Thread) -> None:
    """What became urgent with these words or after them is urgent there too; those who are called look there."""
    moment = source.urgent_at
    if moment is None or moment < message.sent_at:
        return
    if target.urgent_at != moment:
        called = Alert.thread_id == source.id, Alert.urgent_at == moment
        await session.execute(update(Alert).where(*called).values(thread_id=target.id))
    target.urgent_at = max(target.urgent_at or moment, moment)


async def _tidy(session: AsyncSession, source: Thread, target: Thread) -> None:
    """Where nothing else waits, the call and the urgency were these words' too; an empty conversation goes."""
    source.waits_since = await oldest_unanswered(session, thread_id=source.id)
    if source.waits_since is not None:
        return
    if source.call_day is not None and source.called_at is None:
        target.call_day, target.call_part, target.called_at = source.call_day, source.call_part, None
        source.call_day = source.call_part = None
    source.urgent_at = None
    await session.flush()
    said = exists().where(ThreadMessage.thread_id == source.id)
    noted = exists().where(ThreadNote.thread_id == source.id)
    await session.execute(delete(Thread).where(Thread.id == source.id, ~said, ~noted))
