"""The clock of the make-believe world."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset that the demo and the tests can push, forwards or backwards.

    `now()` is an aware UTC datetime: wire it into the service and both sides live in the same week. Time that
    must not jump (rate limits, the log of sends) is read from `monotonic()`, comparable between processes.
    """

    def __init__(self) -> None:
        self._offset = timedelta()
        self.on_change: Callable[[], None] | None = None

    def now(self) -> datetime:
        return self.real_now() + self._offset

    def real_now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    @property
    def offset(self) -> timedelta:
        return self._offset

    def advance(self, by: timedelta) -> None:
        self._move(self._offset + by)

    def set(self, moment: datetime) -> None:
        """Jump to a moment; the clock runs on from there. A moment without a time zone is refused."""
        if moment.tzinfo is None:
            raise ValueError("The clock can only be set to a time with an offset.")
        self._move(moment - self.real_now())

    def _move(self, offset: timedelta) -> None:
        self._offset = offset
        self.now()  # beyond year 9999 this raises here, with the caller, rather than in every later reader
        if self.on_change:
            self.on_change()
