"""Whom nobody reaches by Telegram yet: a work list for the liaison, never a judgement (N10, N13)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.actors import Actor
from bot.enums import NoteKind, NoteOutcome, Scope
from bot.models import Child, FamilyNote, Group, Guardianship, Parent
from bot.queries.checklist import is_reached, load_guardians
from bot.queries.families import ChildLine, require_groups
from bot.queries.reach import GuardianLine

#: As many as somebody can call in a week.
PAGE = 50


@dataclass(frozen=True, slots=True)
class LastTry:
    """What a colleague did last, and what came of it. `day` is on the school's calendar (ISO 8601)."""

    kind: NoteKind
    outcome: NoteOutcome
    day: str
    author: str


@dataclass(frozen=True, slots=True)
class UnreachedFamily:
    """Children whom nobody at home hears of by Telegram, and who cares for them; the first answers for the family."""

    children: tuple[ChildLine, ...]
    guardians: tuple[GuardianLine, ...]
    last_try: LastTry | None
    since: datetime


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page, and how many families there are."""

    families: list[UnreachedFamily]
    total: int
    pages: int


async def load_work_list(
    session: AsyncSession, *, actor: Actor, group: str | None, source: str, now: datetime, page: int = 1
) -> WorkList:
    """Who waited longest for somebody to try comes first. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_READ)
    actor.check_reads_messages()
    await require_groups(session, actor, [group] if group else [])
    groups = [group] if group else None if actor.whole_school else sorted(actor.groups)
    query = select(Parent.id, Parent.created_at, func.count().over()).where(Parent.id.in_(_first_guardians(groups)))
    order = func.coalesce(_last_moment(), Parent.created_at), Parent.id
    found = (await session.execute(query.order_by(*order).limit(PAGE).offset((page - 1) * PAGE))).all()
    since = {parent_id: on_list for parent_id, on_list, _ in found}
    total = found[0][2] if found else 0
    families = await _families(session, since, groups, source=source, now=now)
    return WorkList(families, total, pages=max(1, -(-total // PAGE)))


def _unreached(groups: Collection[str] | None) -> list[ColumnElement[bool]]:
    if groups is None:
        return [Child.group_id.is_not(None), ~is_reached(everywhere=True)]
    return [Child.group_id.in_(select(Group.id).where(Group.name.in_(groups))), ~is_reached()]


def _first_guardians(groups: Collection[str] | None) -> Select[int]:
    """Of those who care for an unreached child the one who stands first on the school's list."""
    query = select(func.min(Guardianship.parent_id)).join(Child, Child.id == Guardianship.child_id)
    return query.where(*_unreached(groups)).group_by(Guardianship.child_id)


def _last_moment() -> ColumnElement[datetime]:
    """When a colleague wrote down a talk or try with whoever cares for a child of this parent."""
    own, other = aliased(Guardianship), aliased(Guardianship)
    query = select(func.max(FamilyNote.written_at)).join(other, other.parent_id == FamilyNote.parent_id)
    return query.join(own, own.child_id == other.child_id).where(own.parent_id == Parent.id).scalar_subquery()


async def _families(
    session: AsyncSession, since: dict[int, datetime], groups: Collection[str] | None, *, source: str, now: datetime
) -> list[UnreachedFamily]:
    children = await _children(session, since, groups)
    everybody = [child.id for those in children.values() for child in those]
    guardians = await load_guardians(session, everybody, source=source, now=now)
    tries = await _last_tries(session, {one.id for those in guardians.values() for one in those})
    return [_family(children[parent_id], guardians, tries, on_list) for parent_id, on_list in since.items()]


def _family(
    children: tuple[ChildLine, ...],
    guardians: dict[int, tuple[GuardianLine, ...]],
    tries: dict[int, tuple[datetime, LastTry]],
    since: datetime,
) -> UnreachedFamily:
    theirs = {one.id: one for child in children for one in guardians[child.id]}
    tried = [tries[number] for number in sorted(theirs) if number in tries]
    newest = max(tried, key=lambda found: found[0])[1] if tried else None
    return UnreachedFamily(children, tuple(theirs[number] for number in sorted(theirs)), newest, since)


async def _children(
    session: AsyncSession, parents: Collection[int], groups: Collection[str] | None
) -> dict[int, tuple[ChildLine, ...]]:
    """The unreached ones, by the parent who answers for them."""
    first = select(func.min(Guardianship.parent_id)).where(Guardianship.child_id == Child.id).scalar_subquery()
    query = select(first.label("parent_id"), Child.id, Child.external_id, Child.first_name, Group.name)
    cared_for = select(Guardianship.child_id).where(Guardianship.parent_id.in_(parents))
    mine = [] if groups is None else [Group.name.in_(groups)]
    theirs = Child.id.in_(cared_for), first.in_(parents), ~is_reached(), *mine
    meant = query.select_from(Child).join(Group, Group.id == Child.group_id).where(*theirs)
    found: dict[int, tuple[ChildLine, ...]] = {}
    for parent_id, *child in await session.execute(meant.order_by(Group.name, Child.first_name, Child.id)):
        found[parent_id] = (*found.get(parent_id, ()), ChildLine(*child))
    return found


async def _last_tries(session: AsyncSession, parents: Collection[int]) -> dict[int, tuple[datetime, LastTry]]:
    query = select(FamilyNote).where(FamilyNote.parent_id.in_(parents)).order_by(FamilyNote.written_at, FamilyNote.id)
    return {
        note.parent_id: (
            note.written_at,
            LastTry(NoteKind(note.kind), NoteOutcome(note.outcome), note.happened_on, note.author),
        )
        for note in await session.scalars(query)
    }
