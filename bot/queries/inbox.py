"""What waits: updates to handle, threads to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import Scope, ThreadState
from bot.errors import NotFound
from bot.models import Chat, Parent, Thread, ThreadMessage, Update
from bot.queries.families import children_of, parents_of_groups
from bot.queries.readers import ChatParent, load_parent

PAGE = 100


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One conversation as staff see it, its messages in order."""

    id: int
    parent_id: str
    parent_name: str
    state: ThreadState
    opened_at: datetime
    last_at: datetime
    messages: tuple[ThreadMessage, ...]


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update as it was stored."""

    update_id: int
    payload: str


async def list_waiting_updates(session: AsyncSession, limit: int = PAGE) -> list[WaitingUpdate]:
    """What came in and was not handled, in the order in which it came."""
    query = select(Update).where(Update.handled_at.is_(None)).order_by(Update.update_id).limit(limit)
    return [WaitingUpdate(entry.update_id, entry.payload) for entry in await session.scalars(query)]


async def require_thread(session: AsyncSession, *, actor: Actor, thread_id: int) -> Thread:
    """The thread, if a child of that parent is in the actor's groups. Raises NotAllowed, NotFound."""
    actor.check_reads_messages()
    thread = await session.get(Thread, thread_id)
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


async def list_threads(
    session: AsyncSession, *, actor: Actor, state: ThreadState | None, after: int = 0
) -> list[ThreadLine]:
    """Conversations by id, with their messages, of the actor's groups."""
    actor.check_scope(Scope.INBOX_READ)
    actor.check_reads_messages()
    query = (
        select(Thread, Parent.external_id, Parent.name)
        .join(Parent, Parent.id == Thread.parent_id)
        .where(
            Thread.id > after, or_(exists().where(ThreadMessage.thread_id == Thread.id), Thread.call_day.is_not(None))
        )
        .order_by(Thread.id)
        .limit(PAGE)
    )
    if state is not None:
        query = query.where(Thread.state == state)
    if not actor.whole_school:
        query = query.where(Thread.parent_id.in_(parents_of_groups(sorted(actor.groups))))
    found = (await session.execute(query)).all()
    messages = await _messages_of(session, [thread.id for thread, _, _ in found])
    return [_line(thread, key, name, messages.get(thread.id, [])) for thread, key, name in found]


def _line(thread: Thread, parent_id: str, name: str, messages: list[ThreadMessage]) -> ThreadLine:
    return ThreadLine(
        thread.id, parent_id, name, ThreadState(thread.state), thread.opened_at, thread.last_at, tuple(messages)
    )


async def _messages_of(session: AsyncSession, threads: list[int]) -> dict[int, list[ThreadMessage]]:
    query = select(ThreadMessage).where(ThreadMessage.thread_id.in_(threads)).order_by(ThreadMessage.id)
    found: dict[int, list[ThreadMessage]] = {}
    for message in await session.scalars(query):
        found.setdefault(message.thread_id, []).append(message)
    return found
