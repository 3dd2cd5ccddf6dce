"""The pace: never faster than Telegram takes, never at a standstill."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import Pace, recovering, slower
from tests.fakes import NOW

FULL = 25.0


def test_pace_gives_evenly_spaced_slots() -> None:
    pace, slots = Pace(20.0, NOW), []

    for _ in range(3):
        slot, pace = pace.take(NOW)
        slots.append(slot)

    assert slots == [NOW, NOW + timedelta(milliseconds=50), NOW + timedelta(milliseconds=100)]
    assert pace == Pace(20.0, NOW + timedelta(milliseconds=150))


def test_pace_does_not_save_up_unused_time() -> None:
    long_ago = Pace(20.0, NOW - timedelta(hours=1))

    slot, pace = long_ago.take(NOW)

    assert (slot, pace.next_slot) == (NOW, NOW + timedelta(milliseconds=50))


@given(st.floats(0.1, 10_000), st.lists(st.integers(0, 5_000), min_size=1, max_size=50))
def test_pace_never_gives_more_in_a_second_than_it_may(per_second: float, waits: list[int]) -> None:
    pace, now, slots = Pace(per_second, NOW), NOW, []

    for wait in waits:
        now += timedelta(milliseconds=wait)
        slot, pace = pace.take(now)
        slots.append(slot)

    gaps = [later - earlier for earlier, later in pairwise(slots)]
    assert all(gap >= timedelta(seconds=1 / per_second) - timedelta(microseconds=1) for gap in gaps)


def test_slower_takes_a_fifth_but_never_stops() -> None:
    assert slower(FULL, FULL) == 20.0

    pace = FULL
    for _ in range(100):
        pace = slower(pace, FULL)

    assert pace == 2.5


def test_recovering_climbs_back_to_the_full_pace() -> None:
    assert recovering(20.0, FULL) == 20.4

    pace = 2.5
    for _ in range(200):
        pace = recovering(pace, FULL)

    assert pace == FULL
