"""What each parent gets in which week, and what one campaign more would do to that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.budget import COUNTED, Budget, Item
from bot.domain.timing import send_time
from bot.enums import Lane, OutboxState
from bot.models import Campaign, OutboxMessage
from bot.queries.audiences import reachable_of
from bot.queries.kin import load_families
from messages.outgoing import MessageKind

#: Nobody has taken it into their hands.
MOVABLE = (OutboxState.QUEUED, OutboxState.PREPARING)

#: The parent gets it, got it, or may have got it.
_TAKES_ROOM = (*MOVABLE, OutboxState.LEASED, OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)

_HANDFUL = 500

#: From the first moment of a week into the next one, also where a clock changes in between.
_INTO_THE_NEXT = timedelta(days=7, hours=12)


@dataclass(frozen=True, slots=True)
class BudgetEffect:
    """Families with a parent whose week is full already, and tips that move to a later week."""

    full_families: int = 0
    moved_tips: int = 0


async def load_items(
    session: AsyncSession, *, parents: Collection[int], budget: Budget, since: datetime
) -> dict[int, list[Item]]:
    """What each of these parents gets from the week of `since` on, and what of it can still move; by message id."""
    found: dict[int, list[Item]] = {}
    wanted = sorted(parents)
    for start in range(0, len(wanted), _HANDFUL):
        query = select(OutboxMessage).where(
            OutboxMessage.parent_id.in_(wanted[start : start + _HANDFUL]), *_in_the_budget(budget.starts(since))
        )
        for message in await session.scalars(query.order_by(OutboxMessage.id)):
            found.setdefault(message.parent_id or 0, []).append(_item(message))
    return found


async def load_budget_effect(session: AsyncSession, campaign: Campaign, budget: Budget) -> BudgetEffect:
    """If it left as planned, as far as other messages stand in the outbox by now; counted where the rows are."""
    if not budget.limit or campaign.urgent:
        return BudgetEffect()
    full = _full(campaign, budget, send_time(campaign.send_at, quiet=budget.quiet, zone=budget.zone))
    found = full.subquery()
    parents, with_tips = (await session.execute(select(func.count(), func.sum(found.c.tips)))).one()
    if not parents:
        return BudgetEffect()
    family = await load_families(session, select(found.c.parent_id))
    members = set(await session.scalars(select(found.c.parent_id)))
    moved = parents if campaign.kind == MessageKind.TIP else with_tips
    return BudgetEffect(len({family.get(parent, parent) for parent in members}), moved)


def _full(campaign: Campaign, budget: Budget, at: datetime) -> Select[int | None, int]:
    """Parents whose week of that moment is full, and whether a tip of it (1, 0) could still give way."""
    until = budget.starts(budget.starts(at) + _INTO_THE_NEXT)
    tip = (OutboxMessage.kind == MessageKind.TIP) & OutboxMessage.state.in_(MOVABLE)
    return (
        select(OutboxMessage.parent_id, func.max(case((tip, 1), else_=0)).label("tips"))
        .where(*_in_the_budget(budget.starts(at)), OutboxMessage.available_at < until)
        .where(OutboxMessage.parent_id.in_(reachable_of(campaign)))
        .group_by(OutboxMessage.parent_id)
        .having(func.count() >= budget.limit)
    )


def _in_the_budget(since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboxMessage.lane == Lane.BULK,
        OutboxMessage.kind.in_(COUNTED),
        OutboxMessage.state.in_((*_TAKES_ROOM, OutboxState.PAUSED)),
        OutboxMessage.available_at >= since,
    )


def _item(message: OutboxMessage) -> Item:
    return Item(
        key=str(message.id),
        kind=MessageKind(message.kind),
        at=message.available_at,
        waits_until=message.use_by,
        movable=message.state in MOVABLE,
    )
