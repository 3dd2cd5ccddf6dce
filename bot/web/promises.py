"""By when the answers were promised that parents wait for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.deps import Deps
from bot.domain.staff_hours import StaffTimes
from bot.queries.holidays import load_staff_times


async def promises_since(deps: Deps, waiting: Iterable[datetime | None]) -> StaffTimes:
    """The hours of staff, and the holidays since the first of these moments."""
    settings = deps.settings
    first = min((moment for moment in waiting if moment), default=deps.clock.now())
    async with deps.reading() as session:
        return await load_staff_times(session, hours=deps.school.staff_hours, zone=settings.timezone, now=first)
