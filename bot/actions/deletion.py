"""Delete all rows about one parent, in an order in which none is missed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.actions.outbox import WAITING
from bot.actions.statements import rows_of
from bot.enums import OutboxState
from bot.models import (
    Base,
    Campaign,
    Child,
    Event,
    Guardianship,
    Media,
    OutboxMessage,
    Recording,
    ThreadMessage,
    Translation,
    Update,
)
from bot.queries.belongings import Belongings, conditions, load_belongings, updates_from

#: What leads to other rows goes last.
_LAST = ("thread_messages", "outbox_messages", "media", "threads", "guardianships", "children", "campaigns", "parents")


async def delete_belongings(session: AsyncSession, parent_id: int) -> dict[str, int]:
    """Rows by table that were deleted."""
    own = await load_belongings(session, parent_id)
    wider = await _wider(session, own)
    counts: dict[str, int] = {}
    for table, condition in sorted({**conditions(own), **wider}.items(), key=lambda item: _place(item[0])):
        statement = delete(table).where(condition).execution_options(synchronize_session=False)
        counts[table.__tablename__] = rows_of(await session.execute(statement))
    await _leave_audiences(session, parent_id)
    return {table: count for table, count in counts.items() if count}


async def _wider(session: AsyncSession, own: Belongings) -> dict[type[Base], ColumnElement[bool]]:
    """Where an erasure takes more, or less, than an export shows."""
    mine = conditions(own)
    return {
        Child: Child.id.in_(await _children_of_nobody_else(session, own.parent_id)),
        OutboxMessage: or_(mine[OutboxMessage], _over_on_shared_phones(own)),
        Update: or_(mine[Update], await _handled_on_shared_phones(session, own)),
        Media: and_(Media.id.in_([*own.media, *await _media_on_shared_phones(session, own)]), _for_nobody_else(own)),
        Translation: or_(mine[Translation], Translation.source_key.in_(await _said_to_nobody_else(session, own))),
    }


def _place(table: type[Base]) -> int:
    name = table.__tablename__
    return _LAST.index(name) + 1 if name in _LAST else 0


async def _children_of_nobody_else(session: AsyncSession, parent_id: int) -> Collection[int]:
    other = aliased(Guardianship)
    cared_for = exists().where(other.child_id == Guardianship.child_id, other.parent_id != parent_id)
    query = select(Guardianship.child_id).where(Guardianship.parent_id == parent_id, ~cared_for)
    return list(await session.scalars(query))


def _over_on_shared_phones(own: Belongings) -> ColumnElement[bool]:
    """Answers in a conversation do not say to which parent of a telephone they were; what is still on its way stays."""
    under_way = OutboxMessage.state.in_((*WAITING, OutboxState.SENDING))
    return and_(OutboxMessage.parent_id.is_(None), OutboxMessage.address.in_(own.shared), ~under_way)


async def _handled_on_shared_phones(session: AsyncSession, own: Belongings) -> ColumnElement[bool]:
    return and_(Update.update_id.in_(await updates_from(session, own.shared)), Update.handled_at.is_not(None))


async def _media_on_shared_phones(session: AsyncSession, own: Belongings) -> Iterable[int]:
    return await session.scalars(select(Media.id).join(OutboxMessage).where(_over_on_shared_phones(own)))


def _for_nobody_else(own: Belongings) -> ColumnElement[bool]:
    """A sound that says no name may be another parent's too; by now what used it for this one is deleted."""
    used = or_(
        exists().where(OutboxMessage.media_id == Media.id),
        exists().where(ThreadMessage.media_id == Media.id),
        exists().where(Recording.media_id == Media.id),
    )
    return or_(Media.parent_id == own.parent_id, ~used)


async def _said_to_nobody_else(session: AsyncSession, own: Belongings) -> list[str]:
    """Of announcements to this parent alone: the sentences that no other campaign and no event holds."""
    texts = list(await session.scalars(select(Campaign.text).where(Campaign.id.in_(own.campaigns))))
    mine = {key: sentence for key, sentence in own.sentences.items() if any(sentence in (text or "") for text in texts)}
    return [key for key, sentence in mine.items() if not await session.scalar(select(_said_to_others(own, sentence)))]


def _said_to_others(own: Belongings, sentence: str) -> ColumnElement[bool]:
    elsewhere = Campaign.text.contains(sentence, autoescape=True), Campaign.id.not_in(own.campaigns)
    of_events = (column.contains(sentence, autoescape=True) for column in (Event.title, Event.bring, Event.note))
    return or_(exists().where(*elsewhere), exists().where(or_(*of_events)))


async def _leave_audiences(session: AsyncSession, parent_id: int) -> None:
    """Where others are meant too; the number of an erased parent may be given to another."""
    to_some = select(Campaign.id, Campaign.parents).where(cast(Campaign.parents, String) != "[]")
    for number, parents in (await session.execute(to_some)).all():
        if parent_id in parents:
            left = [parent for parent in parents if parent != parent_id]
            await session.execute(update(Campaign).where(Campaign.id == number).values(parents=left))
