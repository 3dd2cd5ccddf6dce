"""Erasure (GDPR, article 17): all rows about a parent go at once, and a hash stays so that no backup brings them back.

What stays besides: the trail of what staff did, in numbers of rows; and what was said to many. The files of an
embedded database are rewritten afterwards (bot.db, scrub).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.bookings import release_parent
from bot.actions.deletion import delete_belongings
from bot.actions.outbox import WAITING, Draft, queue_messages
from bot.domain.actors import COMMAND, Actor
from bot.domain.codes import hash_secret
from bot.enums import OutboxState, Role, Scope
from bot.errors import NotAllowed
from bot.models import Chat, ChatPace, Child, Guardianship, OutboxMessage, Parent, Tombstone, Update
from bot.queries.families import require_parent

_ERASERS = (Role.COORDINATOR, Role.ADMINISTRATOR)

#: For the trail: nobody of the school did it.
_THEMSELVES = Actor("parent", None, Role.TEACHER)


async def erase_parent(session: AsyncSession, *, actor: Actor, now: datetime, parent_id: str) -> dict[str, int]:
    """By the school's own id; the answer counts rows by table. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    if actor.role not in _ERASERS:
        raise NotAllowed("Only a coordinator or an administrator erases families.")
    parent = await require_parent(session, actor=actor, external_id=parent_id)
    return await _erase(session, parent, actor=actor, now=now, erased_at=now)


async def erase_themselves(
    session: AsyncSession, *, parent_id: int, last_words: Draft, update_id: int, now: datetime
) -> None:
    """By the parent's own tap. `last_words` say so, in the transaction that makes them true; then they go too.

    The tap, update `update_id`, is erased with the rest, although it is only being handled.
    """
    parent = await session.get(Parent, parent_id, with_for_update={"key_share": True})  # bookings under way go on
    if parent is None:
        return
    await _erase(session, parent, actor=_THEMSELVES, now=now, erased_at=now)
    await session.execute(delete(Update).where(Update.update_id == update_id))
    await queue_messages(session, [last_words], now=now)
    queued = select(OutboxMessage.id).where(OutboxMessage.dedupe_key == last_words.dedupe_key)
    tombstone = Tombstone.parent_hash == hash_secret(parent.external_id)
    await session.execute(update(Tombstone).where(tombstone).values(last_words_id=queued.scalar_subquery()))


async def erase_last_words(session: AsyncSession) -> int:
    """The message that said so has left, or never will: now nothing knows of that chat any more."""
    under_way = (*WAITING, OutboxState.SENDING)
    query = select(OutboxMessage.id, OutboxMessage.address).join(Tombstone, Tombstone.last_words_id == OutboxMessage.id)
    said = (await session.execute(query.where(OutboxMessage.state.not_in(under_way)))).all()
    if said:
        numbers, addresses = zip(*said, strict=True)
        of_others = exists().where(Chat.address == ChatPace.address)
        await session.execute(delete(ChatPace).where(ChatPace.address.in_(addresses), ~of_others))
        await session.execute(update(Tombstone).where(Tombstone.last_words_id.in_(numbers)).values(last_words_id=None))
        await session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(numbers)))
    return len(said)


async def apply_tombstones(session: AsyncSession, *, now: datetime) -> int:
    """After a restore: who was erased after that backup is erased again; who was imported anew after it stays."""
    erased = dict((await session.execute(select(Tombstone.parent_hash, Tombstone.erased_at))).all())
    again = []
    for parent in await session.scalars(select(Parent).order_by(Parent.id)):
        erased_at = erased.get(hash_secret(parent.external_id))
        if erased_at is not None and parent.created_at <= erased_at:
            again.append((parent, erased_at))
    for parent, erased_at in again:
        await _erase(session, parent, actor=COMMAND, now=now, erased_at=erased_at)
    return len(again)


async def erase_who_left(session: AsyncSession, *, now: datetime, before: datetime, limit: int) -> int:
    """Children who left the school before then, and who cares for nobody else here; so many at once, the answer says.

    A parent of another child, at school or gone for less long, stays.
    """
    gone = Child.left_at < before
    children = list(await session.scalars(select(Child.id).where(gone).order_by(Child.id).limit(limit)))
    theirs = select(Guardianship.parent_id).where(Guardianship.child_id.in_(children))
    others = select(Guardianship.parent_id).join(Child).where(or_(Child.left_at.is_(None), ~gone))
    for parent in list(await session.scalars(select(Parent).where(Parent.id.in_(theirs), Parent.id.not_in(others)))):
        await _erase(session, parent, actor=COMMAND, now=now, erased_at=now)
    await session.execute(delete(Child).where(Child.id.in_(children)))
    return len(children)


async def _erase(
    session: AsyncSession, parent: Parent, *, actor: Actor, now: datetime, erased_at: datetime
) -> dict[str, int]:
    await release_parent(session, parent_id=parent.id, now=now)
    counts = await delete_belongings(session, parent.id)
    await session.merge(Tombstone(parent_hash=hash_secret(parent.external_id), erased_at=erased_at))
    record_audit(session, actor=actor, now=now, action="erase", object_id=parent.id, rows=sum(counts.values()))
    await session.flush()
    session.expunge(parent)
    return counts
