"""School time: quiet hours, reminders before an event, lead time. UTC in and out; both DST nights are right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

#: Working parents need time to arrange leave (N2).
SHORT_NOTICE, VERY_SHORT_NOTICE = timedelta(days=14), timedelta(days=5)

#: A tap is quick, also a wrong one: so long what colleagues send from their pages can be taken back.
SECOND_THOUGHT = timedelta(minutes=1)


class LeadTime(StrEnum):
    """What the author is told about how long before the event parents hear of it (N2)."""

    FINE = "fine"
    SHORT = "short"
    VERY_SHORT = "very_short"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` until `end`, school time, over midnight when start is later. Equal times mean: never quiet."""

    start: time
    end: time

    def covers(self, moment: time) -> bool:
        """Whether a message at this local time would disturb."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end

    def next_allowed(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The moment itself, or the end of the quiet hours that it falls in. UTC."""
        local = moment.astimezone(zone)
        if not self.covers(local.time()):
            return moment
        same_day = local.time() < self.end or self.start < self.end
        day = local.date() if same_day else local.date() + timedelta(days=1)
        return to_utc(datetime.combine(day, self.end).replace(fold=local.fold), zone)


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """A time on the school's clock as UTC; one that the spring night skips becomes the moment after the jump."""
    return wall.replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))


def before_event(starts_at: datetime, notice: timedelta, zone: ZoneInfo) -> datetime:
    """`notice` before the event on the school's clock: seven days before 08:30 is 08:30, also across a DST night."""
    wall = starts_at.astimezone(zone).replace(tzinfo=None) - notice
    return to_utc(wall, zone)


def wait_until(send_at: datetime, starts_at: datetime | None, patience: timedelta) -> datetime:
    """How long a message waits at most for its words: `patience`, but never over a quarter of the time to the event."""
    quarter = (starts_at - send_at) / 4 if starts_at else patience
    return send_at + min(patience, quarter)


def send_time(wanted: datetime, *, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """When a message wanted at this moment may leave."""
    return quiet.next_allowed(wanted, zone)


def lead_time(send_at: datetime, starts_at: datetime) -> LeadTime:
    """How early parents hear of the event (N2: warn under 14 days, stronger under 5)."""
    notice = starts_at - send_at
    if notice < VERY_SHORT_NOTICE:
        return LeadTime.VERY_SHORT
    return LeadTime.SHORT if notice < SHORT_NOTICE else LeadTime.FINE
