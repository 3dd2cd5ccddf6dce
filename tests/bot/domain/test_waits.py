"""Answer times in steps: they add up, and their middle is where half had answered."""

from __future__ import annotations

import pytest

from bot.domain.waits import NO_WAITS, STEPS, count_waits, middle_hours


def test_waits_are_counted_in_their_step() -> None:
    assert count_waits([0, 1, 1.5, 24, 95, 96, 97, 1000]) == (2, 1, 0, 0, 1, 0, 2, 2)
    assert count_waits([]) == NO_WAITS


@pytest.mark.parametrize(
    ("hours", "middle"),
    [
        ([], None),
        ([200, 300], None),  # slower than anything that is counted
        ([0.5], 0.5),
        ([5, 5], 4.5),  # somewhere from 3 to 6
        ([0.5, 20, 200], 18.0),
        ([0.5, 0.5, 20, 20], 1.0),
    ],
)
def test_middle_is_when_half_had_answered(hours: list[float], middle: float | None) -> None:
    assert middle_hours(count_waits(hours)) == middle


def test_steps_grow() -> None:
    assert list(STEPS) == sorted(set(STEPS))
