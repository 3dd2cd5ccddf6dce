"""Families: who belongs together, and what they say together (N18)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.families import families_of, family_answer
from messages.facts import Answer

PAIRS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)))


@pytest.mark.parametrize(
    ("pairs", "families"),
    [
        ([], {}),
        ([(1, 10)], {10: 10}),
        ([(1, 10), (1, 11)], {10: 10, 11: 10}),
        ([(1, 10), (2, 11)], {10: 10, 11: 11}),
        ([(1, 12), (2, 12), (2, 11), (3, 11), (3, 10)], {10: 10, 11: 10, 12: 10}),
    ],
    ids=["nobody", "a parent alone", "two parents of a child", "strangers", "a patchwork through two children"],
)
def test_families_of_joins_parents_who_share_a_child(pairs: list[tuple[int, int]], families: dict[int, int]) -> None:
    assert families_of(pairs) == families


@given(PAIRS)
def test_families_of_are_the_connected_parents_named_by_the_lowest(pairs: list[tuple[int, int]]) -> None:
    family = families_of(pairs)

    assert family.keys() == {parent for _, parent in pairs}
    for parent in family:
        assert {other for other in family if family[other] == family[parent]} == _connected(parent, pairs)
        assert family[parent] == min(_connected(parent, pairs))


@given(PAIRS.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_families_of_does_not_depend_on_the_order(both: tuple[list[tuple[int, int]], list[tuple[int, int]]]) -> None:
    pairs, shuffled = both

    assert families_of(shuffled) == families_of(pairs)


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ([], None),
        ([Answer.NO], Answer.NO),
        ([Answer.NO, Answer.MAYBE], Answer.MAYBE),
        ([Answer.MAYBE, Answer.YES], Answer.YES),
        ([Answer.NO, Answer.YES, Answer.NO], Answer.YES),
    ],
)
def test_family_answer_is_the_most_hopeful_of_its_parents(answers: list[Answer], counts: Answer | None) -> None:
    assert family_answer(answers) is counts


def _connected(parent: int, pairs: list[tuple[int, int]]) -> set[int]:
    """By walking from child to child, slowly and surely."""
    found: set[int] = set()
    new = {parent}
    while new:
        found |= new
        children = {child for child, one in pairs if one in found}
        new = {one for child, one in pairs if child in children} - found
    return found
