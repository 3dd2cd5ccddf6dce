"""Entries of another calendar become drafts: never invitations, and the same entry only once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import schedule_event
from bot.domain.actors import Actor
from bot.domain.calendar import own_event_id
from bot.domain.calendar_import import Entry
from bot.enums import EventState, Scope
from bot.models import Event, EventGroup, Group
from bot.queries.families import require_groups


@dataclass(frozen=True, slots=True)
class School:
    """In which language its staff write, its name, and its address, by which its own entries are known."""

    language: str
    name: str
    public_url: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became a draft, or would; and what these groups have already."""

    new: list[Entry]
    known: list[Entry]


async def record_calendar(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    entries: Sequence[Entry],
    groups: Sequence[str],
    school: School,
    dry_run: bool = False,
) -> Taken:
    """A draft for each entry that these groups do not have. Raises NotFound."""
    actor.check_scope(Scope.EVENTS_WRITE)
    ids = await require_groups(session, actor, groups)
    if not dry_run:  # the same file twice at once waits here
        await session.execute(select(Group.id).where(Group.id.in_(ids)).order_by(Group.id).with_for_update())
    known = await _known(session, entries, ids, school)
    taken = Taken([one for one in entries if one.uid not in known], [one for one in entries if one.uid in known])
    for entry in () if dry_run else taken.new:
        event = await schedule_event(
            session,
            actor=actor,
            now=now,
            details=replace(entry.details, groups=tuple(groups)),
            language=school.language,
            school=school.name,
            state=EventState.DRAFT,
        )
        event.imported_uid = entry.uid
    return taken


async def _known(
    session: AsyncSession, entries: Collection[Entry], groups: Collection[int], school: School
) -> set[str]:
    """By the other calendar's key, or because we gave the entry out ourselves."""
    ours = {own_event_id(entry.uid, school.public_url): entry.uid for entry in entries}
    theirs = select(EventGroup.event_id).where(EventGroup.group_id.in_(groups))
    same = Event.imported_uid.in_([entry.uid for entry in entries]) | Event.id.in_([key for key in ours if key])
    found = (await session.execute(select(Event.id, Event.imported_uid).where(Event.id.in_(theirs), same))).all()
    return {uid or ours[key] for key, uid in found} | {ours[key] for key, _ in found if key in ours}
