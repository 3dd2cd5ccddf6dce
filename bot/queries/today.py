"""What needs a colleague today, in a fixed number of statements, whatever the size of the school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, distinct, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.actors import Actor
from bot.enums import EventState, Role, Scope, ThreadState
from bot.models import (
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
    """An event ahead: how many parents have the invitation, and how many of them have not answered."""

    event_id: int
    kind: str
    title: str | None
    starts_at: datetime
    state: EventState
    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the start page."""

    waiting: list[WaitingThread]
    waiting_count: int
    events: list[ComingEvent]
    drafts: list[ComingEvent]
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
    parents = await _count_parents(session, actor)
    return Today(
        waiting=waiting,
        waiting_count=await _count_waiting(session, actor) if reads else 0,
        events=await _events(session, actor, now, EventState.PLANNED),
        drafts=await _events(session, actor, now, EventState.DRAFT),
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


async def _events(session: AsyncSession, actor: Actor, now: datetime, state: EventState) -> list[ComingEvent]:
    ahead = Event.starts_at > now, Event.starts_at < now + _AHEAD
    when = ahead if state == EventState.PLANNED else ahead[:1]
    query = select(Event).where(*when, Event.state == state, *_mine(actor)).order_by(Event.starts_at).limit(_FEW)
    events = list(await session.scalars(query))
    counts = await count_answers(session, [event.id for event in events])
    return [
        ComingEvent(
            event_id=event.id,
            kind=event.kind,
            title=event.title,
            starts_at=event.starts_at,
            state=state,
            invited=counts.get(event.id, NOBODY).invited,
            answered=counts.get(event.id, NOBODY).answered,
        )
        for event in events
    ]


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
