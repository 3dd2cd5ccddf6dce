"""What is shown of the answers to one short question: nothing from which a few families' answers follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.check_ins import FACES, TOTAL, Asked, Figures, Row, computable, figures_of
from bot.domain.responses import SMALLEST_SHOWN

ALL = 0
GROUPS, LANGUAGES = ("groep 3", "groep 4", "groep 5"), ("ar", "nl", "ti")


def make_asked(*answers: int | None, group: str = "groep 3", language: str = "nl", first: int = 0) -> list[Asked]:
    """One family for each answer."""
    return [Asked(first + place, frozenset({group}), language, answer) for place, answer in enumerate(answers)]


def make_answers(*counts: int) -> tuple[int, ...]:
    """So many of each face, from the best."""
    return tuple(face for face, count in enumerate(counts, start=1) for _ in range(count))


def shown(*counts: int) -> Figures:
    return figures_of(make_asked(*make_answers(*counts)))[TOTAL]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((5, 5, 5, 5), Figures(20, (5, 5, 5, 5))),
        ((20, 10, 3, 2), Figures(35, (20, 10, None, None))),
        ((20, 10, 5, 2), Figures(37, (20, 10, None, None))),
        ((20, 10, 5, 0), Figures(35, (20, 10, None, None))),
        ((4, 4, 4, 4), Figures(16, (None, None, None, None))),
        ((9, 0, 0, 0), Figures(9, (None, None, None, None))),
        ((1, 1, 1, 1), Figures(None, (None, None, None, None))),
        ((), Figures(None, (None, None, None, None))),
    ],
    ids=["enough of each", "two small", "one small", "none of one", "small each", "all alike", "few", "nobody"],
)
def test_small_number_is_left_out_and_cannot_be_worked_out(counts: tuple[int, ...], expected: Figures) -> None:
    assert shown(*counts) == expected


def test_parents_of_one_family_are_one_source() -> None:
    """Two parents each of four families."""
    asked = [Asked(family, frozenset(), "nl", 1) for family in (1, 1, 2, 2, 3, 3, 4, 4)]

    assert figures_of(asked)[TOTAL].answers is None


def test_who_has_not_answered_counts_for_nothing() -> None:
    asked = make_asked(*make_answers(5, 0, 0, 0), None, None)

    assert figures_of(asked)[TOTAL].answers == 5


def test_group_of_a_few_takes_another_group_with_it() -> None:
    """The school less the groups that are shown would be the group that is not."""
    asked = [
        *make_asked(*make_answers(10, 0, 0, 0), group="groep 3"),
        *make_asked(*make_answers(7, 0, 0, 0), group="groep 4", first=100),
        *make_asked(*make_answers(2, 0, 0, 0), group="groep 5", first=200),
    ]

    figures = figures_of(asked)

    answers = {row: figures[row].answers for row in figures}
    assert answers == {
        TOTAL: 19,
        ("group", "groep 3"): 10,
        ("group", "groep 4"): None,
        ("group", "groep 5"): None,
        ("language", "nl"): 19,
    }


def test_every_row_stands_there_also_where_nothing_can_be_shown() -> None:
    asked = [*make_asked(None), *make_asked(1, group="groep 4", language="ti", first=9)]

    nothing = Figures(None, (None, None, None, None))
    assert figures_of(asked) == dict.fromkeys(
        [TOTAL, ("group", "groep 3"), ("group", "groep 4"), ("language", "nl"), ("language", "ti")], nothing
    )


def test_number_is_worked_out_over_several_sums() -> None:
    """Each row and column has two unknowns, and yet the one between the two rings follows."""

    def cell(row: int, column: int) -> tuple[Row, int]:
        return ("group", str(row)), column

    rings = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (3, 4), (4, 3), (4, 4)]
    hidden = {cell(*place) for place in [*rings, (2, 3)]}
    lines = [[(TOTAL, row), *(cell(row, column) for column in FACES)] for row in FACES]
    lines += [[(TOTAL, 10 + column), *(cell(row, column) for row in FACES)] for column in FACES]

    assert computable(lines, hidden) == {cell(2, 3)}
    assert computable(lines, {(TOTAL, 1), cell(1, 1)}) == {(TOTAL, 1), cell(1, 1)}
    assert computable(lines, {(TOTAL, 1), (TOTAL, 11), cell(1, 1)}) == set()


families = st.builds(
    Asked,
    family=st.integers(0, 60),
    groups=st.sampled_from(GROUPS).map(lambda group: frozenset({group})),
    language=st.sampled_from(LANGUAGES),
    answer=st.none() | st.sampled_from((1, 1, 1, 1, 2, 2, 3, 4)),
)


@given(st.lists(families, max_size=80))
@settings(max_examples=50)
def test_nothing_follows_about_fewer_than_five_families(asked: list[Asked]) -> None:
    figures = figures_of(asked)
    cells = {(row, face): _families(asked, row, face) for row in figures for face in (ALL, *FACES)}
    known = {cell for cell in cells if _number(figures[cell[0]], cell[1]) is not None}
    small = {cell for cell, sources in cells.items() if len(sources) < SMALLEST_SHOWN}

    assert known & small == set()
    assert {cell: _number(figures[cell[0]], cell[1]) for cell in known} == {cell: cells[cell].total() for cell in known}
    assert _rests(cells, known, list(figures)) == []
    assert _solvable(list(cells), known, list(figures)) & small == set()


def _families(asked: Sequence[Asked], row: Row, face: int) -> Counter[int]:
    kind, name = row
    return Counter(
        one.family
        for one in asked
        if one.answer is not None
        and face in (ALL, one.answer)
        and (row == TOTAL or (name in one.groups if kind == "group" else one.language == name))
    )


def _number(figures: Figures, face: int) -> int | None:
    return figures.faces[face - 1] if face else figures.answers


def _sums(rows: Sequence[Row]) -> list[list[tuple[Row, int]]]:
    across = [[(row, face) for face in (ALL, *FACES)] for row in rows]
    kinds = [[row for row in rows if row[0] == kind] for kind in ("group", "language")]
    return across + [
        [(TOTAL, face), *((row, face) for row in kind)] for kind in kinds if kind for face in (ALL, *FACES)
    ]


def _rests(
    cells: dict[tuple[Row, int], Counter[int]], known: set[tuple[Row, int]], rows: Sequence[Row]
) -> list[list[tuple[Row, int]]]:
    """Sums whose unknown part is known to come from few."""
    found = []
    for whole, *parts in _sums(rows):
        unknown = [cell for cell in parts if cell not in known]
        sources = {family for cell in unknown for family in cells[cell]}
        if unknown and whole in known and len(sources) < SMALLEST_SHOWN:
            found.append(unknown)
    return found


def _solvable(cells: list[tuple[Row, int]], known: set[tuple[Row, int]], rows: Sequence[Row]) -> set[tuple[Row, int]]:
    """By another road than ours: an unknown is settled where no solution of the sums can change it."""
    unknown = [cell for cell in cells if cell not in known]
    if not unknown:
        return set()
    lines = [[cell in parts for cell in unknown] for _, *parts in _sums(rows)]
    wholes = [[cell == whole for cell in unknown] for whole, *_ in _sums(rows)]
    matrix = np.array(lines, dtype=float) - np.array(wholes, dtype=float)
    _, sizes, directions = np.linalg.svd(matrix)
    free = directions[int((sizes > 1e-9).sum()) :]
    return {cell for place, cell in enumerate(unknown) if not np.abs(free[:, place]).max(initial=0) > 1e-9}
