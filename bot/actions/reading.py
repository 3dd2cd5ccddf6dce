"""Parents' messages that the machine reads for staff: claimed with a lease, kept beside the original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import rows_of
from bot.domain.spoken import ReadText
from bot.models import Thread, ThreadMessage
from messages.outgoing import HowSaid

#: As for sentences: who still holds a claim after this is dead, and after three breakdowns staff see the original.
LEASE, MAX_ATTEMPTS = timedelta(minutes=5), 3


@dataclass(frozen=True, slots=True)
class Unread:
    """One message and who wrote it."""

    message_id: int
    parent_id: int
    text: str


async def claim_unread(session: AsyncSession, *, now: datetime) -> Unread | None:
    """The oldest message of a parent that no machine has read; leased."""
    free = or_(ThreadMessage.available_at.is_(None), ThreadMessage.available_at <= now)
    unread = ThreadMessage.author.is_(None), ThreadMessage.read_at.is_(None), ThreadMessage.text != "", free
    query = select(ThreadMessage).where(*unread).order_by(ThreadMessage.id).limit(1).with_for_update(skip_locked=True)
    message = await session.scalar(query)
    if message is None:
        return None
    message.available_at, message.attempts = now + LEASE, message.attempts + 1
    thread = await session.get_one(Thread, message.thread_id)
    return Unread(message.id, thread.parent_id, message.text)


async def record_read(session: AsyncSession, *, unread: Unread, read: ReadText, now: datetime) -> bool:
    """Staff see both; where the machine is not sure, they are told so. False where the words were changed meanwhile."""
    how = None if read.target is None else HowSaid.HELD if read.held else HowSaid.MACHINE
    values = {"identified": read.language, "mixed": read.mixed, "translation": read.target, "how": how}
    done = await session.execute(
        update(ThreadMessage)
        .where(ThreadMessage.id == unread.message_id, ThreadMessage.text == unread.text)
        .values(**values, engine=read.engine, read_at=now, available_at=None)
    )
    return bool(rows_of(done))


async def record_unreadable(session: AsyncSession, *, message_id: int, now: datetime) -> None:
    """The engine broke down on it: tried again, three times in all."""
    mine = ThreadMessage.id == message_id
    await session.execute(update(ThreadMessage).where(mine).values(available_at=None))
    spent = ThreadMessage.attempts >= MAX_ATTEMPTS
    await session.execute(update(ThreadMessage).where(mine, spent).values(read_at=now))
