"""The message budget of the school in the tests."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from bot.domain.budget import Budget
from bot.domain.timing import QuietHours

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def make_budget(limit: int = 5) -> Budget:
    """As a school has it that sets nothing, but for the limit."""
    return Budget(limit, AMSTERDAM, QuietHours(time(20, 0), time(7, 30)))
