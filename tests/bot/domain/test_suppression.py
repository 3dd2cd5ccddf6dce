"""Whoever knows the sum, the rows that are shown and this very program cannot tell a number of fewer than five."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.responses import SMALLEST_SHOWN
from bot.domain.suppression import hidden_rows


@pytest.mark.parametrize(
    ("families", "hidden"),
    [
        ({}, set()),
        ({"a": 5, "b": 9}, set()),
        ({"a": 0, "b": 9}, set()),
        ({"a": 4, "b": 9, "c": 7}, {"a", "c"}),
        ({"a": 4, "b": 4, "c": 7}, {"a", "b", "c"}),  # else: two small ones that are eight together are four each
        ({"a": 1, "b": 1, "c": 7, "d": 8}, {"a", "b", "c"}),
        ({"a": 2, "b": 4, "c": 7}, {"a", "b"}),
        ({"a": 1, "b": 5, "c": 9}, {"a", "b", "c"}),  # else: six together can only be one and five
        ({"a": 3}, {"a"}),
    ],
)
def test_hidden_rows_are_enough(families: dict[str, int], hidden: set[str]) -> None:
    assert hidden_rows(families, families.keys()) == hidden


def test_own_rows_are_never_hidden() -> None:
    assert hidden_rows({"own": 2, "a": 3, "b": 30}, {"a", "b"}) == {"a", "b"}


def splits(total: int, count: int) -> Iterator[tuple[int, ...]]:
    """All ways to make this sum of so many rows, each of which has a family."""
    if count == 1:
        yield from [(total,)] if total > 0 else []
        return
    for first in range(1, total):
        yield from ((first, *rest) for rest in splits(total - first, count - 1))


ROWS = st.lists(st.integers(1, 9), min_size=1, max_size=5)


@settings(max_examples=150)
@given(ROWS)
def test_attacker_who_knows_sum_and_program_learns_no_small_number(counts: list[int]) -> None:
    families = {str(place): count for place, count in enumerate(counts)}
    hidden = sorted(hidden_rows(families, families.keys()))
    if len(hidden) in (0, len(families)):
        return  # nothing is small, or nothing at all is shown

    shown = {key: count for key, count in families.items() if key not in hidden}
    possible = [
        guess
        for guess in splits(sum(families[key] for key in hidden), len(hidden))
        if hidden_rows(guessed := {**shown, **dict(zip(hidden, guess, strict=True))}, guessed.keys()) == set(hidden)
    ]

    for place, key in enumerate(hidden):
        if families[key] < SMALLEST_SHOWN:
            assert len({guess[place] for guess in possible}) > 1
