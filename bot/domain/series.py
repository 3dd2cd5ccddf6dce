"""The days of a series: how often, until when, and without those on which the school is closed (N22)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, islice

from bot.domain.staff_hours import Closed
from bot.errors import BadInput

#: A school year has forty weeks of school.
MOST_TIMES = 40

_FEWEST, _MOST_LOOKED_AT = 2, 100


class Repeat(StrEnum):
    """How often. A month keeps the weekday: the third Thursday; three times a year is every four months."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    THIRD = "third"


_WEEKS = {Repeat.WEEK: 1, Repeat.FORTNIGHT: 2}
_MONTHS = {Repeat.MONTH: 1, Repeat.THIRD: 4}


@dataclass(frozen=True, slots=True)
class SeriesDays:
    """The days that remain, and those left out because the school is closed."""

    kept: list[date]
    closed: list[date]


def days_of_series(
    first: date, repeat: Repeat, *, until: date | None, times: int | None, holidays: Iterable[Closed]
) -> SeriesDays:
    """So many `times` that the school is open, at most 40. Raises BadInput where no end is said, or one day remains."""
    if until is None and times is None:
        raise BadInput("Say until when it repeats, or how many times.")
    away, found = list(holidays), SeriesDays([], [])
    for day in islice(_days(first, repeat), _MOST_LOOKED_AT):
        if (until and day > until) or len(found.kept) == min(times or MOST_TIMES, MOST_TIMES):
            break
        closed = any(one.first <= day <= one.last for one in away)
        (found.closed if closed else found.kept).append(day)
    if len(found.kept) < _FEWEST:
        raise BadInput("A series has at least two days on which the school is open.")
    return found


def _days(first: date, repeat: Repeat) -> Iterator[date]:
    if weeks := _WEEKS.get(repeat):
        return (first + timedelta(weeks=weeks * place) for place in count())
    return (_same_weekday(first, _MONTHS[repeat] * place) for place in count())


def _same_weekday(first: date, months: int) -> date:
    """The third Thursday stays the third Thursday; a fifth one is the last of a month that has four."""
    years, month = divmod(first.month - 1 + months, 12)
    begin = date(first.year + years, month + 1, 1)
    day = begin + timedelta(days=(first.weekday() - begin.weekday()) % 7, weeks=(first.day - 1) // 7)
    return day if day.month == begin.month else day - timedelta(weeks=1)
