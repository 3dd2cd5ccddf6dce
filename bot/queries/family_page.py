"""All that the page of one family shows, in a fixed number of statements; of the groups of whoever looks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.contacts import Reach
from bot.enums import Scope
from bot.models import (
    Campaign,
    Event,
    EventGroup,
    FamilyNote,
    GoodNews,
    Group,
    OutboxMessage,
    Parent,
    Rsvp,
    Slot,
    SlotBooking,
    Thread,
)
from bot.queries.checklist import load_guardians
from bot.queries.colleagues import Look, looks_in_trail
from bot.queries.families import ChildLine, children_of, require_parent
from bot.queries.reach import GuardianLine, load_reach
from messages.outgoing import MessageKind

#: In the trail: somebody of staff looked at this family.
FAMILY_READ = "family-read"

#: Of the newest of each kind.
_NEWEST = 40
_LAST_FIRST = Event.starts_at.desc(), Event.id.desc()


@dataclass(frozen=True, slots=True)
class About:
    """What a message, an answer or a talk is about; `at` is when it was, or when it is."""

    at: datetime
    event_id: int
    kind: str
    title: str | None
    child: str


@dataclass(frozen=True, slots=True)
class Given(About):
    """An answer."""

    rsvp: Rsvp


@dataclass(frozen=True, slots=True)
class Sent:
    """A message, and the event that it is about."""

    message: OutboxMessage
    event_kind: str | None
    event_title: str | None


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What went to and fro with this parent: for those who read messages."""

    messages: list[Sent]
    answers: list[Given]
    threads: Sequence[Thread]
    talks: list[About]
    news: list[tuple[GoodNews, str]]
    notes: Sequence[FamilyNote]


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A parent, the children, who else cares for them, and what went to and fro (None: not for this reader)."""

    parent: Parent
    reach: Reach
    children: tuple[ChildLine, ...]
    guardians: tuple[GuardianLine, ...]
    correspondence: Correspondence | None
    looks: list[Look]


async def load_family_page(
    session: AsyncSession, *, actor: Actor, parent_id: str, source: str, now: datetime
) -> FamilyPage:
    """`parent_id` is the school's. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_READ)
    found = await require_parent(session, actor=actor, external_id=parent_id)
    groups = None if actor.whole_school else actor.groups
    children = (await children_of(session, [found.id], groups=groups)).get(found.id, ())
    guardians = await load_guardians(session, [child.id for child in children], source=source, now=now)
    others = {one.id: one for child in children for one in guardians[child.id] if one.id != found.id}
    parent, reach = (await load_reach(session, [found.id], source=source, now=now))[found.id]
    return FamilyPage(
        parent=parent,
        reach=reach,
        children=children,
        guardians=tuple(others[number] for number in sorted(others)),
        correspondence=await _correspondence(session, parent.id, children, groups) if actor.reads_messages else None,
        looks=await looks_in_trail(session, action=FAMILY_READ, object_id=parent.id, since=parent.created_at),
    )


async def _correspondence(
    session: AsyncSession, parent_id: int, children: Collection[ChildLine], groups: Collection[str] | None
) -> Correspondence:
    named = {child.id: child.first_name for child in children}
    return Correspondence(
        messages=await _messages(session, parent_id, groups),
        answers=await _answers(session, parent_id, named),
        threads=await _threads(session, parent_id),
        talks=await _talks(session, parent_id, named),
        news=await _news(session, parent_id, named),
        notes=await _notes(session, parent_id),
    )


async def _messages(session: AsyncSession, parent_id: int, groups: Collection[str] | None) -> list[Sent]:
    """Without screens: nobody of staff sent them. What other groups do has no name here."""
    mine = OutboxMessage.parent_id == parent_id, OutboxMessage.kind != MessageKind.SCREEN
    query = (
        select(OutboxMessage, Event.kind, Event.title)
        .outerjoin(Campaign, Campaign.id == OutboxMessage.campaign_id)
        .outerjoin(Event, and_(Event.id == Campaign.event_id, *_of_groups(groups)))
        .where(*mine)
        .order_by(OutboxMessage.id.desc())
        .limit(_NEWEST)
    )
    return [Sent(*row) for row in (await session.execute(query))]


def _of_groups(groups: Collection[str] | None) -> list[ColumnElement[bool]]:
    if groups is None:
        return []
    theirs = select(EventGroup.event_id).join(Group, Group.id == EventGroup.group_id).where(Group.name.in_(groups))
    return [Event.id.in_(theirs)]


async def _answers(session: AsyncSession, parent_id: int, children: dict[int, str]) -> list[Given]:
    mine = Rsvp.parent_id == parent_id, Rsvp.child_id.in_(children)
    query = select(Rsvp, Event).join(Event, Event.id == Rsvp.event_id).where(*mine).order_by(*_LAST_FIRST)
    return [
        Given(event.starts_at, event.id, event.kind, event.title, children[rsvp.child_id], rsvp)
        for rsvp, event in (await session.execute(query.limit(_NEWEST)))
    ]


async def _talks(session: AsyncSession, parent_id: int, children: dict[int, str]) -> list[About]:
    mine = SlotBooking.parent_id == parent_id, SlotBooking.child_id.in_(children)
    query = (
        select(SlotBooking.child_id, Slot.starts_at, Event)
        .join(Slot, Slot.id == SlotBooking.slot_id)
        .join(Event, Event.id == SlotBooking.event_id)
        .where(*mine)
        .order_by(*_LAST_FIRST)
        .limit(_NEWEST)
    )
    return [
        About(at, event.id, event.kind, event.title, children[child])
        for child, at, event in (await session.execute(query))
    ]


async def _threads(session: AsyncSession, parent_id: int) -> Sequence[Thread]:
    query = select(Thread).where(Thread.parent_id == parent_id).order_by(Thread.last_at.desc(), Thread.id.desc())
    return (await session.scalars(query.limit(_NEWEST))).all()


async def _news(session: AsyncSession, parent_id: int, children: dict[int, str]) -> list[tuple[GoodNews, str]]:
    mine = GoodNews.parent_id == parent_id, GoodNews.child_id.in_(children)
    query = select(GoodNews).where(*mine).order_by(GoodNews.id.desc()).limit(_NEWEST)
    return [(news, children[news.child_id]) for news in await session.scalars(query)]


async def _notes(session: AsyncSession, parent_id: int) -> Sequence[FamilyNote]:
    query = select(FamilyNote).where(FamilyNote.parent_id == parent_id)
    newest = query.order_by(FamilyNote.happened_on.desc(), FamilyNote.id.desc())
    return (await session.scalars(newest.limit(_NEWEST))).all()
