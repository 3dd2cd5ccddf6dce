"""What each parent gets in which week, and what one campaign more would do to that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.budget import COUNTED, Budget, Item, Weeks
from bot.domain.families import families_of
from bot.domain.timing import send_time
from bot.enums import Lane, OutboxState
from bot.models import Campaign, Guardianship, OutboxMessage
from bot.queries.audiences import load_reachable
from messages.outgoing import MessageKind

#: Nobody has taken it into their hands.
MOVABLE = (OutboxState.QUEUED, OutboxState.PREPARING)

#: The parent gets it, got it, or may have got it.
_TAKES_ROOM = (*MOVABLE, OutboxState.LEASED, OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)

_HANDFUL = 500


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
            OutboxMessage.parent_id.in_(wanted[start : start + _HANDFUL]),
            OutboxMessage.lane == Lane.BULK,
            OutboxMessage.kind.in_(COUNTED),
            OutboxMessage.state.in_((*_TAKES_ROOM, OutboxState.PAUSED)),
            OutboxMessage.available_at >= budget.starts(since),
        )
        for message in await session.scalars(query.order_by(OutboxMessage.id)):
            found.setdefault(message.parent_id or 0, []).append(_item(message))
    return found


async def load_budget_effect(session: AsyncSession, campaign: Campaign, budget: Budget) -> BudgetEffect:
    """If it left as planned, as far as other messages stand in the outbox by now."""
    if not budget.limit or campaign.urgent:
        return BudgetEffect()
    at = send_time(campaign.send_at, quiet=budget.quiet, zone=budget.zone)
    new = Item("", MessageKind(campaign.kind), at)
    items = await load_items(
        session, parents=await load_reachable(session, campaign), budget=budget, since=campaign.send_at
    )
    full = {parent: weeks for parent, own in items.items() if not (weeks := Weeks(budget, own)).has_room(at)}
    if not full:
        return BudgetEffect()
    family = families_of(await session.execute(select(Guardianship.child_id, Guardianship.parent_id)))
    placed = [placement.item.kind for weeks in full.values() for placement in weeks.place(new)]
    return BudgetEffect(len({family[parent] for parent in full}), placed.count(MessageKind.TIP))


def _item(message: OutboxMessage) -> Item:
    return Item(
        key=str(message.id),
        kind=MessageKind(message.kind),
        at=message.available_at,
        waits_until=message.use_by,
        movable=message.state in MOVABLE,
    )
