"""What needs a colleague today, in a fixed number of statements, whatever the size of the school."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, distinct, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.actors import Actor
from bot.enums import CampaignState, EventState, Role, Scope, ThreadState
from bot.models import (
    Campaign,
    Chat,
    Child,
    Event,
    EventGroup,
    Group,
    Guardianship,
    Parent,
    Thread,
    Translation,
)
from bot.queries.answer_counts import NOBODY, count_answers
from bot.queries.doubts import count_doubts
from bot.queries.families import parents_of_groups
from bot.queries.starting import FirstSteps, Road, load_first_steps, load_road
from bot.queries.translations import waits_for_person
from messages.outgoing import MessageKind

#: A start page shows the first few; the rest is one click away. Events of the coming weeks.
_FEW, _AHEAD = 6, timedelta(days=21)


@dataclass(frozen=True, slots=True)
class WaitingThread:
    """Words of a parent that nobody has answered."""

    thread_id: int
    parent: str
    waits_since: datetime
    urgent: bool


@dataclass(frozen=True, slots=True)
class ComingEvent:
    """An event ahead: how many families have the invitation, and how many of them answered; when it leaves, or left.

    Of a series of drafts the first stands for all: so many `more` dates follow.
    """

    event_id: int
    kind: str
    title: str | None
    starts_at: datetime
    state: EventState
    invited: int = 0
    answered: int = 0
    leaves: datetime | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the start page."""

    waiting: list[WaitingThread]
    waiting_count: int
    events: list[ComingEvent]
    events_count: int
    drafts: list[ComingEvent]
    drafts_count: int
    held: int
    doubtful: int
    not_reached: int
    parents: int
    steps: FirstSteps
    road: Road


async def load_today(session: AsyncSession, *, actor: Actor, now: datetime) -> Today:
    """Of the actor's groups. Who does not read messages sees no threads; who has not the school, no translations."""
    reads = actor.role is not Role.ADMINISTRATOR
    actor.check_scope(Scope.EVENTS_READ)
    waiting = await _waiting(session, actor) if reads else []
    parents, drafts = await _count_parents(session, actor), await _drafts(session, actor, now)
    return Today(
        waiting=waiting,
        waiting_count=await _count_waiting(session, actor) if reads else 0,
        events=await _coming(session, actor, now),
        events_count=await _count(session, select(func.count()).select_from(Event).where(*_ahead(actor, now))),
        drafts=drafts[:_FEW],
        drafts_count=len(drafts),
        held=await _count_held(session) if reads and actor.whole_school else 0,
        doubtful=await count_doubts(session, actor=actor, now=now) if reads else 0,
        not_reached=parents - await _count_reached(session, actor),
        parents=parents,
        steps=await load_first_steps(session),
        road=await load_road(session, now=now),
    )


def _open_threads(actor: Actor) -> list[ColumnElement[bool]]:
    waiting = [Thread.state == ThreadState.OPEN, Thread.waits_since.is_not(None)]
    return waiting if actor.whole_school else [*waiting, Thread.parent_id.in_(parents_of_groups(sorted(actor.groups)))]


async def _waiting(session: AsyncSession, actor: Actor) -> list[WaitingThread]:
    query = (
        select(Thread.id, Parent.name, Thread.waits_since, Thread.urgent_at)
        .join(Parent, Parent.id == Thread.parent_id)
        .where(*_open_threads(actor))
        .order_by(Thread.urgent_at.is_(None), Thread.waits_since, Thread.id)
        .limit(_FEW)
    )
    rows = (await session.execute(query)).all()
    return [WaitingThread(key, name, since, urgent is not None) for key, name, since, urgent in rows if since]


async def _count_waiting(session: AsyncSession, actor: Actor) -> int:
    return await _count(session, select(func.count()).select_from(Thread).where(*_open_threads(actor)))


