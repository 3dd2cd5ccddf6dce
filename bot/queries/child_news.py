"""Good news of one child: who would hear it, what was told, and what can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.models import Child, GoodNews, Group, OutboxMessage
from bot.queries.good_news import Guardian, list_guardians, require_child

#: Of the newest.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What was told at one moment, to one guardian or to each. `id` is its first row's.

    `states` are those of its messages, for who knows when one has left; `mine`: whoever looks told it.
    """

    id: int
    at: datetime
    author: str
    phrases: tuple[str, ...]
    text: str | None
    mine: bool
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChildPage:
    """A child, those who care for it with where a message reaches them (None: nowhere), and the newest news."""

    child: Child
    group: str
    guardians: list[tuple[Guardian, int | None]]
    told: list[Told]


async def load_child_page(session: AsyncSession, *, actor: Actor, child_id: str) -> ChildPage:
    """By the school's number of the child. Raises NotFound, NotAllowed."""
    child = await require_child(session, actor=actor, external_id=child_id)
    group = await session.scalar(select(Group.name).where(Group.id == child.group_id))
    return ChildPage(
        child, group or "", await list_guardians(session, child.id), await _load_told(session, actor, child.id)
    )


async def _load_told(session: AsyncSession, actor: Actor, child_id: int) -> list[Told]:
    query = (
        select(GoodNews, OutboxMessage.state)
        .outerjoin(OutboxMessage, OutboxMessage.dedupe_key == key_of_message())
        .where(GoodNews.child_id == child_id)
        .order_by(GoodNews.created_at.desc(), GoodNews.id)
        .limit(_SHOWN)
    )
    found: dict[tuple[datetime, str], Told] = {}
    for row, state in await session.execute(query):
        place = (row.created_at, row.created_by)
        first = found.get(place)
        mine = row.created_by == actor.key
        found[place] = Told(
            first.id if first else row.id, row.created_at, row.author, tuple(row.phrases), row.text, mine,
            (first.states if first else frozenset()) | ({state} if state else set()),
        )  # fmt: skip
    return list(found.values())


def key_of_message() -> ColumnElement[str]:
    """The key in the outbox of the message that tells a row."""
    return "good-news:" + cast(GoodNews.id, String)
