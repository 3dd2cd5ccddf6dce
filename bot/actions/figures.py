"""Count what moved, and keep it: reports add up what is kept, and it outlives the rows that retention deletes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.figures import By, Figure, figures_of
from bot.domain.responses import Told, split_by
from bot.domain.spread import Spread
from bot.models import Event, EventCount, EventFigure, SpreadFigure
from bot.queries.counted import find_uncounted, load_marks
from bot.queries.told import load_told

#: After so long nobody answers any more.
_OVER = timedelta(days=1)

#: One transaction counts so many: others may write in between.
_HANDFUL = 20

_BY: tuple[By, ...] = ("event", "group", "language")
_WAITS = ("within_1", "within_3", "within_6", "within_12", "within_24", "within_48", "within_96", "later")


async def keep_figures(session: AsyncSession, *, now: datetime, answers_since: datetime, again: bool = False) -> int:
    """Count a handful of events that moved, or ended, since they were counted; the answer says how many.

    `again`: all that are not over, for a language or a group may have changed. Of events before `answers_since` the
    answers are purged: what was not counted in time is not counted at all, for silence would be read into it.
    """
    if again:
        await session.execute(delete(EventCount).where(EventCount.final.is_(False)))
    moved = await find_uncounted(session, [])
    ended = select(EventCount.event_id).join(Event, Event.id == EventCount.event_id)
    over = await session.scalars(ended.where(~EventCount.final, Event.starts_at < now - _OVER).limit(_HANDFUL))
    events = sorted({*moved, *over})[:_HANDFUL]
    await _keep(session, events, now=now, answers_since=answers_since)
    return len(events)


async def _keep(session: AsyncSession, events: Sequence[int], *, now: datetime, answers_since: datetime) -> None:
    marks = await load_marks(session, [Event.id.in_(events)])
    starts = dict((await session.execute(select(Event.id, Event.starts_at).where(Event.id.in_(events)))).all())
    told, family = await load_told(session, [event for event in events if starts[event] >= answers_since])
    rows = [row for lines in split_by(told, _event).values() for row in _rows(lines, family)]
    for table in (EventFigure, EventCount):
        await session.execute(delete(table).where(table.event_id.in_(events)))
    if rows:
        await session.execute(insert(EventFigure), rows)
    for event in events:
        over = starts[event] < now - _OVER
        session.add(EventCount(event_id=event, mark=marks.get(event, ""), final=over, counted_at=now))


async def keep_spread(session: AsyncSession, *, now: datetime, year: int, spread: Spread) -> None:
    """Of the school year that begins in August of `year`."""
    await session.merge(SpreadFigure(year=year, counted_at=now, **asdict(spread)))


def _rows(told: Sequence[Told], family: Mapping[int, int]) -> list[dict[str, Any]]:
    event = told[0].event_id
    return [
        {"event_id": event, "by": by, "key": key, **_numbers(figure)}
        for by, rows in figures_of(told, family, _BY).items()
        for key, figure in rows.items()
    ]


def _numbers(figure: Figure) -> dict[str, int]:
    return {**figure.counts.as_dict(), **dict(zip(_WAITS, figure.waits, strict=True))}


def _event(told: Told) -> tuple[str, ...]:
    return (str(told.event_id),)
