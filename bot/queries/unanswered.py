"""For whom nobody has answered an invitation yet: to be asked once more, at the gate or by telephone (N13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import Scope
from bot.models import Child, Event, EventGroup, Group, Rsvp
from bot.queries.checklist import ChildContact, load_guardians
from bot.queries.events import require_event

PAGE = 100


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The event, and children of its groups for whom neither parent has answered; `total` counts all of them."""

    event: Event
    children: list[ChildContact]
    total: int


async def load_unanswered(
    session: AsyncSession, *, actor: Actor, event_id: int, source: str, now: datetime
) -> Unanswered:
    """By group and first name, at most PAGE. Raises NotAllowed, NotFound."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.FAMILIES_READ)
    answered = exists().where(Rsvp.event_id == event_id, Rsvp.child_id == Child.id)
    query = (
        select(Child, Group.name, func.count().over())
        .join(Group, Group.id == Child.group_id)
        .join(EventGroup, EventGroup.group_id == Group.id)
        .where(EventGroup.event_id == event_id, ~answered)
        .order_by(Group.name, func.lower(Child.first_name), Child.id)
        .limit(PAGE)
    )
    found = (await session.execute(query)).all()
    guardians = await load_guardians(session, [child.id for child, _, _ in found], source=source, now=now)
    children = [
        ChildContact(child.external_id, child.first_name, group, guardians.get(child.id, ()))
        for child, group, _ in found
    ]
    return Unanswered(event, children, found[0][2] if found else 0)
