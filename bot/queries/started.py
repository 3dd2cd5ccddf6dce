"""The programmes of one's own groups as a list: how far each is, and how many families tried something of it (N10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.responses import SMALLEST_SHOWN
from bot.enums import Scope
from bot.models import Campaign, Child, Group, Guardianship, Programme, TipAnswer
from bot.queries.families import parents_of_groups
from bot.queries.kin import load_families
from bot.queries.programmes import lessons_of
from messages.tap_values import TipReply

#: So many of the newest are gone through, and so many are shown at most.
_SCANNED, _SHOWN = 500, 40


@dataclass(frozen=True, slots=True)
class Started:
    """`told` of its `lessons` messages have had their turn. `tried` counts families; None is too few to show."""

    programme: Programme
    told: int
    lessons: int
    tried: int | None

    @property
    def running(self) -> bool:
        """Whether something is still to come."""
        return self.programme.stopped_at is None and self.told < self.lessons


async def list_started(session: AsyncSession, *, actor: Actor, now: datetime) -> list[Started]:
    """The newest first; a teacher's are those that a group of their own takes part in."""
    actor.check_scope(Scope.EVENTS_READ)
    newest = await session.scalars(select(Programme).order_by(Programme.id.desc()).limit(_SCANNED))
    mine = [one for one in newest if actor.whole_school or actor.groups & set(one.groups)][:_SHOWN]
    told = await _count_told(session, mine, now)
    tried = await _count_tried(session, mine)

    def shown(programme: Programme) -> int | None:
        number = tried[programme.id]
        return number if actor.reaches(programme.groups) or number == 0 or number >= SMALLEST_SHOWN else None

    return [Started(one, told.get(one.id, 0), lessons_of(one), shown(one)) for one in mine]


async def _count_told(session: AsyncSession, programmes: Sequence[Programme], now: datetime) -> dict[int, int]:
    meant = Campaign.programme_id.in_([one.id for one in programmes]), Campaign.send_at <= now
    query = select(Campaign.programme_id, func.count()).where(*meant).group_by(Campaign.programme_id)
    return {number: told for number, told in await session.execute(query) if number is not None}


async def _count_tried(session: AsyncSession, programmes: Sequence[Programme]) -> dict[int, int]:
    """By programme the families of its groups who did something of its theme since it was started."""
    if not programmes:
        return {}
    themes, groups = {one.theme for one in programmes}, {name for one in programmes for name in one.groups}
    did = TipAnswer.answer == TipReply.DID, or_(*(_of_theme(theme) for theme in themes))
    theirs = (
        TipAnswer.parent_id.in_(parents_of_groups(groups)),
        TipAnswer.answered_at >= min(one.created_at for one in programmes),
    )
    meant = and_(*did, *theirs)
    query = (
        select(TipAnswer.tip_key, TipAnswer.parent_id, TipAnswer.answered_at, Group.name)
        .join(Guardianship, Guardianship.parent_id == TipAnswer.parent_id)
        .join(Child, Child.id == Guardianship.child_id)
        .join(Group, Group.id == Child.group_id)
        .where(meant, Group.name.in_(groups))
    )
    found = (await session.execute(query)).all()
    family = await load_families(session, select(TipAnswer.parent_id).where(meant))
    return {
        one.id: len(
            {
                family[parent]
                for key, parent, at, group in found
                if group in one.groups and key.startswith(f"{one.theme}/") and at >= one.created_at
            }
        )
        for one in programmes
    }


def _of_theme(theme: str) -> ColumnElement[bool]:
    return TipAnswer.tip_key.startswith(f"{theme}/", autoescape=True)
