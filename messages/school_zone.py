"""The school's time zone as an iCalendar component (RFC 5545, 3.6.5), from the zone data itself: each change of the
clock in the years that matter, one observance each.

The library makes one too, but lets summer begin an hour late: an onset is told by the clock as it was before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_STEP = timedelta(days=1)
_NONE = timedelta(0)


def zone_component(zone: ZoneInfo, *, first: int, last: int) -> Timezone:
    """For moments from the year `first` to the end of the year `last`."""
    start, end = datetime(first - 1, 12, 31, tzinfo=UTC), datetime(last + 1, 1, 2, tzinfo=UTC)
    component = Timezone()
    component.add("tzid", zone.key)
    component.add_component(_observance(start.astimezone(zone), _offset(start, zone)))
    for moment in clock_changes(zone, start, end):
        before = _offset(moment - timedelta(seconds=1), zone)
        component.add_component(_observance(moment.astimezone(zone), before))
    return component


def clock_changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments in UTC at which the clock is put forward or back, in order."""
    while start < end:
        if _offset(start, zone) != _offset(start + _STEP, zone):
            yield _first_second_after(zone, start, start + _STEP)
        start += _STEP


def _first_second_after(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Halved until the two stand side by side."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(middle, zone) == _offset(before, zone):
            before = middle
        else:
            after = middle
    return after


def _observance(since: datetime, before: timedelta) -> TimezoneStandard | TimezoneDaylight:
    """What holds since this moment; `before` is the offset from UTC until then."""
    component = TimezoneDaylight() if since.dst() else TimezoneStandard()
    component.add("dtstart", (since.astimezone(UTC) + before).replace(tzinfo=None))
    component.add("tzname", since.tzname())
    component.add("tzoffsetfrom", before)
    component.add("tzoffsetto", since.utcoffset())
    return component


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or _NONE
