"""Which part of which tip comes on which day, and at what hour for whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bot.domain.programmes import in_parts, school_days, tip_time
from bot.domain.staff_hours import Closed
from messages.tap_values import DayPart
from messages.tips import TipPart

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WHOLE, WHY, DO, MORE = TipPart.WHOLE, TipPart.WHY, TipPart.DO, TipPart.MORE
TIPS = ("a", "b", "c")


@pytest.mark.parametrize("days", [1, 2, 4, 6, 7])
def test_most_numbers_of_days_tell_whole_tips(days: int) -> None:
    assert list(in_parts(TIPS, days)) == [("a", WHOLE), ("b", WHOLE), ("c", WHOLE)]


def test_three_days_tell_one_tip_a_week() -> None:
    first_week = [("a", WHY), ("a", DO), ("a", MORE)]

    assert list(in_parts(TIPS, 3)) == [*first_week, *((tip, part) for tip in "bc" for part in (WHY, DO, MORE))]


def test_five_days_tell_one_tip_in_three_parts_and_one_in_two() -> None:
    first_week = [("a", WHY), ("a", DO), ("a", MORE), ("b", WHY), ("b", WHOLE)]

    assert list(in_parts(TIPS, 5)) == [*first_week, ("c", WHY), ("c", DO), ("c", MORE)]


def test_holidays_are_passed_over() -> None:
    autumn = Closed(date(2026, 10, 17), date(2026, 10, 25))

    days = school_days(date(2026, 10, 14), ("monday", "wednesday"), [autumn])

    assert list(islice(days, 3)) == [date(2026, 10, 14), date(2026, 10, 26), date(2026, 10, 28)]


def test_school_that_never_opens_again_has_no_days() -> None:
    assert list(school_days(date(2026, 10, 14), ("monday",), [Closed(date(2026, 1, 1), date(2099, 1, 1))])) == []


@pytest.mark.parametrize(
    ("prefers", "told"),
    [(None, "15:00"), (DayPart.MORNING, "07:00"), (DayPart.AFTERNOON, "12:00"), (DayPart.EVENING, "17:30")],
)
def test_tip_comes_at_the_hour_that_the_parent_prefers(prefers: str | None, told: str) -> None:
    moment = tip_time(datetime(2026, 11, 25, 15, tzinfo=UTC), prefers, AMSTERDAM)

    assert moment == datetime.fromisoformat(f"2026-11-25T{told}+00:00")


@pytest.mark.parametrize(("day", "hour"), [("2026-10-24", 6), ("2026-10-25", 7), ("2027-03-27", 7), ("2027-03-28", 6)])
def test_preferred_hour_is_the_schools_clock_on_both_sides_of_both_dst_nights(day: str, hour: int) -> None:
    planned = datetime.fromisoformat(f"{day}T15:00:00+00:00")

    assert tip_time(planned, DayPart.MORNING, AMSTERDAM) == planned.replace(hour=hour)
