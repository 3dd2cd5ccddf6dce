"""What actions ask about a conversation: which message, what waits in it, and who takes it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import Role, ThreadState
from bot.models import Child, Guardianship, Staff, StaffGroup, Thread, ThreadMessage
from bot.queries.staff import is_theirs


async def find_open_thread(session: AsyncSession, *, parent_id: int) -> Thread | None:
    """The conversation into which new words go; locked, so that a reply at the same moment waits.

    Where staff opened an older one again there are two: then the one in which something was said last.
    """
    query = select(Thread).where(Thread.parent_id == parent_id, Thread.state == ThreadState.OPEN)
    return await session.scalar(query.order_by(Thread.last_at.desc(), Thread.id.desc()).limit(1).with_for_update())


async def find_written(session: AsyncSession, *, update_id: int) -> ThreadMessage | None:
    """What a parent wrote in that update."""
    return await session.scalar(select(ThreadMessage).where(ThreadMessage.update_id == update_id))


async def find_message(session: AsyncSession, *, address: int, number: int) -> ThreadMessage | None:
    """What a parent wrote, by its number in that chat."""
    written = ThreadMessage.address == address, ThreadMessage.message_number == number, ThreadMessage.author.is_(None)
    return await session.scalar(select(ThreadMessage).where(*written).order_by(ThreadMessage.id.desc()).limit(1))


async def find_unanswered(session: AsyncSession, message: ThreadMessage) -> Thread | None:
    """The thread of a message, locked, while it can still change: open, and staff wrote nothing since."""
    query = select(Thread).where(Thread.id == message.thread_id, Thread.state == ThreadState.OPEN)
    thread = await session.scalar(query.with_for_update())
    later = ThreadMessage.thread_id == message.thread_id, ThreadMessage.id > message.id
    answer = select(ThreadMessage.id).where(*later, ThreadMessage.author.is_not(None)).limit(1)
    return None if thread is None or await session.scalar(answer) else thread


async def oldest_unanswered(session: AsyncSession, *, thread_id: int) -> datetime | None:
    """When the first words came after the last ones of staff."""
    here = ThreadMessage.thread_id == thread_id
    answered = select(func.coalesce(func.max(ThreadMessage.id), 0)).where(here, ThreadMessage.author.is_not(None))
    since = here, ThreadMessage.author.is_(None), ThreadMessage.id > answered.scalar_subquery()
    return await session.scalar(select(func.min(ThreadMessage.sent_at)).where(*since))


async def find_only_teacher(session: AsyncSession, *, parent_id: int, now: datetime) -> int | None:
    """The teacher of this parent's children, or who stands in, where there is exactly one."""
    query = (
        select(Staff.id)
        .join(StaffGroup, StaffGroup.staff_id == Staff.id)
        .join(Child, Child.group_id == StaffGroup.group_id)
        .join(Guardianship, Guardianship.child_id == Child.id)
        .where(Guardianship.parent_id == parent_id, Staff.role == Role.TEACHER, Staff.left_at.is_(None), is_theirs(now))
        .distinct()
        .limit(2)
    )
    teachers = list(await session.scalars(query))
    return teachers[0] if len(teachers) == 1 else None
