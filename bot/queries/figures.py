"""Figures of a period: what is kept is added up by the database, what moved since is counted anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.figures import KEYS, By, Figure, Figures, add_figures, figures_of
from bot.domain.responses import Counts, Told
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
_ALL = (*_COUNTS, *_WAITS)


@dataclass(frozen=True, slots=True)
class Found:
    """The rows, and which of them count families of groups that are not the actor's."""

    figures: Figures
    foreign: dict[By, set[str]]


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
        figures = await _load_school(session, by, between)
        return Found(figures, {one: rows.keys() - _own(actor, one) for one, rows in figures.items()})
    told, family = await _load_own(session, actor, between)
    return Found(figures_of(told, family, by), {one: _foreign(actor, told, one) for one in by})


def begins_within(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """The conditions on events."""
    after = [] if since is None else [Event.starts_at >= since]
    return after if until is None else [*after, Event.starts_at < until]


async def load_event_names(session: AsyncSession, events: Collection[int]) -> dict[int, EventName]:
    """Of these events."""
    query = select(Event.id, Event.kind, Event.title, Event.starts_at).where(Event.id.in_(events))
    return {key: EventName(kind, title, starts) for key, kind, title, starts in await session.execute(query)}


async def _load_school(session: AsyncSession, by: Sequence[By], between: list[ColumnElement[bool]]) -> Figures:
    moved = await find_uncounted(session, between)
    told, family = await load_told(session, moved)
    return add_figures(await _load_kept(session, by, between, moved), figures_of(told, family, by))


async def _load_kept(
    session: AsyncSession, by: Sequence[By], between: list[ColumnElement[bool]], moved: Collection[int]
) -> Figures:
    query = (
        select(EventFigure.by, EventFigure.key, *(func.sum(column) for column in _ALL))
        .join(Event, Event.id == EventFigure.event_id)
        .where(EventFigure.by.in_(by), EventFigure.event_id.not_in(moved), *between)
        .group_by(EventFigure.by, EventFigure.key)
    )
    kept: Figures = {one: {} for one in by}
    for dimension, key, *numbers in await session.execute(query):
        counted = [int(number) for number in numbers]
        kept[cast("By", dimension)][key] = Figure(Counts(*counted[: len(_COUNTS)]), tuple(counted[len(_COUNTS) :]))
    return kept


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


def _foreign(actor: Actor, told: Collection[Told], dimension: By) -> set[str]:
    """The rows that count a family of others' groups."""
    keys = ((key, {key} if dimension == "group" else line.groups) for line in told for key in KEYS[dimension](line))
    return {key for key, groups in keys if not groups & actor.groups}


def _own(actor: Actor, dimension: By) -> frozenset[str]:
    return actor.groups if dimension == "group" else frozenset()
