"""How often families are asked, with both parents counted once."""

from __future__ import annotations

from bot.domain.spread import Spread, spread_of, times_asked


def test_family_is_asked_once_when_both_parents_are() -> None:
    family = {1: 1, 2: 1, 3: 3}

    assert times_asked([(1, 10), (2, 10), (2, 11), (3, 10), (9, 10)], family) == {1: 2, 3: 1}


def test_spread_has_every_family_in_one_step() -> None:
    spread = spread_of(range(8), [1, 2, 3, 5, 6, 40])

    assert (spread, spread.families) == (Spread(never=2, seldom=2, sometimes=2, often=2), 8)
