"""How long a signed-in browser stays so, and how long a failed sign-in waits."""

from __future__ import annotations

from datetime import datetime, timedelta

#: A computer in a staff room is left alone; a day has an end (trust.md).
IDLE, LONGEST = timedelta(minutes=60), timedelta(hours=12)

#: Written down this often: a page that is read need not write each time.
NOTICE = timedelta(minutes=1)

_FREE_FAILURES = 3
_LONGEST_WAIT = timedelta(minutes=15)

#: A quiet day, and failures are forgotten.
FORGET = timedelta(days=1)


def is_over(*, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether this session has ended by itself."""
    return now - seen_at >= IDLE or now - created_at >= LONGEST


def wait_after(failures: int) -> timedelta:
    """Three are free; then 2, 4, 8 … seconds up to a quarter of an hour: slow for a guesser, never a lock."""
    if failures <= _FREE_FAILURES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - _FREE_FAILURES, 20)), _LONGEST_WAIT)
