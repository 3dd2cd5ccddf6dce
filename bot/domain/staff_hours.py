"""When somebody at school reads and answers: staff hours, weekends and holidays, in school time.

An answer is promised by the same time of the next staff day to who writes while staff are there, and by the end of the
next staff day to everybody else (needs N12). Both DST nights are right: times are the school's clock, moments are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.timing import to_utc
from messages.conversation.inbox import CallTime, Expected
from messages.tap_values import DayPart

#: So far we look for a day on which staff are there; a school that is closed for longer promises nothing.
_FARTHEST = 366

_SATURDAY = 5
_NOON = time(12)

#: Days on which a call is offered.
CALL_DAYS = 3


@dataclass(frozen=True, slots=True)
class StaffHours:
    """From `start` until `end` of one day, school time, Monday to Friday."""

    start: time
    end: time

    def __post_init__(self) -> None:
        """Raises ValueError where the end is not after the start."""
        if self.start >= self.end:
            raise ValueError("staff hours end after they begin, on the same day")


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which nobody answers, first and last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class StaffTimes:
    """The hours of staff, and the days on which there are none."""

    hours: StaffHours
    zone: ZoneInfo
    closed: tuple[Closed, ...] = ()

    def is_staff_day(self, day: date) -> bool:
        """Monday to Friday, outside the holidays."""
        return day.weekday() < _SATURDAY and not any(away.first <= day <= away.last for away in self.closed)

    def is_open(self, moment: datetime) -> bool:
        """Whether staff are there at this moment."""
        local = moment.astimezone(self.zone)
        return self.is_staff_day(local.date()) and self.hours.start <= local.time() < self.hours.end

    def expect(self, moment: datetime) -> Expected:
        """By when who writes at this moment gets an answer, in school time; and when a closed school opens again."""
        day = next(self._days_after(moment), None)
        if day is None:
            return Expected(None, None)
        if self.is_open(moment):
            return Expected(self._at(day, moment.astimezone(self.zone).time()), None)
        return Expected(self._at(day, self.hours.end), day)

    def is_overdue(self, since: datetime, now: datetime) -> bool:
        """Whether who wrote at `since` and still waits was promised an answer before `now`."""
        promised = self.expect(since).answer_by
        return promised is not None and promised < now

    def call_times(self, moment: datetime) -> list[CallTime]:
        """What is offered to who wants a call: the next staff days, morning and afternoon."""
        days = islice(self._days_after(moment), CALL_DAYS)
        return [CallTime(day, part) for day in days for part in self._parts()]

    def takes_call(self, wanted: CallTime, moment: datetime) -> bool:
        """Whether this can still be: offered now, or today's and not over. Buttons are old or forged."""
        local = moment.astimezone(self.zone)
        if wanted in self.call_times(moment):
            return True
        today = wanted.day == local.date() and self.is_staff_day(local.date())
        return today and wanted.part in self._parts() and local.time() < self._parts()[wanted.part]

    def _parts(self) -> dict[DayPart, time]:
        """The parts of the day in which staff are there, and when they end."""
        morning = {DayPart.MORNING: min(_NOON, self.hours.end)} if self.hours.start < _NOON else {}
        return morning | ({DayPart.AFTERNOON: self.hours.end} if self.hours.end > _NOON else {})

    def _days_after(self, moment: datetime) -> Iterator[date]:
        """Staff days whose hours begin after this moment, soonest first."""
        local = moment.astimezone(self.zone)
        first = local.date() if local.time() < self.hours.start else local.date() + timedelta(days=1)
        days = (first + timedelta(days=number) for number in range(_FARTHEST))
        return (day for day in days if self.is_staff_day(day))

    def _at(self, day: date, wall: time) -> datetime:
        """A time that the spring night leaves out becomes the moment after the jump."""
        return to_utc(datetime.combine(day, wall), self.zone).astimezone(self.zone)
