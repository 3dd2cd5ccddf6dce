"""Which rows are about one parent: what an export shows, and what an erasure takes away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.raw_updates import address_of
from bot.models import (
    Alert,
    Base,
    CalendarFeed,
    Campaign,
    Chat,
    ChatPace,
    CheckInAnswer,
    Child,
    CodeAttempt,
    EnrolmentCode,
    FamilyNote,
    GoodNews,
    Guardianship,
    HelpOffer,
    Media,
    OutboxMessage,
    Parent,
    Recording,
    Rsvp,
    SlotBooking,
    SlotWaiting,
    Thread,
    ThreadMessage,
    ThreadNote,
    TipAnswer,
    Translation,
    Update,
)
from bot.queries.translations import sentences_of

#: What hangs on the parent by its own column.
_BY_PARENT = (
    Guardianship,
    HelpOffer,
    CalendarFeed,
    EnrolmentCode,
    Chat,
    Rsvp,
    SlotBooking,
    SlotWaiting,
    TipAnswer,
    CheckInAnswer,
    GoodNews,
    FamilyNote,
    Thread,
)
Conditions: TypeAlias = dict[type[Base], ColumnElement[bool]]

_BY_THREAD = (ThreadMessage, ThreadNote, Alert)


@dataclass(frozen=True, slots=True)
class Belongings:
    """Numbers that lead to a parent's rows.

    `alone` are chats that serve nobody else, `shared` those that do. `campaigns` were meant for this parent alone.
    `sentences` are keys of what was said in the conversation, and of those campaigns.
    """

    parent_id: int
    alone: frozenset[int]
    shared: frozenset[int]
    updates: frozenset[int]
    campaigns: frozenset[int]
    media: frozenset[int]
    sentences: Mapping[str, str]

    @property
    def threads(self) -> ColumnElement[bool]:
        """For rows that hang on a conversation."""
        return Thread.parent_id == self.parent_id


async def load_belongings(session: AsyncSession, parent_id: int) -> Belongings:
    """Looked up before anything is deleted, because one row leads to the other."""
    addresses = set(await session.scalars(select(Chat.address).where(Chat.parent_id == parent_id)))
    others = Chat.address.in_(addresses), Chat.parent_id != parent_id
    shared = frozenset(await session.scalars(select(Chat.address).where(*others)))
    alone = frozenset(addresses - shared)
    campaigns = await _campaigns_for(session, parent_id)
    return Belongings(
        parent_id=parent_id,
        alone=alone,
        shared=shared,
        updates=await updates_from(session, alone),
        campaigns=frozenset(campaigns),
        media=await _media_of(session, parent_id, alone, campaigns),
        sentences=sentences_of([*await _texts_of(session, parent_id), *campaigns.values()]),
    )


def conditions(own: Belongings) -> Conditions:
    """By table, the rows that are about this parent and nobody else; children and pairs are shared with a guardian."""
    threads = select(Thread.id).where(own.threads)
    by_parent: Conditions = {table: table.parent_id == own.parent_id for table in _BY_PARENT}
    by_thread: Conditions = {table: table.thread_id.in_(threads) for table in _BY_THREAD}
    children = select(Guardianship.child_id).where(Guardianship.parent_id == own.parent_id)
    return {
        Parent: Parent.id == own.parent_id,
        Child: Child.id.in_(children),
        **by_parent,
        **by_thread,
        CodeAttempt: CodeAttempt.address.in_(own.alone),
        ChatPace: ChatPace.address.in_(own.alone),
        Media: Media.id.in_(own.media),
        OutboxMessage: messages_of(own.parent_id, own.alone),
        Update: Update.update_id.in_(own.updates),
        Campaign: Campaign.id.in_(own.campaigns),
        Recording: Recording.campaign_id.in_(own.campaigns),
        Translation: and_(Translation.source_key.in_(own.sentences), Translation.private),
    }


async def updates_from(session: AsyncSession, addresses: Collection[int]) -> frozenset[int]:
    """Raw updates. Those kept before their chat was written beside them are opened; there are few, and none is old."""
    known = set(await session.scalars(select(Update.update_id).where(Update.address.in_(addresses))))
    unopened = select(Update.update_id, Update.payload).where(Update.address.is_(None))
    for address in addresses:
        found = await session.execute(unopened.where(Update.payload.contains(str(address))))
        known |= {number for number, payload in found if address_of(payload) == address}
    return frozenset(known)


async def _campaigns_for(session: AsyncSession, parent_id: int) -> dict[int, str | None]:
    """Announcements to this parent and nobody else, with their text."""
    to_some = select(Campaign.id, Campaign.text, Campaign.parents).where(cast(Campaign.parents, String) != "[]")
    return {number: text for number, text, parents in await session.execute(to_some) if parents == [parent_id]}


async def _media_of(
    session: AsyncSession, parent_id: int, alone: Collection[int], campaigns: Collection[int]
) -> frozenset[int]:
    """Sounds and files of this parent: named so, or sent and received in messages of this parent."""
    heard = select(ThreadMessage.media_id).join(Thread).where(Thread.parent_id == parent_id)
    sent = select(OutboxMessage.media_id).where(messages_of(parent_id, alone))
    read_out = select(Recording.media_id).where(Recording.campaign_id.in_(campaigns))
    mine = (Media.id.in_(numbers) for numbers in (heard, sent, read_out))
    return frozenset(await session.scalars(select(Media.id).where(or_(Media.parent_id == parent_id, *mine))))


def messages_of(parent_id: int, alone: Collection[int]) -> ColumnElement[bool]:
    """To this parent by name, or to a chat that serves nobody else."""
    unnamed = and_(OutboxMessage.parent_id.is_(None), OutboxMessage.address.in_(alone))
    return or_(OutboxMessage.parent_id == parent_id, unnamed)


async def _texts_of(session: AsyncSession, parent_id: int) -> list[str | None]:
    """All that was said in the conversation, by either side."""
    messages = select(ThreadMessage.text).join(Thread).where(Thread.parent_id == parent_id)
    news = select(GoodNews.text).where(GoodNews.parent_id == parent_id)
    return [*await session.scalars(messages), *await session.scalars(news)]
