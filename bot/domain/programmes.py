"""A theme over the weeks: which part of which tip comes on which school day, and at what hour for whom (N9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from bot.domain.staff_hours import Closed
from bot.domain.timing import to_utc
from messages.tap_values import DayPart
from messages.tips import TipPart

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

#: The first message of a tip says why, the next what to do, the last what more.
_TOLD = (TipPart.WHY, TipPart.DO, TipPart.MORE)

#: By the number of days a week, the parts of one tip, then of the next one. Five days are a tip told over three days
#: and one over two: why, then the whole of it. On any other number of days each message is a whole tip.
_RHYTHMS: dict[int, tuple[tuple[TipPart, ...], ...]] = {3: (_TOLD,), 5: (_TOLD, (TipPart.WHY, TipPart.WHOLE))}
_WHOLE = ((TipPart.WHOLE,),)

#: When a parent who prefers a part of the day gets tips, school time.
_PREFERRED = {DayPart.MORNING: time(8, 0), DayPart.AFTERNOON: time(13, 0), DayPart.EVENING: time(18, 30)}

#: No theme is longer, holidays included; whoever closes the school for ever gets no more tips.
_LONGEST = 3 * 366


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One message of a programme: which part of the tip 'theme/id', at which moment (UTC)."""

    key: str
    part: TipPart
    moment: datetime


def in_parts(keys: Iterable[str], days_a_week: int) -> Iterator[tuple[str, TipPart]]:
    """The tips in order, each with the parts in which it is told (N9)."""
    for key, parts in zip(keys, cycle(_RHYTHMS.get(days_a_week, _WHOLE)), strict=False):
        for part in parts:
            yield key, part


def school_days(first: date, weekdays: Collection[str], closed: Collection[Closed]) -> Iterator[date]:
    """The days from `first` on that are one of these weekdays and no holiday."""
    for day in (first + timedelta(days=number) for number in range(_LONGEST)):
        if WEEKDAYS[day.weekday()] in weekdays and not any(gap.first <= day <= gap.last for gap in closed):
            yield day


def tip_time(planned: datetime, prefers: str | None, zone: ZoneInfo) -> datetime:
    """When a parent with this preference gets the tip of that moment: on the same day, on the school's clock. UTC."""
    if prefers is None:
        return planned
    return to_utc(datetime.combine(planned.astimezone(zone).date(), _PREFERRED[DayPart(prefers)]), zone)
