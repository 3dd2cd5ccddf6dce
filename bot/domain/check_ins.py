"""How many chose which face, and what of it is shown: nothing that lets anybody work out what few families said (N26).

The figures are a table: a row for all, for each group and for each language, a column for each face and one for all.
Each row adds up, and so does each column over the groups, and over the languages. So a small number is not safe by
being left out: who knows the sum and the others knows it too. Therefore more is left out, until from what is shown
no number follows of which fewer than five families are the source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from bot.domain.responses import SMALLEST_SHOWN

#: From best to least good; 0 stands for all of them.
FACES = (1, 2, 3, 4)
_ALL = 0

#: What a row is about: ("total", ""), ("group", its name), ("language", its tag).
Row: TypeAlias = tuple[str, str]
Cell: TypeAlias = tuple[Row, int]
Equation: TypeAlias = dict[Cell, Fraction]

TOTAL: Row = ("total", "")


@dataclass(frozen=True, slots=True)
class Asked:
    """One parent who was asked, of which family, and the answer, None while there is none."""

    family: int
    groups: frozenset[str]
    language: str
    answer: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """One row as it is shown: answers in all, and for each face; None where it is left out."""

    answers: int | None
    faces: tuple[int | None, ...]


def figures_of(asked: Sequence[Asked]) -> dict[Row, Figures]:
    """Every row, as far as it can be shown."""
    rows = _rows(asked)
    cells = _cells(asked, rows)
    hidden = _hidden(cells, _sums(rows))

    def shown(row: Row, face: int) -> int | None:
        return None if (row, face) in hidden else len(cells[row, face])

    return {row: Figures(shown(row, _ALL), tuple(shown(row, face) for face in FACES)) for row in rows}


def _rows_of(one: Asked) -> set[Row]:
    return {TOTAL, ("language", one.language), *(("group", group) for group in one.groups)}


def _rows(asked: Iterable[Asked]) -> list[Row]:
    return [TOTAL, *sorted({row for one in asked for row in _rows_of(one)} - {TOTAL})]


def _cells(asked: Iterable[Asked], rows: Sequence[Row]) -> dict[Cell, list[int]]:
    """The family of each answer, in every number that counts it."""
    cells: dict[Cell, list[int]] = {(row, face): [] for row in rows for face in (_ALL, *FACES)}
    for one in asked:
        for face in (_ALL, one.answer) if one.answer is not None else ():
            for row in _rows_of(one):
                cells[row, face].append(one.family)
    return cells


def _sums(rows: Sequence[Row]) -> list[list[Cell]]:
    """What adds up: the first is the sum of the others."""
    across = [[(row, face) for face in (_ALL, *FACES)] for row in rows]
    down = [
        [(TOTAL, face), *((row, face) for row in rows if row[0] == kind)]
        for kind in ("group", "language")
        for face in (_ALL, *FACES)
    ]
    return across + [line for line in down if len(line) > 1]


def _hidden(cells: dict[Cell, list[int]], sums: Sequence[Sequence[Cell]]) -> set[Cell]:
    """What is left out: each small number, and then one more at a time while one of them still follows."""
    small = {cell for cell, families in cells.items() if _is_small(families)}
    hidden = set(small)
    while telling := _telling(cells, sums, small, hidden):
        hidden.add(min(telling, key=lambda cell: len(cells[cell])))
    return hidden


def _telling(
    cells: dict[Cell, list[int]], sums: Sequence[Sequence[Cell]], small: set[Cell], hidden: set[Cell]
) -> list[Cell]:
    """What is shown and gives something away: a sum whose rest is small, or all that a small number follows from."""
    for whole, *parts in sums:
        rest = [family for cell in parts if cell in hidden for family in cells[cell]]
        if whole not in hidden and hidden.intersection(parts) and _is_small(rest):
            return [cell for cell in (*parts, whole) if cell not in hidden]
    followed = computable(sums, hidden) & small
    around = {cell for line in sums if followed.intersection(line) for cell in line} if followed else set()
    return sorted(around - hidden) or (sorted(cells.keys() - hidden) if followed else [])


def _is_small(families: Iterable[int]) -> bool:
    return len(set(families)) < SMALLEST_SHOWN


def computable(sums: Iterable[Sequence[Cell]], hidden: Collection[Cell]) -> set[Cell]:
    """What somebody can work out of that which is left out, from the rest: the sums solved as equations."""
    solved: dict[Cell, Equation] = {}
    for whole, *parts in sums:
        equation = {cell: Fraction(1) for cell in parts if cell in hidden}
        equation |= {whole: Fraction(-1)} if whole in hidden else {}
        for pivot, known in solved.items():
            equation = _without(equation, pivot, known)
        if equation:
            pivot, factor = next(iter(equation.items()))
            equation = {cell: value / factor for cell, value in equation.items()}
            solved = {other: _without(known, pivot, equation) for other, known in solved.items()}
            solved[pivot] = equation
    return {pivot for pivot, equation in solved.items() if len(equation) == 1}


def _without(equation: Equation, pivot: Cell, known: Equation) -> Equation:
    """Less as many times another one as makes this unknown go away."""
    times = equation.get(pivot, Fraction(0))
    cells = dict.fromkeys([*equation, *known]) if times else equation
    rest = {cell: equation.get(cell, Fraction(0)) - times * known.get(cell, Fraction(0)) for cell in cells}
    return {cell: value for cell, value in rest.items() if value}
