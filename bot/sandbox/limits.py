"""Telegram's limits on sending, held strictly: a sliding window of one second, over all and per chat."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from bot.sandbox.errors import too_many

WINDOW = 1.0


class Limits:
    """At most so many accepted sends in any second. Refused calls do not count; None means no limit."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self.per_second: int | None = None
        self.per_chat_per_second: int | None = None
        self._all: deque[float] = deque()
        self._per_chat: dict[int, deque[float]] = defaultdict(deque)

    def set(self, per_second: int | None, per_chat_per_second: int | None) -> None:
        self.per_second, self.per_chat_per_second = per_second, per_chat_per_second
        self._all.clear()
        self._per_chat.clear()

    def admit(self, chat_id: int) -> None:
        """Count one send, or refuse it with 429."""
        now = self._monotonic()
        chosen = [(self._all, self.per_second)] if self.per_second else []
        if self.per_chat_per_second:
            chosen.append((self._per_chat[chat_id], self.per_chat_per_second))
        for times, limit in chosen:
            _check(times, limit, now)
        for times, _ in chosen:
            times.append(now)


def _check(times: deque[float], limit: int | None, now: float) -> None:
    while times and times[0] <= now - WINDOW:
        times.popleft()
    if limit and len(times) >= limit:
        raise too_many(math.ceil(times[0] + WINDOW - now))
