"""Contact with each group over the school year: a group that was left silent stands out (N8)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, case, exists, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.school_years import Stretch
from bot.enums import CampaignState, NoteOutcome, Scope
from bot.models import Campaign, Child, EventGroup, FamilyNote, GoodNews, Group, Guardianship, Thread
from bot.queries.kin import load_families
from messages.outgoing import MessageKind

#: So many groups are shown at once.
PAGE = 20


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


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Some of the groups, and how many pages there are of them."""

    groups: list[GroupContact]
    pages: int


async def load_contact(session: AsyncSession, *, actor: Actor, months: Sequence[Stretch], page: int = 1) -> ContactPage:
    """The group with the longest silence first; of a teacher, the own groups. `months` end with the present one."""
    actor.check_scope(Scope.REPORTS_READ)
    if not months:
        return ContactPage([], 0)
    named = select(Group.id, Group.name).where(exists().where(Child.group_id == Group.id), *_mine(actor))
    names = dict((await session.execute(named)).all())
    asked = await _load_asked(session, None if actor.whole_school else list(names), months)
    every = [
        (group, GroupContact(name, tuple(asked.get((group, place), 0) for place in range(len(months))), 0))
        for group, name in names.items()
    ]
    every.sort(key=lambda one: (-one[1].silence, sum(one[1].asked), one[1].group))
    shown = dict(every[(page - 1) * PAGE : page * PAGE])
    talked = await _load_talked(session, list(shown), months)
    lines = [replace(one, talked=talked.get(group, 0)) for group, one in shown.items()]
    return ContactPage(lines, -(-len(every) // PAGE))


def _mine(actor: Actor) -> list[ColumnElement[bool]]:
    return [] if actor.whole_school else [Group.name.in_(sorted(actor.groups))]


async def _load_asked(
    session: AsyncSession, groups: Collection[int] | None, months: Sequence[Stretch]
) -> dict[tuple[int, int], int]:
    """Activities by group and month, by when their invitation left."""
    begun = (CampaignState.RUNNING, CampaignState.DONE)
    month = case(*((Campaign.send_at < one.ends_at, place) for place, one in enumerate(months))).label("month")
    left = (
        select(Campaign.event_id, month)
        .distinct()
        .where(Campaign.kind == MessageKind.INVITATION, Campaign.state.in_(begun), Campaign.event_id.is_not(None))
        .where(Campaign.send_at >= months[0].starts_at, Campaign.send_at < months[-1].ends_at)
        .subquery()
    )
    query = (
        select(EventGroup.group_id, left.c.month, func.count())
        .join(left, left.c.event_id == EventGroup.event_id)
        .where(*([] if groups is None else [EventGroup.group_id.in_(groups)]))
        .group_by(EventGroup.group_id, left.c.month)
    )
    return {(group, place): count for group, place, count in await session.execute(query)}


async def _load_talked(session: AsyncSession, groups: Collection[int], months: Sequence[Stretch]) -> dict[int, int]:
    """Families by group with whom there was a conversation, a talk that was written down, or good news."""
    since, until = months[0].starts_at, months[-1].ends_at
    threads = Thread.opened_at >= since, Thread.opened_at < until
    notes = FamilyNote.outcome == NoteOutcome.SPOKE, FamilyNote.written_at >= since, FamilyNote.written_at < until
    news = GoodNews.created_at >= since, GoodNews.created_at < until
    parents = union(
        select(Thread.parent_id).where(*threads),
        select(FamilyNote.parent_id).where(*notes),
        select(GoodNews.parent_id).where(*news),
    ).subquery()
    query = (
        select(Child.group_id, parents.c.parent_id)
        .join(Guardianship, Guardianship.parent_id == parents.c.parent_id)
        .join(Child, Child.id == Guardianship.child_id)
        .where(Child.group_id.in_(groups))
    )
    rows = (await session.execute(query)).all()
    family = await load_families(session, query.with_only_columns(parents.c.parent_id))
    together = {(group, family.get(parent, parent)) for group, parent in rows}
    counts: dict[int, int] = {}
    for group, _ in together:
        counts[group] = counts.get(group, 0) + 1
    return counts
