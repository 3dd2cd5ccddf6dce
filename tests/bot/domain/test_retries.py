"""How long to wait before the next try."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.retries import MAX_ATTEMPTS, backoff


@pytest.mark.parametrize(
    ("attempts", "jitter", "seconds"),
    [(1, 0.5, 1.0), (2, 0.5, 2.0), (3, 0.0, 3.2), (3, 1.0, 4.8), (7, 0.5, 64.0)],
)
def test_backoff_doubles_give_or_take_a_fifth(attempts: int, jitter: float, seconds: float) -> None:
    assert backoff(attempts, jitter) == timedelta(seconds=seconds)


def test_backoff_gives_up_after_the_eighth_attempt() -> None:
    assert [backoff(attempts, 0.5) is None for attempts in (7, 8, 9)] == [False, True, True]


@given(st.integers(1, MAX_ATTEMPTS - 1), st.floats(0, 1))
def test_backoff_is_never_longer_than_five_minutes(attempts: int, jitter: float) -> None:
    wait = backoff(attempts, jitter)

    assert wait is not None
    assert timedelta(0) < wait <= timedelta(minutes=5)


def test_backoff_tries_as_often_as_it_is_told() -> None:
    assert [backoff(attempts, 0.5, most=300) for attempts in (20, 299, 300)] == [timedelta(minutes=5)] * 2 + [None]
