"""The message budget at the moment at which messages become rows: what is kept, moved, or finds no room.

The parents' rows are locked until the transaction ends, so that two planners never both fill the last place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import Draft
from bot.domain.budget import COUNTED, NO_ROOM, Budget, Item, Placement, Weeks
from bot.enums import OutboxState
from bot.metrics import OVER_BUDGET
from bot.models import OutboxMessage, Parent
from bot.queries.budget import MOVABLE, load_items


async def fit_into_budget(
    session: AsyncSession, drafts: Sequence[Draft], *, budget: Budget, now: datetime
) -> list[Draft]:
    """The drafts as they fit into their parents' weeks; tips and the like that give way to them are moved or expire."""
    counted = [draft for draft in drafts if draft.parent_id and draft.outgoing.kind in COUNTED]
    if not (budget.limit and counted):
        return list(drafts)
    parents = sorted({draft.parent_id for draft in counted if draft.parent_id})
    await _lock_parents(session, parents)
    fresh = await _without_queued(session, counted)
    items = await load_items(session, parents=parents, budget=budget, since=now)
    held = await _hold(session, (item for own in items.values() for item in own if item.movable))
    placed: dict[str, Draft] = {}
    for draft in fresh:
        own = [replace(item, movable=item.key in held) for item in items.get(draft.parent_id or 0, ())]
        for placement in Weeks(budget, own).place(_item(draft)):
            if placement.item.key == draft.dedupe_key:
                placed[draft.dedupe_key] = _placed(draft, placement)
            else:
                await _move(session, placement, now)
    OVER_BUDGET.inc(sum(draft.over_budget for draft in placed.values()))
    return [placed.get(draft.dedupe_key, draft) for draft in drafts]


async def _lock_parents(session: AsyncSession, parents: Sequence[int]) -> None:
    """In one order, so that nobody waits in a ring. Rows that refer to them may come meanwhile."""
    query = select(Parent.id).where(Parent.id.in_(parents)).order_by(Parent.id)
    await session.execute(query.with_for_update(key_share=True))


async def _without_queued(session: AsyncSession, drafts: Sequence[Draft]) -> list[Draft]:
    """Planning twice is harmless: what is a row already takes no second place."""
    keys = [draft.dedupe_key for draft in drafts]
    known = set(await session.scalars(select(OutboxMessage.dedupe_key).where(OutboxMessage.dedupe_key.in_(keys))))
    return [draft for draft in drafts if draft.dedupe_key not in known]


async def _hold(session: AsyncSession, items: Iterable[Item]) -> set[str]:
    """Those that nobody takes meanwhile: a sender passes over what is locked."""
    ids = [int(item.key) for item in items]
    waiting = OutboxMessage.id.in_(ids), OutboxMessage.state.in_(MOVABLE)
    query = select(OutboxMessage.id).where(*waiting).order_by(OutboxMessage.id).with_for_update(skip_locked=True)
    return {str(number) for number in await session.scalars(query)} if ids else set()


def _item(draft: Draft) -> Item:
    return Item(draft.dedupe_key, draft.outgoing.kind, draft.available_at, draft.waits_until)


def _placed(draft: Draft, placement: Placement) -> Draft:
    if placement.at is None:
        return replace(draft, expired_why=NO_ROOM)
    return replace(draft, available_at=placement.at, over_budget=placement.over)


async def _move(session: AsyncSession, placement: Placement, now: datetime) -> None:
    moved = {"available_at": placement.at}
    dropped = {"state": OutboxState.EXPIRED, "error": NO_ROOM, "finished_at": now}
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == int(placement.item.key))
        .values(**(moved if placement.at else dropped))
    )
