"""How often each family was asked in a school year, and who never was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.families import families_of
from bot.domain.school_years import Stretch
from bot.domain.spread import Spread, spread_of, times_asked
from bot.enums import Scope
from bot.models import Campaign, Child, Event, Guardianship, OutboxMessage, Parent, SpreadFigure
from bot.queries.families import parents_of_groups
from bot.queries.kin import load_families
from bot.queries.told import DELIVERED
from messages.outgoing import MessageKind

#: The whole school's rows come in bundles, so that others get their turn.
_BUNDLE = 5_000


@dataclass(frozen=True, slots=True)
class NeverAsked:
    """A family to whom no invitation came: its parents, by the school's ids and their names."""

    parents: tuple[tuple[str, str], ...]


async def load_spread(session: AsyncSession, *, groups: Collection[str] | None, period: Stretch) -> Spread:
    """Of families with a child in one of the groups; of the whole school without."""
    family, mine = await _load_kin(session, groups)
    times = await _load_times(session, family, period, everybody=groups is None)
    return spread_of(mine, (count for one, count in times.items() if one in mine))


async def find_spread(session: AsyncSession, *, actor: Actor, year: int, period: Stretch) -> Spread:
    """Of the own groups as it is now; of the whole school as it was counted last night, where it was."""
    actor.check_scope(Scope.REPORTS_READ)
    kept = await session.get(SpreadFigure, year) if actor.whole_school else None
    if kept is not None:
        return Spread(kept.never, kept.seldom, kept.sometimes, kept.often)
    return await load_spread(session, groups=None if actor.whole_school else actor.groups, period=period)


async def find_counted_at(session: AsyncSession, year: int) -> datetime | None:
    """When the school year was counted last."""
    return await session.scalar(select(SpreadFigure.counted_at).where(SpreadFigure.year == year))


async def list_never_asked(
    session: AsyncSession, *, actor: Actor, group: str | None, period: Stretch
) -> list[NeverAsked]:
    """Of one group, or of all of a teacher's own. Raises NotFound, NotAllowed."""
    actor.check_scope(Scope.FAMILIES_READ)
    groups = sorted(actor.groups) if group is None else [group]
    actor.check_groups(groups)
    family, mine = await _load_kin(session, groups)
    times = await _load_times(session, family, period, everybody=False)
    missed = {parent: one for parent, one in family.items() if one in mine and one not in times}
    query = select(Parent.id, Parent.external_id, Parent.name).where(Parent.id.in_(missed))
    found: dict[int, list[tuple[str, str]]] = {}
    for parent, key, name in await session.execute(query.order_by(Parent.name, Parent.id)):
        found.setdefault(missed[parent], []).append((key, name))
    return [NeverAsked(tuple(parents)) for parents in found.values()]


async def _load_kin(session: AsyncSession, groups: Collection[str] | None) -> tuple[dict[int, int], set[int]]:
    """The family of each parent around these groups, and the families that have a child in them."""
    at_school = select(Guardianship.parent_id).join(Child, Child.id == Guardianship.child_id)
    parents = at_school.where(Child.group_id.is_not(None)) if groups is None else parents_of_groups(sorted(groups))
    if groups is None:
        family = families_of(await session.execute(select(Guardianship.child_id, Guardianship.parent_id)))
    else:
        family = await load_families(session, parents)
    return family, {family[parent] for parent in await session.scalars(parents)}


async def _load_times(
    session: AsyncSession, family: Mapping[int, int], period: Stretch, *, everybody: bool
) -> dict[int, int]:
    query = (
        select(Parent.id, Event.id)
        .join(OutboxMessage, OutboxMessage.parent_id == Parent.id)
        .join(Campaign, Campaign.id == OutboxMessage.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Event.starts_at >= period.starts_at, Event.starts_at < period.ends_at)
        .where(OutboxMessage.kind == MessageKind.INVITATION, OutboxMessage.state.in_(DELIVERED))
    )
    asked = query if everybody else query.where(Parent.id.in_(family))
    rows = await session.stream(asked.execution_options(yield_per=_BUNDLE))
    return times_asked([(parent, event) async for parent, event in rows], family)
