"""Days on which the school is closed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.staff_hours import Closed, StaffHours, StaffTimes
from bot.errors import NotFound
from bot.models import Holiday


async def list_holidays(session: AsyncSession, since: date) -> list[Holiday]:
    """Holidays that end on this day or later, soonest first."""
    query = select(Holiday).where(Holiday.ends_on >= since.isoformat()).order_by(Holiday.starts_on)
    return list(await session.scalars(query))


async def require_holiday(session: AsyncSession, holiday_id: int) -> Holiday:
    """Raises NotFound."""
    holiday = await session.get(Holiday, holiday_id)
    if holiday is None:
        raise NotFound(f"There is no holiday {holiday_id}.")
    return holiday


async def find_holiday(session: AsyncSession, day: date) -> Holiday | None:
    """The one that this day is in."""
    within = Holiday.starts_on <= day.isoformat(), Holiday.ends_on >= day.isoformat()
    return await session.scalar(select(Holiday).where(*within).order_by(Holiday.starts_on).limit(1))


async def load_staff_times(session: AsyncSession, *, hours: StaffHours, zone: ZoneInfo, now: datetime) -> StaffTimes:
    """The hours of staff, without the days on which they are away."""
    holidays = await list_holidays(session, now.astimezone(zone).date())
    closed = (Closed(date.fromisoformat(away.starts_on), date.fromisoformat(away.ends_on)) for away in holidays)
    return StaffTimes(hours, zone, tuple(closed))
