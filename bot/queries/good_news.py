"""Whose parents can hear something good now, and which children nobody has told of yet (N20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import Scope
from bot.errors import NotFound
from bot.models import Child, GoodNews, Group, Guardianship, Parent
from bot.queries.audiences import live_address
from bot.queries.readers import ChatParent, load_parents


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who cares for a child."""

    external_id: str
    parent: ChatParent


@dataclass(frozen=True, slots=True)
class ToldNews:
    """What was told at one moment, to one parent or to all."""

    at: datetime
    author: str
    phrases: tuple[str, ...]
    text: str | None


@dataclass(frozen=True, slots=True)
class ChildNews:
    """A child, and its good news, the newest first."""

    child_id: str
    first_name: str
    group: str
    news: tuple[ToldNews, ...]


async def require_child(session: AsyncSession, *, actor: Actor, external_id: str) -> Child:
    """The child by the school's id. Raises NotFound, also for a child of others' groups; NotAllowed."""
    actor.check_reads_messages()
    query = select(Child, Group.name).join(Group, Group.id == Child.group_id).where(Child.external_id == external_id)
    found = (await session.execute(query)).one_or_none()
    if found is None or not actor.reaches([found[1]]):
        raise NotFound(f"There is no child {external_id!r}.")
    return found[0]


async def list_guardians(session: AsyncSession, child_id: int) -> list[tuple[Guardian, int | None]]:
    """All who care for the child, and where a message reaches them now (None: nowhere)."""
    query = (
        select(Parent.id, Parent.external_id, live_address())
        .join(Guardianship, Guardianship.parent_id == Parent.id)
        .where(Guardianship.child_id == child_id)
        .order_by(Parent.id)
    )
    found = (await session.execute(query)).all()
    parents = await load_parents(session, [parent_id for parent_id, _, _ in found])
    return [(Guardian(key, parent), address) for (_, key, address), parent in zip(found, parents, strict=True)]


async def list_good_news(session: AsyncSession, *, actor: Actor, group: str | None = None) -> list[ChildNews]:
    """Children of the actor's groups: those of whom nothing was told come first, then those of long ago."""
    actor.check_scope(Scope.INBOX_READ)
    actor.check_reads_messages()
    actor.check_groups([group] if group else [])
    query = select(Child, Group.name).join(Group, Group.id == Child.group_id)
    groups = [group] if group else None if actor.whole_school else sorted(actor.groups)
    if groups is not None:
        query = query.where(Group.name.in_(groups))
    found = (await session.execute(query.order_by(Child.first_name, Child.id))).all()
    told = await _told(session, [child.id for child, _ in found])
    children = [ChildNews(child.external_id, child.first_name, name, told.get(child.id, ())) for child, name in found]
    return sorted(children, key=_last_told)


def _last_told(child: ChildNews) -> tuple[bool, float]:
    return bool(child.news), child.news[0].at.timestamp() if child.news else 0.0


async def _told(session: AsyncSession, children: list[int]) -> dict[int, tuple[ToldNews, ...]]:
    """By child; what several parents read at once is one piece of news."""
    query = select(GoodNews).where(GoodNews.child_id.in_(children))
    found: dict[int, dict[ToldNews, None]] = {}
    for row in await session.scalars(query.order_by(GoodNews.created_at.desc(), GoodNews.id)):
        news = ToldNews(row.created_at, row.author, tuple(row.phrases), row.text)
        found.setdefault(row.child_id, {})[news] = None
    return {child: tuple(news) for child, news in found.items()}
