"""Contact with each group over the school year: a group that was left silent stands out (N8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, distinct, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.school_years import Stretch
from bot.enums import CampaignState, NoteOutcome, Scope
from bot.models import Campaign, Child, EventGroup, FamilyNote, GoodNews, Group, Guardianship, Thread
from bot.queries.kin import load_families
from messages.outgoing import MessageKind


@dataclass(frozen=True, slots=True)
class GroupContact:
    """`asked`: to how many activities in each month. `talked`: families with whom there was a word of their own."""

    group: str
    asked: tuple[int, ...]
    talked: int

    @property
    def silence(self) -> int:
        """Months until now without any invitation."""
        return next((place for place, count in enumerate(reversed(self.asked)) if count), len(self.asked))


async def load_contact(session: AsyncSession, *, actor: Actor, months: Sequence[Stretch]) -> list[GroupContact]:
    """The group with the longest silence first; of a teacher, the own groups. `months` end with the present one."""
    actor.check_scope(Scope.REPORTS_READ)
    if not months:
        return []
    children = select(Group.id, Group.name).where(Group.id.in_(select(Child.group_id)), *_mine(actor))
    names = dict((await session.execute(children)).all())
    asked = await _load_asked(session, months)
    talked = await _load_talked(session, months)
    found = [
        GroupContact(name, tuple(asked.get((group, place), 0) for place in range(len(months))), talked.get(group, 0))
        for group, name in names.items()
    ]
    return sorted(found, key=lambda one: (-one.silence, sum(one.asked), one.group))


def _mine(actor: Actor) -> list[ColumnElement[bool]]:
    return [] if actor.whole_school else [Group.name.in_(sorted(actor.groups))]


async def _load_asked(session: AsyncSession, months: Sequence[Stretch]) -> dict[tuple[int, int], int]:
    """Activities by group and month, by when their invitation left."""
    begun = (CampaignState.RUNNING, CampaignState.DONE)
    month = case(*((Campaign.send_at < one.ends_at, place) for place, one in enumerate(months)))
    query = (
        select(EventGroup.group_id, month, func.count(distinct(EventGroup.event_id)))
        .join(Campaign, Campaign.event_id == EventGroup.event_id)
        .where(Campaign.kind == MessageKind.INVITATION, Campaign.state.in_(begun))
        .where(Campaign.send_at >= months[0].starts_at, Campaign.send_at < months[-1].ends_at)
        .group_by(EventGroup.group_id, month)
    )
    return {(group, place): count for group, place, count in await session.execute(query)}


async def _load_talked(session: AsyncSession, months: Sequence[Stretch]) -> dict[int, int]:
    """Families by group with whom there was a conversation, a talk that was written down, or good news."""
    since, until = months[0].starts_at, months[-1].ends_at
    of_parent = (
        select(Child.group_id, Guardianship.parent_id)
        .join(Guardianship, Guardianship.child_id == Child.id)
        .where(Child.group_id.is_not(None))
    )
    wrote = and_(Thread.parent_id == Guardianship.parent_id, Thread.opened_at >= since, Thread.opened_at < until)
    spoke = and_(
        FamilyNote.parent_id == Guardianship.parent_id,
        FamilyNote.outcome == NoteOutcome.SPOKE,
        FamilyNote.written_at >= since,
        FamilyNote.written_at < until,
    )
    praised = (
        select(Child.group_id, GoodNews.parent_id)
        .join(GoodNews, GoodNews.child_id == Child.id)
        .where(Child.group_id.is_not(None), GoodNews.created_at >= since, GoodNews.created_at < until)
    )
    every = union(of_parent.join(Thread, wrote), of_parent.join(FamilyNote, spoke), praised).subquery()
    rows = (await session.execute(select(every))).all()
    family = await load_families(session, select(every.c.parent_id))
    together = {(group, family.get(parent, parent)) for group, parent in rows}
    counts: dict[int, int] = {}
    for group, _ in together:
        counts[group] = counts.get(group, 0) + 1
    return counts
