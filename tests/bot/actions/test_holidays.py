"""Holidays stand once by their first day; a year is not mistyped; who reads them reads them in order."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.holidays import erase_holiday, record_holiday
from bot.domain.staff_hours import Closed, StaffHours, StaffTimes
from bot.errors import BadInput, NotAllowed, NotFound
from bot.models import AuditEntry
from bot.queries.holidays import list_holidays, load_staff_times
from tests.builders import RUTH, SAM, make_holiday
from tests.fakes import NOW

SCHOOL = ZoneInfo("Europe/Amsterdam")


async def listed(session: AsyncSession, since: date = date(2026, 11, 24)) -> list[tuple[str, str, str]]:
    return [(away.starts_on, away.ends_on, away.name) for away in await list_holidays(session, since)]


async def test_holidays_are_listed_soonest_first_until_their_last_day(session: AsyncSession) -> None:
    await make_holiday(session, "2027-02-20", "2027-02-28")
    await make_holiday(session, "2026-12-19", "2027-01-03")

    christmas, spring = ("2026-12-19", "2027-01-03", "Vakantie"), ("2027-02-20", "2027-02-28", "Vakantie")
    assert await listed(session) == [christmas, spring]
    assert await listed(session, date(2027, 1, 3)) == [christmas, spring]
    assert await listed(session, date(2027, 1, 4)) == [spring]


async def test_holiday_from_the_same_day_is_changed(session: AsyncSession) -> None:
    first = await make_holiday(session, "2026-12-19", "2027-01-03")

    again = await record_holiday(
        session, actor=SAM, now=NOW, starts_on=date(2026, 12, 19), ends_on=date(2027, 1, 10), name="Kerst"
    )

    assert again.id == first.id
    assert await listed(session) == [("2026-12-19", "2027-01-10", "Kerst")]
    assert list(await session.scalars(select(AuditEntry.action))) == ["holiday", "holiday"]


@pytest.mark.parametrize("last", ["2026-12-18", "2027-03-29"])
async def test_holiday_that_ends_before_it_begins_or_never_is_refused(session: AsyncSession, last: str) -> None:
    with pytest.raises(BadInput, match="at most 100 days"):
        await make_holiday(session, "2026-12-19", last)


async def test_erased_holiday_is_gone_and_told(session: AsyncSession) -> None:
    holiday = await make_holiday(session)

    await erase_holiday(session, actor=SAM, now=NOW, holiday_id=holiday.id)

    assert await listed(session) == []
    assert await session.scalar(select(AuditEntry.object_id).where(AuditEntry.action == "holiday-erased")) == holiday.id
    with pytest.raises(NotFound, match="There is no holiday 99"):
        await erase_holiday(session, actor=SAM, now=NOW, holiday_id=99)


async def test_holidays_of_the_school_are_not_one_teachers(session: AsyncSession) -> None:
    holiday = await make_holiday(session)

    with pytest.raises(NotAllowed):
        await erase_holiday(session, actor=RUTH, now=NOW, holiday_id=holiday.id)
    with pytest.raises(NotAllowed):
        await record_holiday(session, actor=RUTH, now=NOW, starts_on=NOW.date(), ends_on=NOW.date(), name="Vrij")


async def test_staff_times_leave_the_holidays_out(session: AsyncSession) -> None:
    await make_holiday(session, "2026-12-19", "2027-01-03")
    hours = StaffHours(time(8), time(16))

    assert await load_staff_times(session, hours=hours, zone=SCHOOL, now=NOW) == StaffTimes(
        hours, SCHOOL, (Closed(date(2026, 12, 19), date(2027, 1, 3)),)
    )
