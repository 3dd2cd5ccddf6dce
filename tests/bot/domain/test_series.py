"""Every week, every two, every month, three times a year; without holidays, and never more than forty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.series import MOST_TIMES, Repeat, SeriesDays, days_of_series
from bot.domain.staff_hours import Closed
from bot.errors import BadInput

FIRST = date(2026, 12, 10)  # a Thursday, the second of its month
CHRISTMAS = Closed(date(2026, 12, 19), date(2027, 1, 3))


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def test_weeks_go_on_after_a_holiday_until_the_number_is_full() -> None:
    found = days_of_series(FIRST, Repeat.WEEK, until=None, times=3, holidays=[CHRISTMAS])

    assert found == SeriesDays(days("2026-12-10", "2026-12-17", "2027-01-07"), days("2026-12-24", "2026-12-31"))


def test_last_day_is_included() -> None:
    found = days_of_series(FIRST, Repeat.FORTNIGHT, until=date(2027, 1, 7), times=None, holidays=[CHRISTMAS])

    assert found == SeriesDays(days("2026-12-10", "2027-01-07"), days("2026-12-24"))


@pytest.mark.parametrize(
    ("first", "repeat", "kept"),
    [
        ("2026-12-10", Repeat.MONTH, ["2026-12-10", "2027-01-14", "2027-02-11", "2027-03-11"]),
        ("2026-12-31", Repeat.MONTH, ["2026-12-31", "2027-01-28", "2027-02-25", "2027-03-25"]),
        ("2026-11-17", Repeat.THIRD, ["2026-11-17", "2027-03-16", "2027-07-20", "2027-11-16"]),
    ],
)
def test_months_keep_the_weekday(first: str, repeat: Repeat, kept: list[str]) -> None:
    found = days_of_series(date.fromisoformat(first), repeat, until=None, times=4, holidays=[])

    assert found.kept == days(*kept)


@pytest.mark.parametrize("repeat", Repeat)
def test_no_series_is_longer_than_a_school_year_of_weeks(repeat: Repeat) -> None:
    found = days_of_series(FIRST, repeat, until=date(2100, 1, 1), times=500, holidays=[])

    assert len(found.kept) == MOST_TIMES
    assert {day.weekday() for day in found.kept} == {FIRST.weekday()}
    assert all(later - day >= timedelta(weeks=1) for day, later in zip(found.kept, found.kept[1:], strict=False))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"until": None, "times": None}, "Say until when"),
        ({"until": FIRST, "times": None}, "at least two days"),
        ({"until": None, "times": 1}, "at least two days"),
        ({"until": None, "times": 5, "holidays": [Closed(FIRST, date(2100, 1, 1))]}, "at least two"),
        ({"until": date(2026, 12, 31), "times": 5, "holidays": [Closed(FIRST, date(2027, 1, 3))]}, "at least two"),
    ],
)
def test_what_is_no_series_is_refused(facts: dict[str, object], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        days_of_series(FIRST, Repeat.WEEK, **{"holidays": [], **facts})  # type: ignore[arg-type]
