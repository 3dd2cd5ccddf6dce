"""Keep what was counted: reports add up what is kept, and it outlives the rows that retention deletes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.figures import By, Figure, figures_of
from bot.domain.responses import Told, split_by
from bot.domain.spread import Spread
from bot.models import Event, EventCount, EventFigure, SpreadFigure
from bot.queries.counted import Counted

_BY: tuple[By, ...] = ("event", "group", "language")
_WAITS = ("within_1", "within_3", "within_6", "within_12", "within_24", "within_48", "within_96", "later")

Row = dict[str, Any]


async def forget_counts(session: AsyncSession) -> None:
    """All that are not over are to be counted anew, for a language or a group may have changed."""
    await session.execute(delete(EventCount).where(EventCount.final.is_(False)))


def figure_rows(counted: Counted) -> dict[int, list[Row]]:
    """What is kept of each event. It touches no database: others may write while it counts."""
    lines = split_by(counted.told, _event)
    return {event: _rows(lines.get(str(event), []), counted.family) for event in counted.marks}


async def keep_figures(
    session: AsyncSession, *, now: datetime, counted: Counted, rows: Mapping[int, Sequence[Row]]
) -> None:
    """In the place of what was kept. What moved since it was read has another mark, and is counted once more."""
    there = select(Event.id).where(Event.id.in_(rows)).with_for_update(read=True, key_share=True)
    events = sorted(await session.scalars(there))  # a draft may have been thrown away
    for table in (EventFigure, EventCount):
        await session.execute(delete(table).where(table.event_id.in_(events)))
    if figures := [row for event in events for row in rows[event]]:
        await session.execute(insert(EventFigure), figures)
    for event in events:
        final = event in counted.over
        session.add(EventCount(event_id=event, mark=counted.marks[event], final=final, counted_at=now))


async def keep_spread(session: AsyncSession, *, now: datetime, year: int, spread: Spread) -> None:
    """Of the school year that begins in August of `year`."""
    await session.merge(SpreadFigure(year=year, counted_at=now, **asdict(spread)))


def _rows(told: Sequence[Told], family: Mapping[int, int]) -> list[Row]:
    return [
        {"event_id": told[0].event_id, "by": by, "key": key, **_numbers(figure)}
        for by, rows in figures_of(told, family, _BY).items()
        for key, figure in rows.items()
    ]


def _numbers(figure: Figure) -> dict[str, int]:
    return {**figure.counts.as_dict(), **dict(zip(_WAITS, figure.waits, strict=True))}


def _event(told: Told) -> tuple[str, ...]:
    return (str(told.event_id),)
