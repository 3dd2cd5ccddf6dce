"""Families: parents and children who belong together, found from who cares for whom."""

from __future__ import annotations

from collections.abc import Iterable

from messages.facts import Answer

#: What a family is taken to say when its parents answered differently: either answer counts, both are shown (N18).
_STRONGEST_FIRST = (Answer.YES, Answer.MAYBE, Answer.NO)


def families_of(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each parent's family: parents who share a child, directly or through others, share a family.

    `pairs` are (child, parent); the family is named by its lowest parent id.
    """
    leader: dict[int, int] = {}

    def find(parent: int) -> int:
        while leader.setdefault(parent, parent) != parent:
            leader[parent] = leader[leader[parent]]
            parent = leader[parent]
        return parent

    first_parent_of: dict[int, int] = {}
    for child, parent in sorted(pairs):
        one, other = sorted((find(parent), find(first_parent_of.setdefault(child, parent))))
        leader[other] = one
    return {parent: find(parent) for parent in leader}


def family_answer(answers: Iterable[Answer]) -> Answer | None:
    """The answer that counts for the whole family; None when nobody answered."""
    given = set(answers)
    return next((answer for answer in _STRONGEST_FIRST if answer in given), None)
