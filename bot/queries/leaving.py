"""The roll-over: who left the school and is not erased yet, and which events that families know of are still ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import EventState, Scope
from bot.models import Campaign, Child, Event, Group
from messages.outgoing import MessageKind

PAGE = 100


@dataclass(frozen=True, slots=True)
class Leaver:
    """A child by the school's number, the group that it was in, and since when it is gone."""

    child_id: str
    first_name: str
    group: str | None
    left_at: datetime


@dataclass(frozen=True, slots=True)
class EventAhead:
    """An event whose invitation has left, or is leaving."""

    kind: str
    title: str | None
    starts_at: datetime


async def list_told_ahead(session: AsyncSession, *, actor: Actor, now: datetime) -> list[EventAhead]:
    """By when they begin, at most PAGE. Raises NotAllowed."""
    actor.check_scope(Scope.FAMILIES_READ)
    actor.check_whole_school()
    invited = select(Campaign.event_id).where(Campaign.kind == MessageKind.INVITATION, Campaign.send_at <= now)
    ahead = Event.state == EventState.PLANNED, Event.starts_at > now, Event.id.in_(invited)
    query = select(Event.kind, Event.title, Event.starts_at).where(*ahead).order_by(Event.starts_at, Event.id)
    return [EventAhead(*row) for row in await session.execute(query.limit(PAGE))]


async def list_leavers(session: AsyncSession, *, actor: Actor) -> tuple[list[Leaver], int]:
    """Those who left last come first, at most PAGE of them; and how many there are. Raises NotAllowed."""
    actor.check_scope(Scope.FAMILIES_READ)
    actor.check_whole_school()
    query = (
        select(Child.external_id, Child.first_name, Group.name, Child.left_at, func.count().over())
        .outerjoin(Group, Group.id == Child.left_from)
        .where(Child.group_id.is_(None), Child.left_at.is_not(None))
        .order_by(Child.left_at.desc(), Group.name, Child.first_name, Child.id)
        .limit(PAGE)
    )
    rows = (await session.execute(query)).all()
    found = [Leaver(child, name, group, left_at) for child, name, group, left_at, _ in rows if left_at]
    return found, rows[0][4] if rows else 0
