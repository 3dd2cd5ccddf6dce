"""School years, from August to July, and their months on the school's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.timing import to_utc

_FIRST_MONTH = 8

#: 52 weeks on it is the same day of the week.
_YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the midnight that begins day `first` until the one that begins `after`: `starts_at`, `ends_at`, in UTC."""

    first: date
    after: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The year that begins in August of `first`."""

    first: int

    @property
    def name(self) -> str:
        """As schools write it: '2026/27'."""
        return f"{self.first}/{(self.first + 1) % 100:02}"

    def months(self, zone: ZoneInfo) -> list[Stretch]:
        """Twelve, from August on."""
        firsts = [_month(self.first, place) for place in range(13)]
        return [_stretch(first, after, zone) for first, after in pairwise(firsts)]

    def whole(self, zone: ZoneInfo) -> Stretch:
        """All of it."""
        return _stretch(_month(self.first, 0), _month(self.first, 12), zone)


def school_year_of(day: date) -> SchoolYear:
    """The one that this day is in."""
    return SchoolYear(day.year if day.month >= _FIRST_MONTH else day.year - 1)


def same_day_later(day: date, today: date) -> date:
    """The same weekday of the same week, so many years of 52 weeks on that it is still to come."""
    while day <= today:
        day += _YEAR
    return day


def _month(year: int, place: int) -> date:
    years, month = divmod(_FIRST_MONTH - 1 + place, 12)
    return date(year + years, month + 1, 1)


def _stretch(first: date, after: date, zone: ZoneInfo) -> Stretch:
    return Stretch(first, after, _midnight(first, zone), _midnight(after, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return to_utc(datetime.combine(day, time()), zone)
