"""A school year begins in August; its months begin at midnight of the school's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.school_years import SchoolYear, same_day_later, school_year_of

SCHOOL = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_year_begins_in_august(day: date, year: int) -> None:
    assert school_year_of(day) == SchoolYear(year)


def test_name_is_as_schools_write_it() -> None:
    assert [SchoolYear(2026).name, SchoolYear(2099).name] == ["2026/27", "2099/00"]


def test_months_join_without_a_gap_across_both_clock_changes() -> None:
    year = SchoolYear(2026)
    months = year.months(SCHOOL)

    assert [month.first.month for month in months] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    assert [month.ends_at for month in months[:-1]] == [month.starts_at for month in months[1:]]
    assert (months[2].starts_at, months[2].ends_at) == (
        datetime(2026, 9, 30, 22, tzinfo=UTC),
        datetime(2026, 10, 31, 23, tzinfo=UTC),
    )
    whole = year.whole(SCHOOL)
    assert (whole.starts_at, whole.ends_at) == (months[0].starts_at, months[-1].ends_at)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 12, 18), date(2026, 12, 17)),
        (date(2022, 12, 15), date(2026, 12, 10)),
        (date(2025, 11, 24), date(2027, 11, 22)),
        (date(2027, 1, 1), date(2027, 1, 1)),
    ],
)
def test_copy_gets_the_same_weekday_of_the_next_year_that_is_still_to_come(day: date, later: date) -> None:
    assert same_day_later(day, date(2026, 11, 24)) == later
    assert day.weekday() == later.weekday()