def _mine(actor: Actor) -> list[ColumnElement[bool]]:
    if actor.whole_school:
        return []
    groups = select(EventGroup.event_id).join(Group, Group.id == EventGroup.group_id)
    return [Event.id.in_(groups.where(Group.name.in_(sorted(actor.groups))))]


def _ahead(actor: Actor, now: datetime) -> list[ColumnElement[bool]]:
    soon = Event.starts_at > now, Event.starts_at < now + _AHEAD
    return [*soon, Event.state == EventState.PLANNED, *_mine(actor)]


async def _coming(session: AsyncSession, actor: Actor, now: datetime) -> list[ComingEvent]:
    query = select(Event).where(*_ahead(actor, now)).order_by(Event.starts_at, Event.id).limit(_FEW)
    events = list(await session.scalars(query))
    keys = [event.id for event in events]
    counts, leave = await count_answers(session, keys), await _moments(session, keys)
    return [
        ComingEvent(
            event_id=event.id,
            kind=event.kind,
            title=event.title,
            starts_at=event.starts_at,
            state=EventState.PLANNED,
            invited=counts.get(event.id, NOBODY).invited,
            answered=counts.get(event.id, NOBODY).answered,
            leaves=leave.get(event.id),
        )
        for event in events
    ]


async def _moments(session: AsyncSession, events: Collection[int]) -> dict[int, datetime]:
    """When the first invitation to each leaves, or left."""
    query = (
        select(Campaign.event_id, func.min(Campaign.send_at))
        .where(Campaign.event_id.in_(events), Campaign.kind == MessageKind.INVITATION)
        .where(Campaign.state != CampaignState.CANCELLED)
        .group_by(Campaign.event_id)
    )
    return {event: at for event, at in await session.execute(query) if event}


async def _drafts(session: AsyncSession, actor: Actor, now: datetime) -> list[ComingEvent]:
    """A series is one line, for its first date."""
    query = (
        select(Event.id, Event.kind, Event.title, Event.starts_at, Event.series_id)
        .where(Event.starts_at > now, Event.state == EventState.DRAFT, *_mine(actor))
        .order_by(Event.starts_at, Event.id)
    )
    series: dict[int, list[ComingEvent]] = {}
    for key, kind, title, at, one in await session.execute(query):
        series.setdefault(one or -key, []).append(ComingEvent(key, kind, title, at, EventState.DRAFT))
    return [replace(dates[0], more=len(dates) - 1) for dates in series.values()]


async def _count_held(session: AsyncSession) -> int:
    held = waits_for_person(), ~Translation.private
    return await _count(session, select(func.count()).select_from(Translation).where(*held))


async def _count_reached(session: AsyncSession, actor: Actor) -> int:
    alive = Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None)
    reached = select(func.count(distinct(Chat.parent_id))).where(*alive, Chat.parent_id.not_in(_gone()))
    if not actor.whole_school:
        reached = reached.where(Chat.parent_id.in_(parents_of_groups(sorted(actor.groups))))
    return await _count(session, reached)


def _gone() -> Select[int]:
    """All of their children have left the school; asked from the children who did, because there are few."""
    own, kin, child = Guardianship, aliased(Guardianship), aliased(Child)
    at_school = exists().where(kin.parent_id == own.parent_id, child.id == kin.child_id, child.group_id.is_not(None))
    return select(own.parent_id).join(Child, Child.id == own.child_id).where(Child.group_id.is_(None), ~at_school)


async def _count_parents(session: AsyncSession, actor: Actor) -> int:
    if actor.whole_school:
        here = select(func.count()).select_from(Parent).where(Parent.id.not_in(_gone()))
        return await _count(session, here)
    mine = parents_of_groups(sorted(actor.groups)).subquery()
    return await _count(session, select(func.count(distinct(mine.c[Guardianship.parent_id.key]))))


async def _count(session: AsyncSession, query: Select[int]) -> int:
    return int(await session.scalar(query) or 0)
