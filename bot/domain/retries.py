"""Retry is a pure decision: attempts in, waiting time out; None means give up."""

from __future__ import annotations

from datetime import timedelta

MAX_ATTEMPTS = 8
_LONGEST_WAIT, _DOUBLINGS = 300.0, 10


def backoff(attempts: int, jitter: float, *, most: int = MAX_ATTEMPTS) -> timedelta | None:
    """1·2ⁿ seconds ± 20 %, at most 5 minutes; None after the eighth attempt, or after `most`.

    `attempts` counts those already made (from 1); `jitter` is drawn by the caller from 0…1.
    """
    if attempts >= most:
        return None
    seconds = min(2.0 ** min(attempts - 1, _DOUBLINGS), _LONGEST_WAIT)
    return timedelta(seconds=seconds * (0.8 + 0.4 * jitter))
