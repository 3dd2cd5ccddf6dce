"""Figures of a period: what is kept is added up by the database, what moved since is counted anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.figures import By, Figure, Figures, add_events, add_figures, hidden_figures
from bot.domain.responses import SMALLEST_SHOWN, Counts, Told
from bot.enums import Scope
from bot.models import Event, EventCount, EventFigure, EventGroup, Group, Rsvp
from bot.queries.counted import find_uncounted
from bot.queries.told import load_told

_COUNTS = (
    EventFigure.invited, EventFigure.delivered, EventFigure.yes, EventFigure.no, EventFigure.maybe, EventFigure.none_yet
)  # fmt: skip
_WAITS = (
    EventFigure.within_1, EventFigure.within_3, EventFigure.within_6, EventFigure.within_12, EventFigure.within_24,
    EventFigure.within_48, EventFigure.within_96, EventFigure.later,
)  # fmt: skip
_SUMS = [func.sum(column) for column in (*_COUNTS, *_WAITS)]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows, and which of them are not shown to this actor."""

    figures: Figures
    hidden: dict[By, set[str]]


@dataclass(frozen=True, slots=True)
class EventName:
    """How an event is called, and when it begins."""

    kind: str
    title: str | None
    starts_at: datetime


async def load_figures(
    session: AsyncSession, *, actor: Actor, by: Sequence[By], since: datetime | None, until: datetime | None
) -> Found:
    """Of the events that begin within the period, half-open; of a teacher's, only families of the own groups."""
    actor.check_scope(Scope.REPORTS_READ)
    between = begins_within(since, until)
    if actor.whole_school:
        figures = await _load_school(session, actor, by, between)
    else:
        told, family = await _load_own(session, actor, between)
        figures = add_events(told, family, by, partial(_is_foreign, actor))
    foreign = {one: {key for key in rows if _is_foreign(actor, one, key)} for one, rows in figures.items()}
    return Found(figures, {one: hidden_figures(one, rows, foreign[one]) for one, rows in figures.items()})


def begins_within(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """The conditions on events."""
    after = [] if since is None else [Event.starts_at >= since]
    return after if until is None else [*after, Event.starts_at < until]


async def load_event_names(session: AsyncSession, events: Collection[int]) -> dict[int, EventName]:
    """Of these events."""
    query = select(Event.id, Event.kind, Event.title, Event.starts_at).where(Event.id.in_(events))
    return {key: EventName(kind, title, starts) for key, kind, title, starts in await session.execute(query)}


async def _load_school(
    session: AsyncSession, actor: Actor, by: Sequence[By], between: list[ColumnElement[bool]]
) -> Figures:
    moved = await find_uncounted(session, between)
    told, family = await load_told(session, moved)
    kept = await _load_kept(session, actor, by, [*between, EventFigure.event_id.not_in(moved)])
    return add_figures(kept, add_events(told, family, by, partial(_is_foreign, actor)))


async def _load_kept(
    session: AsyncSession, actor: Actor, by: Sequence[By], conditions: list[ColumnElement[bool]]
) -> Figures:
    """Events at which few families of a row were invited are no part of its sum; the largest of them is told."""
    own = and_(EventFigure.by == "group", EventFigure.key.in_(actor.groups))
    known = or_(EventFigure.by == "event", EventFigure.invited >= SMALLEST_SHOWN, own)
    query = (
        select(EventFigure.by, EventFigure.key, known.label("known"), func.max(EventFigure.invited), *_SUMS)
        .join(Event, Event.id == EventFigure.event_id)
        .where(EventFigure.by.in_(by), *conditions)
        .group_by(EventFigure.by, EventFigure.key, "known")
    )
    kept: Figures = {one: {} for one in by}
    for dimension, key, may_be_shown, largest, *numbers in await session.execute(query):
        rows = kept[cast("By", dimension)]
        rows[key] = rows.get(key, Figure()) + (_figure(numbers) if may_be_shown else Figure(few=largest))
    return kept


def _figure(numbers: Sequence[Any]) -> Figure:
    counted = [int(number) for number in numbers]
    return Figure(Counts(*counted[: len(_COUNTS)]), tuple(counted[len(_COUNTS) :]))


async def _load_own(
    session: AsyncSession, actor: Actor, between: list[ColumnElement[bool]]
) -> tuple[list[Told], dict[int, int]]:
    """Events whose answers the night has erased are not counted: nobody's silence is meant by that."""
    mine = select(EventGroup.event_id).join(Group, Group.id == EventGroup.group_id).where(Group.name.in_(actor.groups))
    answered = EventFigure.yes + EventFigure.no + EventFigure.maybe > 0
    erased = and_(
        exists().where(EventCount.event_id == Event.id, EventCount.final),
        exists().where(EventFigure.event_id == Event.id, answered),
        ~exists().where(Rsvp.event_id == Event.id),
    )
    events = list(await session.scalars(select(Event.id).where(Event.id.in_(mine), ~erased, *between)))
    told, family = await load_told(session, events, groups=actor.groups)
    return [line for line in told if line.groups & actor.groups], family


def _is_foreign(actor: Actor, by: By, key: str) -> bool:
    """Whether a row counts others' families. A teacher's events and languages count only families of the own groups."""
    return key not in actor.groups if by == "group" else actor.whole_school
