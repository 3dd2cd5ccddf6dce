"""The contact checklist of a group: each child, who cares for it, how far each one is reached (N17)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.actors import Actor
from bot.enums import Scope
from bot.models import Chat, Child, Group, Guardianship, Parent
from bot.queries.families import require_groups
from bot.queries.reach import GuardianLine, load_reach

PAGE = 100


@dataclass(frozen=True, slots=True)
class ChildContact:
    """A child and its guardians, in the order of the school's list."""

    child_id: str
    first_name: str
    group: str
    guardians: tuple[GuardianLine, ...]

    @property
    def reached(self) -> bool:
        """At least one of them gets messages."""
        return any(guardian.reach.joined for guardian in self.guardians)


@dataclass(frozen=True, slots=True)
class Checklist:
    """One page of it. `children` and `reached` count all that was asked for, whatever is shown."""

    lines: list[ChildContact]
    children: int
    reached: int
    pages: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which children: of one group (None: of all that are the actor's), by a name, only those not reached yet."""

    group: str | None = None
    find: str = ""
    only_unreached: bool = False
    page: int = 1


async def load_checklist(
    session: AsyncSession, *, actor: Actor, wanted: Wanted, source: str, now: datetime, size: int = PAGE
) -> Checklist:
    """By group and first name. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_READ)
    await require_groups(session, actor, [wanted.group] if wanted.group else [])
    meant = _conditions(actor, wanted)
    counts = select(func.count(), func.count(case((is_reached(), 1)))).select_from(Child).join(Group).where(*meant)
    children, reached = (await session.execute(counts)).one()
    shown = [*meant, ~is_reached()] if wanted.only_unreached else meant
    query = select(Child, Group.name).join(Group).where(*shown)
    order = Group.name, func.lower(Child.first_name), Child.id
    found = (await session.execute(query.order_by(*order).limit(size).offset((wanted.page - 1) * size))).all()
    guardians = await load_guardians(session, [child.id for child, _ in found], source=source, now=now)
    lines = [
        ChildContact(child.external_id, child.first_name, group, guardians.get(child.id, ())) for child, group in found
    ]
    rows = children - reached if wanted.only_unreached else children
    return Checklist(lines, children, reached, pages=max(1, -(-rows // size)))


async def load_guardians(
    session: AsyncSession, children: Collection[int], *, source: str, now: datetime
) -> dict[int, tuple[GuardianLine, ...]]:
    """By child."""
    query = select(Guardianship).where(Guardianship.child_id.in_(children)).order_by(Guardianship.parent_id)
    pairs = (await session.scalars(query)).all()
    reach = await load_reach(session, {pair.parent_id for pair in pairs}, source=source, now=now)
    found: dict[int, tuple[GuardianLine, ...]] = {}
    for pair in pairs:
        parent, far = reach[pair.parent_id]
        line = GuardianLine(parent.id, parent.external_id, parent.name, pair.relation, far)
        found[pair.child_id] = (*found.get(pair.child_id, ()), line)
    return found


def is_reached() -> ColumnElement[bool]:
    """Somebody who cares for this child gets messages."""
    caring = aliased(Guardianship)  # a query around it may have guardianships of its own
    alive = Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None)
    return exists().where(caring.child_id == Child.id, Chat.parent_id == caring.parent_id, *alive)


def _conditions(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    groups = [wanted.group] if wanted.group else None if actor.whole_school else sorted(actor.groups)
    of_groups: list[ColumnElement[bool]] = [] if groups is None else [Group.name.in_(groups)]
    return [*of_groups, _named(wanted.find)] if wanted.find else of_groups


def _named(text: str) -> ColumnElement[bool]:
    """A child, or somebody who cares for it, by a part of the name, or by the school's number."""
    parents = Parent.name.icontains(text, autoescape=True), Parent.external_id == text
    cares = select(Guardianship.child_id).join(Parent, Parent.id == Guardianship.parent_id).where(or_(*parents))
    return or_(Child.first_name.icontains(text, autoescape=True), Child.external_id == text, Child.id.in_(cares))
