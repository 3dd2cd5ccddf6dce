"""The contact checklist of a group: each child, who cares for it, how far each one is reached (N17)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.actors import Actor
from bot.enums import Scope
from bot.models import Chat, Child, Guardianship, Parent
from bot.queries.families import group_ids, require_groups
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


@dataclass(frozen=True, slots=True)
class _GroupCount:
    """What of one group was asked for."""

    group_id: int
    children: int
    reached: int

    def rows(self, wanted: Wanted) -> int:
        """How many lines of it the list has."""
        return self.children - self.reached if wanted.only_unreached else self.children


async def load_checklist(
    session: AsyncSession, *, actor: Actor, wanted: Wanted, source: str, now: datetime, size: int = PAGE
) -> Checklist:
    """By group and first name. Raises NotAllowed, NotFound.

    The groups are counted first, so that only those are sorted in which the page lies.
    """
    actor.check_scope(Scope.FAMILIES_READ)
    groups = await _groups(session, actor, wanted)
    counts = await _count(session, groups, wanted, everywhere=wanted.group is None and actor.whole_school)
    found = await _page(session, counts, wanted, size)
    guardians = await load_guardians(session, [child.id for child, _ in found], source=source, now=now)
    rows = sum(one.rows(wanted) for one in counts)
    return Checklist(
        lines=[
            ChildContact(child.external_id, child.first_name, groups[group], guardians.get(child.id, ()))
            for child, group in found
        ],
        children=sum(one.children for one in counts),
        reached=sum(one.reached for one in counts),
        pages=max(1, -(-rows // size)),
    )


async def _groups(session: AsyncSession, actor: Actor, wanted: Wanted) -> dict[int, str]:
    """By id, in order of their names: the one asked for, or all that are the actor's. Raises NotFound."""
    if wanted.group is not None:
        return dict.fromkeys(await require_groups(session, actor, [wanted.group]), wanted.group)
    known = sorted((await group_ids(session)).items())
    return {number: name for name, number in known if actor.reaches([name])}


async def _count(
    session: AsyncSession, groups: Mapping[int, str], wanted: Wanted, *, everywhere: bool
) -> list[_GroupCount]:
    """In the order of the groups."""
    of_groups = Child.group_id.is_not(None) if everywhere else Child.group_id.in_(groups)
    named = [_named(wanted.find, everywhere=everywhere)] if wanted.find else []
    reached = func.count(case((is_reached(everywhere=everywhere and not named), 1)))
    group_id = func.coalesce(Child.group_id, 0)  # SQLite would walk the index of groups, and the table in that order
    query = select(group_id, func.count(), reached).where(of_groups, *named).group_by(group_id)
    found = {group: _GroupCount(group, *counts) for group, *counts in await session.execute(query)}
    return [found[group] for group in groups if group in found]


async def _page(
    session: AsyncSession, counts: Sequence[_GroupCount], wanted: Wanted, size: int
) -> list[tuple[Child, int]]:
    """The children on it, each with its group's id."""
    places, skip = _groups_of_page(counts, wanted, size)
    if not places:
        return []
    meant: list[ColumnElement[bool]] = [Child.group_id.in_(places)]
    meant += [_named(wanted.find)] if wanted.find else []
    meant += [~is_reached()] if wanted.only_unreached else []
    order = case(places, value=Child.group_id), func.lower(Child.first_name), Child.id
    query = select(Child).where(*meant).order_by(*order).limit(size).offset(skip)
    return [(child, child.group_id or 0) for child in await session.scalars(query)]


def _groups_of_page(counts: Sequence[_GroupCount], wanted: Wanted, size: int) -> tuple[dict[int, int], int]:
    """The groups in which the page lies, in order, and how many lines of the first stand before it."""
    start, before = (wanted.page - 1) * size, 0
    places: dict[int, int] = {}
    skip = 0
    for one in counts:
        rows = one.rows(wanted)
        if rows and before < start + size and start < before + rows:
            skip = skip if places else start - before
            places[one.group_id] = len(places)
        before += rows
    return places, max(0, skip)


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


def is_reached(*, everywhere: bool = False) -> ColumnElement[bool]:
    """Somebody who cares for this child gets messages. `everywhere`: all children are asked about, so look once."""
    caring = aliased(Guardianship)  # a query around it may have guardianships of its own
    alive = Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None)
    if everywhere:
        return Child.id.in_(select(caring.child_id).join(Chat, Chat.parent_id == caring.parent_id).where(*alive))
    return exists().where(caring.child_id == Child.id, Chat.parent_id == caring.parent_id, *alive)


def _named(text: str, *, everywhere: bool = False) -> ColumnElement[bool]:
    """A child, or somebody who cares for it, by a part of the name, or by the school's number."""
    caring = aliased(Guardianship)
    parents = or_(Parent.name.icontains(text, autoescape=True), Parent.external_id == text)
    among_all = Child.id.in_(select(caring.child_id).join(Parent, Parent.id == caring.parent_id).where(parents))
    one_by_one = exists().where(caring.child_id == Child.id, Parent.id == caring.parent_id, parents)
    cares = among_all if everywhere else one_by_one
    return or_(Child.first_name.icontains(text, autoescape=True), Child.external_id == text, cares)
