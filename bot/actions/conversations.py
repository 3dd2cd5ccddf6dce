"""What staff do with a conversation besides answering it: take it, pass it on, note, call, close; each in the trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import note_look, record_audit
from bot.actions.threads import record_answered
from bot.domain.actors import Actor
from bot.enums import Role, Scope, ThreadState
from bot.errors import Conflict, NotAllowed, NotFound
from bot.models import Staff, Thread, ThreadNote
from bot.queries.colleagues import READ, find_holder, has_liaison, readers_of
from bot.queries.inbox import require_thread
from bot.queries.threads import find_only_teacher


async def record_look(session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int) -> None:
    """Somebody of staff reads it; the trail says so once an hour. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.INBOX_READ)
    thread = await require_thread(session, actor=actor, thread_id=thread_id)
    await note_look(session, by=actor, now=now, action=READ, object_id=thread.id, since=thread.opened_at)


async def record_assigned(
    session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int, email: str | None
) -> None:
    """This colleague takes it, or (None) nobody. Raises NotAllowed, NotFound also for who may not read it."""
    thread = await _require_ours(session, actor, thread_id)
    colleague = await _require_reader(session, thread, email, now) if email else None
    thread.assigned_to = colleague.id if colleague else None
    record_audit(session, actor=actor, now=now, action="thread-assigned", object_id=thread.id, to=thread.assigned_to)


async def record_handover(
    session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int, author: str, note: str | None = None
) -> None:
    """To the liaison: whoever of them answers first takes it. Raises NotAllowed, NotFound, Conflict."""
    thread = await _require_ours(session, actor, thread_id)
    if thread.state == ThreadState.CLOSED:
        raise Conflict("This conversation is closed. Open it again first.")
    if not await has_liaison(session):  # nobody would look there
        raise Conflict("This school has no liaison. Choose a colleague who takes it.")
    thread.with_liaison, thread.assigned_to = True, None
    _note(session, thread, author, note, now)
    record_audit(session, actor=actor, now=now, action="thread-handed-over", object_id=thread.id)


async def record_handback(
    session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int, author: str, note: str | None = None
) -> None:
    """From the liaison to the teacher, where there is exactly one. Raises NotAllowed, NotFound."""
    thread = await _require_ours(session, actor, thread_id)
    if not actor.whole_school:
        raise NotAllowed("Only a liaison or a coordinator hands a conversation back.")
    thread.with_liaison = False
    thread.assigned_to = await find_only_teacher(session, parent_id=thread.parent_id, now=now)
    _note(session, thread, author, note, now)
    record_audit(session, actor=actor, now=now, action="thread-handed-back", object_id=thread.id)


async def record_note(
    session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int, author: str, text: str
) -> None:
    """For colleagues only. Raises NotAllowed, NotFound."""
    thread = await _require_ours(session, actor, thread_id)
    _note(session, thread, author, text, now)
    record_audit(session, actor=actor, now=now, action="thread-note", object_id=thread.id)


async def record_called(
    session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int, author: str, note: str | None = None
) -> None:
    """The parent who asked for it was called, and waits no more. Raises NotAllowed, NotFound, Conflict."""
    thread = await _require_ours(session, actor, thread_id)
    if thread.call_day is None:
        raise Conflict("Nobody asked to be called in this conversation.")
    thread.called_at = now
    record_answered(thread, now=now)
    _note(session, thread, author, note, now)
    record_audit(session, actor=actor, now=now, action="thread-called", object_id=thread.id)


async def close_thread(session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int) -> None:
    """Done with; the parent's next words begin another. Raises NotAllowed, NotFound."""
    thread = await _require_ours(session, actor, thread_id)
    if thread.state == ThreadState.OPEN:
        thread.state, thread.closed_at = ThreadState.CLOSED, now
        record_audit(session, actor=actor, now=now, action="thread-closed", object_id=thread.id)


async def reopen_thread(session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int) -> None:
    """Not done after all: it waits since when it waited. Raises NotAllowed, NotFound."""
    thread = await _require_ours(session, actor, thread_id)
    if thread.state == ThreadState.CLOSED:
        open_again(thread)
        record_audit(session, actor=actor, now=now, action="thread-reopened", object_id=thread.id)


def open_again(thread: Thread) -> None:
    """Without a word in the trail: what opened it stands there already."""
    thread.state, thread.closed_at = ThreadState.OPEN, None


async def take_over(session: AsyncSession, thread: Thread, *, by: Actor) -> None:
    """Who answers takes it, where nobody has it; what was handed to the liaison, no teacher takes back so."""
    handed_over = thread.with_liaison and by.role is Role.TEACHER
    if by.staff_id and not handed_over and await find_holder(session, thread) is None:
        thread.assigned_to = by.staff_id


async def _require_ours(session: AsyncSession, actor: Actor, thread_id: int) -> Thread:
    """To change it, so locked."""
    actor.check_scope(Scope.INBOX_WRITE)
    return await require_thread(session, actor=actor, thread_id=thread_id, for_update=True)


async def _require_reader(session: AsyncSession, thread: Thread, email: str, now: datetime) -> Staff:
    wanted = email.strip().casefold()
    for colleague in await readers_of(session, thread, now=now):
        if colleague.email == wanted:
            return colleague
    raise NotFound(f"No colleague with the address {email[:100]!r} may read this conversation.")


def _note(session: AsyncSession, thread: Thread, author: str, text: str | None, now: datetime) -> None:
    if text:
        session.add(ThreadNote(thread_id=thread.id, author=author, text=text, written_at=now))
