"""Who is there: groups, children, parents, and how far each parent is reached."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.imports import Stored
from bot.enums import ParentStatus, Scope
from bot.errors import NotFound
from bot.models import Chat, Child, Group, Guardianship, Parent

PAGE = 200


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child as staff see it."""

    id: int
    external_id: str
    first_name: str
    group: str


@dataclass(frozen=True, slots=True)
class ParentLine:
    """A parent with the children, as staff see them."""

    id: int
    external_id: str
    name: str
    home_language: str
    status: ParentStatus
    children: tuple[ChildLine, ...]


async def group_ids(session: AsyncSession) -> dict[str, int]:
    """Every group by name."""
    return dict((await session.execute(select(Group.name, Group.id))).all())


async def list_groups(session: AsyncSession, *, actor: Actor) -> list[str]:
    """The names of the groups that this actor reaches, in order."""
    names = sorted(await group_ids(session))
    return [name for name in names if actor.reaches([name])]


async def child_ids(session: AsyncSession) -> dict[str, int]:
    """Every child by the school's id."""
    return dict((await session.execute(select(Child.external_id, Child.id))).all())


async def parent_ids(session: AsyncSession) -> dict[str, int]:
    """Every parent by the school's id."""
    return dict((await session.execute(select(Parent.external_id, Parent.id))).all())


async def require_groups(session: AsyncSession, actor: Actor, names: Iterable[str]) -> list[int]:
    """The ids of groups that exist and are the actor's. Raises NotFound naming the first that is not."""
    actor.check_groups(names)
    known = await group_ids(session)
    for name in names:
        if name not in known:
            raise NotFound(f"There is no group {name!r}. Groups come with the import of families.")
    return [known[name] for name in names]


async def load_stored(session: AsyncSession) -> Stored:
    """All that an import compares with."""
    children = select(Child.external_id, Child.first_name, Group.name).join(Group, Group.id == Child.group_id)
    parents = select(Parent.external_id, Parent.name, Parent.home_language, Parent.second_language)
    pairs = (
        select(Child.external_id, Parent.external_id, Guardianship.relation)
        .join(Guardianship, Guardianship.child_id == Child.id)
        .join(Parent, Parent.id == Guardianship.parent_id)
    )
    return Stored(
        children={key: (first, group) for key, first, group in (await session.execute(children))},
        parents={key: (name, home, second) for key, name, home, second in (await session.execute(parents))},
        pairs={(child, parent): relation for child, parent, relation in (await session.execute(pairs))},
    )


def status_of_parent() -> ColumnElement[str]:
    """How far this parent is reached: any live chat counts before any that stopped or broke."""

    def has_chat(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(and_(Chat.parent_id == Parent.id, *conditions))

    alive = has_chat(Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None))
    return case(
        (alive, ParentStatus.JOINED.value),
        (has_chat(Chat.stopped_at.is_not(None)), ParentStatus.STOPPED.value),
        (has_chat(), ParentStatus.UNREACHABLE.value),
        else_=ParentStatus.INVITED.value,
    )


async def list_parents(
    session: AsyncSession,
    *,
    actor: Actor,
    group: str | None = None,
    reached: bool | None = None,
    after: int = 0,
    limit: int = PAGE,
) -> list[ParentLine]:
    """Parents by id, at most `limit`; those of the actor's groups only. `reached` True means joined and reachable."""
    actor.check_scope(Scope.FAMILIES_READ)
    actor.check_groups([group] if group else [])
    groups = [group] if group else None if actor.whole_school else sorted(actor.groups)
    status = status_of_parent().label("status")
    query = select(Parent, status).where(Parent.id > after).order_by(Parent.id).limit(limit)
    if groups is not None:
        query = query.where(Parent.id.in_(parents_of_groups(groups)))
    if reached is not None:
        joined = status_of_parent() == ParentStatus.JOINED.value
        query = query.where(joined if reached else ~joined)
    found = (await session.execute(query)).all()
    mine = None if actor.whole_school else actor.groups
    children = await children_of(session, [parent.id for parent, _ in found], groups=mine)
    return [_line(parent, ParentStatus(status), children.get(parent.id, ())) for parent, status in found]


def _line(parent: Parent, status: ParentStatus, children: tuple[ChildLine, ...]) -> ParentLine:
    return ParentLine(parent.id, parent.external_id, parent.name, parent.home_language, status, children)


def parents_of_groups(groups: Collection[str]) -> Select[int]:
    """The ids of all who care for a child of these groups."""
    return (
        select(Guardianship.parent_id)
        .join(Child, Child.id == Guardianship.child_id)
        .join(Group, Group.id == Child.group_id)
        .where(Group.name.in_(groups))
    )


async def children_of(
    session: AsyncSession, parents: Collection[int], *, groups: Collection[str] | None = None
) -> dict[int, tuple[ChildLine, ...]]:
    """The children of each parent, eldest entry first; only those in `groups` when given."""
    query = (
        select(Guardianship.parent_id, Child.id, Child.external_id, Child.first_name, Group.name)
        .join(Child, Child.id == Guardianship.child_id)
        .join(Group, Group.id == Child.group_id)
        .where(Guardianship.parent_id.in_(parents))
        .order_by(Guardianship.parent_id, Child.id)
    )
    if groups is not None:
        query = query.where(Group.name.in_(groups))
    found: dict[int, list[ChildLine]] = {}
    for parent, child, external_id, first_name, group in await session.execute(query):
        found.setdefault(parent, []).append(ChildLine(child, external_id, first_name, group))
    return {parent: tuple(children) for parent, children in found.items()}


async def require_parent(session: AsyncSession, *, actor: Actor, external_id: str) -> Parent:
    """The parent by the school's id. Raises NotFound, also for a parent of others' groups."""
    parent = await session.scalar(select(Parent).where(Parent.external_id == external_id))
    children = (await children_of(session, [parent.id])).get(parent.id, ()) if parent else ()
    mine = actor.whole_school or any(child.group in actor.groups for child in children)
    if parent is None or not mine:
        raise NotFound(f"There is no parent {external_id!r}.")
    return parent
