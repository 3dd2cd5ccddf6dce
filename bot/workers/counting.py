"""Answers are counted while nobody waits for it: what moved every few minutes, the rest of the school once a day."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.actions.figures import figure_rows, forget_counts, keep_figures, keep_spread
from bot.db import only_one
from bot.deps import Deps
from bot.domain.school_years import SchoolYear, school_year_of
from bot.queries.counted import find_due, load_counted
from bot.queries.spread import find_counted_at, load_spread

#: Seconds from one count to the next.
OFTEN = 300

_DAILY = timedelta(hours=20)

#: No two processes count at once (an advisory lock's number).
_COUNTING = 0x0DD_F16


async def count_answers(deps: Deps) -> None:
    """Events that moved; and once a day all that are not over, for a language or a group may have changed."""
    async with only_one(deps.database, _COUNTING) as mine:
        if mine:
            now = deps.clock.now()
            since = now - deps.school.retention.answers
            await count_events(deps, now=now, answers_since=since, again=await _count_year(deps))


async def count_events(deps: Deps, *, now: datetime, answers_since: datetime, again: bool = False) -> int:
    """Each that moved, or ended, once; the answer says how many. `again`: all that are not over.

    What is read is counted beside everything else; only what comes out of it is written, so others may write meanwhile.
    """
    if again:
        async with deps.transaction() as session:
            await forget_counts(session)
    async with deps.reading() as session:
        bundles = await find_due(session, now=now)
    for events in bundles:
        async with deps.reading() as session:
            counted = await load_counted(session, events, now=now, answers_since=answers_since)
        rows = await asyncio.to_thread(figure_rows, counted)
        async with deps.transaction() as session:
            await keep_figures(session, now=now, counted=counted, rows=rows)
    return sum(map(len, bundles))


async def _count_year(deps: Deps) -> bool:
    """How often each family was asked this school year, and once the last; whether it was time for that."""
    now, zone = deps.clock.now(), deps.settings.timezone
    this = school_year_of(now.astimezone(zone).date())
    last = SchoolYear(this.first - 1)
    async with deps.reading() as session:
        counted = {year: await find_counted_at(session, year.first) for year in (this, last)}
    due = [year for year, at in counted.items() if at is None or (year == this and at < now - _DAILY)]
    for year in due:
        async with deps.reading() as session:
            spread = await load_spread(session, groups=None, period=year.whole(zone))
        async with deps.transaction() as session:
            await keep_spread(session, now=now, year=year.first, spread=spread)
    return bool(due)
