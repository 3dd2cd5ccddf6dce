"""A conversation and who waits in it: opened by a parent, taken by the teacher, answered by staff; and a call."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import ThreadState
from bot.models import Thread
from bot.queries.threads import find_only_teacher, find_open_thread
from messages.conversation.inbox import CallTime


async def open_thread(session: AsyncSession, *, parent_id: int, now: datetime) -> Thread:
    """The parent's open conversation, locked; or a new one, given to the teacher where there is exactly one."""
    thread = await find_open_thread(session, parent_id=parent_id)
    if thread is None:
        teacher = await find_only_teacher(session, parent_id=parent_id, now=now)
        thread = Thread(parent_id=parent_id, state=ThreadState.OPEN, opened_at=now, last_at=now, assigned_to=teacher)
        session.add(thread)
        await session.flush()
    return thread


def record_waiting(thread: Thread, *, since: datetime) -> None:
    """The parent waits; what came first counts."""
    thread.waits_since = min(thread.waits_since or since, since)
    thread.last_at = max(thread.last_at, since)


def record_answered(thread: Thread, *, now: datetime) -> None:
    """The school spoke last."""
    thread.waits_since = None
    thread.last_at = now


async def record_call(session: AsyncSession, *, parent_id: int, wanted: CallTime, now: datetime) -> Thread:
    """The parent asks to be called then; the newest wish counts, and the thread waits."""
    thread = await open_thread(session, parent_id=parent_id, now=now)
    thread.call_day, thread.call_part = wanted.day.isoformat(), wanted.part
    thread.called_at = None
    record_waiting(thread, since=now)
    return thread
