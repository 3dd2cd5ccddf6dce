"""A school year at a look: what there is in it, who answered, when the school is closed, which group is silent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.school_years import Stretch
from bot.enums import EventState, Scope
from bot.models import Event, EventGroup, Group, Holiday
from bot.queries.answer_counts import NOBODY, AnswerCount, count_answers
from bot.queries.calendar import entry_of
from messages.calendar_file import Entry
from messages.languages import Language

#: So many events are shown at once; a month or a group shows the rest.
SHOWN = 150

#: More than a large school has in a year.
MOST_EXPORTED = 2000

#: More groups than the largest school has.
_MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class YearEvent:
    """A line of the calendar; `own` where all its groups are the actor's, who then may open it."""

    event_id: int
    kind: str
    title: str | None
    starts_at: datetime
    ends_at: datetime | None
    state: EventState
    in_series: bool
    groups: list[str]
    own: bool
    count: AnswerCount


@dataclass(frozen=True, slots=True)
class GroupYear:
    """How often a group's parents were invited in a year, and when last and next: a silent one stands out (N8)."""

    group: str
    events: int
    last: datetime | None
    coming: datetime | None


@dataclass(frozen=True, slots=True)
class Publishing:
    """By which clock, in which language, and under which name a calendar goes out."""

    zone: ZoneInfo
    source: str
    public_url: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the calendar: a stretch of time, for one group or all that the actor reaches."""

    stretch: Stretch
    group: str | None = None


async def list_year_events(session: AsyncSession, *, actor: Actor, wanted: Wanted) -> list[YearEvent]:
    """Soonest first, and one more than is shown where there are more. Raises NotFound."""
    events = list(await session.scalars(select(Event).where(*_meant(actor, wanted)).order_by(*_ORDER).limit(SHOWN + 1)))
    keys = [event.id for event in events]
    groups, counts = await _groups_of(session, keys), await count_answers(session, keys)
    return [
        YearEvent(
            event_id=event.id,
            kind=event.kind,
            title=event.title,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            state=EventState(event.state),
            in_series=event.series_id is not None,
            groups=groups[event.id],
            own=actor.reaches(groups[event.id]),
            count=counts.get(event.id, NOBODY),
        )
        for event in events
    ]


_ORDER = (Event.starts_at, Event.id)


async def load_school_entries(session: AsyncSession, *, actor: Actor, wanted: Wanted, clock: Publishing) -> list[Entry]:
    """What other calendars may know of it, in the language in which it was written: no drafts. Raises NotFound."""
    public = Event.state != EventState.DRAFT
    query = select(Event).where(*_meant(actor, wanted), public).order_by(*_ORDER).limit(MOST_EXPORTED)
    language = Language(clock.source)
    return [
        entry_of(event, zone=clock.zone, language=language, public_url=clock.public_url)
        for event in await session.scalars(query)
    ]


async def count_by_month(
    session: AsyncSession, *, actor: Actor, months: Sequence[Stretch], group: str | None
) -> list[int]:
    """Events in each of these stretches, which follow each other. Raises NotFound."""
    whole = Stretch(months[0].first, months[-1].after, months[0].starts_at, months[-1].ends_at)
    within = [and_(Event.starts_at >= month.starts_at, Event.starts_at < month.ends_at) for month in months]
    numbers = [func.count(case((inside, Event.id))) for inside in within]
    return list((await session.execute(select(*numbers).where(*_meant(actor, Wanted(whole, group))))).one())


async def list_group_years(session: AsyncSession, *, actor: Actor, now: datetime, year: Stretch) -> list[GroupYear]:
    """Each group that the actor reaches, the most silent first; what is a draft or called off does not count."""
    actor.check_scope(Scope.EVENTS_READ)
    counts = and_(
        Event.id == EventGroup.event_id,
        Event.state == EventState.PLANNED,
        Event.starts_at >= year.starts_at,
        Event.starts_at < year.ends_at,
    )
    number = func.count(Event.id)
    last = func.max(case((Event.starts_at <= now, Event.starts_at)))
    coming = func.min(case((Event.starts_at > now, Event.starts_at)))
    query = (
        select(Group.name, number, last, coming)
        .outerjoin(EventGroup, EventGroup.group_id == Group.id)
        .outerjoin(Event, counts)
        .group_by(Group.name)
        .order_by(number, Group.name)
        .limit(_MOST_GROUPS)
    )
    if not actor.whole_school:
        query = query.where(Group.name.in_(sorted(actor.groups)))
    return [GroupYear(*row) for row in (await session.execute(query)).all()]


async def list_holidays_within(session: AsyncSession, stretch: Stretch) -> list[Holiday]:
    """Those that touch this stretch, soonest first."""
    touches = Holiday.ends_on >= stretch.first.isoformat(), Holiday.starts_on < stretch.after.isoformat()
    return list(await session.scalars(select(Holiday).where(*touches).order_by(Holiday.starts_on)))


def _meant(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    actor.check_scope(Scope.EVENTS_READ)
    actor.check_groups([wanted.group] if wanted.group else [])
    within = [Event.starts_at >= wanted.stretch.starts_at, Event.starts_at < wanted.stretch.ends_at]
    if wanted.group is None and actor.whole_school:
        return within
    names = [wanted.group] if wanted.group else sorted(actor.groups)
    theirs = select(EventGroup.event_id).join(Group, Group.id == EventGroup.group_id).where(Group.name.in_(names))
    return [*within, Event.id.in_(theirs)]


async def _groups_of(session: AsyncSession, events: Collection[int]) -> dict[int, list[str]]:
    query = (
        select(EventGroup.event_id, Group.name)
        .join(Group, Group.id == EventGroup.group_id)
        .where(EventGroup.event_id.in_(events))
        .order_by(Group.name)
    )
    found: dict[int, list[str]] = {event: [] for event in events}
    for event, name in await session.execute(query):
        found[event].append(name)
    return found
