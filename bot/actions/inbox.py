"""What comes in: raw updates kept until handled, parents' messages kept in threads, staff's replies sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.conversations import open_again, take_over
from bot.actions.outbox import Draft, queue_messages
from bot.actions.statements import insert_into
from bot.actions.threads import open_thread, record_answered, record_waiting
from bot.domain.actors import Actor
from bot.enums import Scope
from bot.models import ThreadMessage, Update
from bot.queries.inbox import require_thread
from bot.queries.threads import find_written
from messages.facts import Words

#: An update that failed this often is put aside, so that those behind it are handled.
MAX_HANDLING = 3


async def record_updates(session: AsyncSession, *, updates: Sequence[tuple[int, str]], now: datetime) -> None:
    """Keep updates as they came, before the channel is told that we have them. A repeated one is no second one."""
    if not updates:
        return
    rows = [{"update_id": number, "payload": payload, "received_at": now, "attempts": 0} for number, payload in updates]
    await session.execute(insert_into(session, Update).on_conflict_do_nothing(), rows)


async def record_handled(session: AsyncSession, *, update_id: int, now: datetime, address: int | None = None) -> None:
    """Done with it; from whose chat it came is kept, so that it can be erased with them."""
    done = {"handled_at": now, "address": address}
    await session.execute(update(Update).where(Update.update_id == update_id).values(**done))


async def record_failure(session: AsyncSession, *, update_id: int, error: str, now: datetime) -> bool:
    """One more failure; True when it is given up and the parent should hear that it is our fault."""
    entry = await session.get(Update, update_id)
    if entry is None:
        return False
    entry.attempts += 1
    entry.error = error
    if entry.attempts >= MAX_HANDLING:
        entry.handled_at = now
    return entry.attempts >= MAX_HANDLING


async def record_question(
    session: AsyncSession,
    *,
    parent_id: int,
    text: str,
    language: str,
    update_id: int,
    now: datetime,
    file_id: str | None = None,
    address: int | None = None,
    message_number: int | None = None,
    forwarded: bool = False,
) -> ThreadMessage:
    """A parent's words, or the recording of them, into the open thread of that parent, or a new one; once."""
    if known := await find_written(session, update_id=update_id):
        return known
    thread = await open_thread(session, parent_id=parent_id, now=now)
    record_waiting(thread, since=now)
    message = ThreadMessage(
        thread_id=thread.id, text=text, language=language, file_id=file_id, address=address,
        message_number=message_number, forwarded=forwarded, update_id=update_id, sent_at=now,
    )  # fmt: skip
    session.add(message)
    await session.flush()
    return message


async def record_reply(
    session: AsyncSession, *, actor: Actor, thread_id: int, words: Words, author: str, now: datetime, draft: Draft
) -> None:
    """What staff answer, as written and as read, and the message that brings it. Raises NotFound, NotAllowed.

    A closed conversation is open again; who answers takes the one that nobody has.
    """
    actor.check_scope(Scope.INBOX_WRITE)
    thread = await require_thread(session, actor=actor, thread_id=thread_id, for_update=True)
    message = ThreadMessage(
        thread_id=thread.id,
        author=author,
        text=words.original,
        language=words.language.tag,
        translation=words.translated,
        how=words.how.as_sent,
        sent_at=now,
    )
    session.add(message)
    open_again(thread)
    await take_over(session, thread, by=actor)
    record_answered(thread, now=now)
    await session.flush()
    await queue_messages(session, [replace(draft, dedupe_key=f"reply:{message.id}")], now=now)
    record_audit(session, actor=actor, now=now, action="reply", object_id=thread.id)
