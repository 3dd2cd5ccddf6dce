"""The states of a message to one parent, and the pace at which they leave.

queued ──claim──▶ leased ──begin──▶ sending ──▶ sent
  ▲  ▲              │                  │ ├────▶ unreachable · rejected
  │  └──lease ran out, shutdown        │ └────▶ unknown ──late answer, a tap on it──▶ sent
  └──────429, certainly not sent───────┘           └──staff press "send again", or urgent once──▶ queued
preparing ──its sound is made──▶ queued
queued ──▶ expired (past its use-by) · cancelled (by staff) · dead (8 attempts) · paused (its campaign is poison)

A message is `sending` before its first byte leaves: whatever dies then may have arrived, and is shown as unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LEASE = timedelta(seconds=30)
CONCURRENCY = 8
CLAIM = 2 * CONCURRENCY

#: Telegram takes about one message a second in one chat; the rest is for sends that leave a little late.
CHAT_GAP = timedelta(seconds=1.2)

_SLOW_DOWN, _RECOVER = 0.8, 1.02
_SLOWEST = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """The slots of one channel, evenly spaced: shared by all processes through the channel's row."""

    per_second: float
    next_slot: datetime

    def take(self, now: datetime) -> tuple[datetime, Pace]:
        """The next free moment to send, and the pace after it was taken. Unused time is not saved up."""
        slot = max(self.next_slot, now)
        return slot, Pace(self.per_second, slot + timedelta(seconds=1 / self.per_second))


def slower(per_second: float, full: float) -> float:
    """After a 429: a fifth less, but never a standstill."""
    return max(per_second * _SLOW_DOWN, full * _SLOWEST)


def recovering(per_second: float, full: float) -> float:
    """After a batch without 429: a little faster, up to the full pace."""
    return min(per_second * _RECOVER, full)
