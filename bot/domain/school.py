"""What a school decides on its own pages, and what may not be decided there: how long is too long."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.budget import Budget
from bot.domain.staff_hours import StaffHours
from bot.domain.timing import QuietHours

_MONTHS, _YEAR = 12, 365

#: Decided on the pages only; in months, but what Telegram brought (`keep_updates`) in days. Defaults as in trust.md.
USUAL = {
    "telegram": "on",
    "second_key": "off",
    "keep_messages": "12",
    "keep_answers": "6",
    "keep_left": "3",
    "keep_updates": "7",
    "keep_audit": "24",
}


@dataclass(frozen=True, slots=True)
class Retention:
    """How long each class of data is kept: answers from the event on, who left from the last day at school on."""

    messages: timedelta
    answers: timedelta
    left: timedelta
    updates: timedelta
    audit: timedelta


@dataclass(frozen=True, slots=True)
class School:
    """As it holds now: the pages' decisions, and what the machine's settings say where there is none.

    `second_key`: nobody comes in with a password alone, teachers neither (trust.md).
    """

    school_name: str
    quiet_hours: QuietHours
    messages_per_week: int
    staff_hours: StaffHours
    emergency_number: str
    help_lines: tuple[str, ...]
    alert_to: tuple[str, ...]
    telegram: bool
    second_key: bool
    keep_messages: int
    keep_answers: int
    keep_left: int
    keep_updates: int
    keep_audit: int
    timezone: ZoneInfo

    @property
    def budget(self) -> Budget:
        """How many messages one parent gets in a week, and when none leave."""
        return Budget(self.messages_per_week, self.timezone, self.quiet_hours)

    @property
    def retention(self) -> Retention:
        """What the night deletes."""
        return Retention(
            messages=months(self.keep_messages),
            answers=months(self.keep_answers),
            left=months(self.keep_left),
            updates=timedelta(days=self.keep_updates),
            audit=months(self.keep_audit),
        )


def months(count: int) -> timedelta:
    """So many, in whole days, rounded up."""
    return timedelta(days=math.ceil(count * _YEAR / _MONTHS))
