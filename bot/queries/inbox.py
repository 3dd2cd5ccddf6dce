"""What waits: updates to handle, and the parent whom an answer reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.errors import NotFound
from bot.models import Chat, Thread, ThreadMessage, Update
from bot.queries.families import children_of
from bot.queries.readers import ChatParent, load_parent

PAGE = 100


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update as it was stored."""

    update_id: int
    payload: str


async def list_waiting_updates(session: AsyncSession, limit: int = PAGE) -> list[WaitingUpdate]:
    """What came in and was not handled, in the order in which it came."""
    query = select(Update).where(Update.handled_at.is_(None)).order_by(Update.update_id).limit(limit)
    return [WaitingUpdate(entry.update_id, entry.payload) for entry in await session.scalars(query)]


async def require_thread(session: AsyncSession, *, actor: Actor, thread_id: int, for_update: bool = False) -> Thread:
    """The thread, if a child of that parent is in the actor's groups. Raises NotAllowed, NotFound.

    `for_update` locks it: what a parent writes at this moment waits for its turn.
    """
    actor.check_reads_messages()
    thread = await session.get(Thread, thread_id, with_for_update=for_update or None)
    children = (await children_of(session, [thread.parent_id])).get(thread.parent_id, ()) if thread else ()
    mine = actor.whole_school or any(child.group in actor.groups for child in children)
    if thread is None or not mine:
        raise NotFound(f"There is no thread {thread_id}.")
    return thread


async def load_correspondent(
    session: AsyncSession, *, actor: Actor, thread_id: int
) -> tuple[ChatParent, int | None, datetime | None]:
    """The parent of a thread, where a reply reaches them now (None: not at all), and when they wrote last."""
    thread = await require_thread(session, actor=actor, thread_id=thread_id)
    wrote = select(func.max(ThreadMessage.sent_at)).where(
        ThreadMessage.thread_id == thread_id, ThreadMessage.author.is_(None)
    )
    parent = await load_parent(session, thread.parent_id)
    return parent, await find_reply_address(session, thread=thread), await session.scalar(wrote)


async def find_reply_address(session: AsyncSession, *, thread: Thread) -> int | None:
    """The chat from which the parent wrote last, else the newest one; None where no chat is alive."""
    written = ThreadMessage.thread_id == thread.id, ThreadMessage.author.is_(None), ThreadMessage.address.is_not(None)
    newest = select(ThreadMessage.address).where(*written).order_by(ThreadMessage.id.desc()).limit(1)
    alive = Chat.parent_id == thread.parent_id, Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None)
    wrote_here = case((Chat.address == newest.scalar_subquery(), 0), else_=1)
    query = select(Chat.address).where(*alive).order_by(wrote_here, Chat.joined_at.desc(), Chat.id.desc())
    return await session.scalar(query.limit(1))
