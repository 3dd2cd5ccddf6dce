"""How long a browser stays signed in, and how long a guesser waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.visits import is_over, wait_after
from tests.fakes import NOW


@pytest.mark.parametrize(
    ("minutes_in", "minutes_idle", "over"),
    [(0, 0, False), (59, 59, False), (60, 60, True), (719, 10, False), (720, 0, True)],
)
def test_session_ends_by_idleness_and_by_the_end_of_a_day(minutes_in: int, minutes_idle: int, *, over: bool) -> None:
    created, seen = NOW - timedelta(minutes=minutes_in), NOW - timedelta(minutes=minutes_idle)

    assert is_over(created_at=created, seen_at=seen, now=NOW) is over


def test_each_failure_waits_longer_and_none_locks_for_ever() -> None:
    seconds = [wait_after(failures).total_seconds() for failures in (1, 3, 4, 5, 8, 12, 13, 14, 1000)]

    assert seconds == [0, 0, 2, 4, 32, 512, 900, 900, 900]
