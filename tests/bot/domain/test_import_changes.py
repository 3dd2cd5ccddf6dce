"""A person reads what a file changes before it is done."""

from __future__ import annotations

from bot.domain.import_changes import ChildChange, ImportChanges, Move, ParentChange, describe_changes
from bot.domain.imports import Stored
from tests.builders import make_row

STORED = Stored(
    children={
        "K-Noor": ("Noor", "groep 3"),
        "K-Jan": ("Jan", "groep 3"),
        "K-Bo": ("Bo", "groep 8"),
        "K-Li": ("Li", "groep 3"),
    },
    parents={"P-Amina": ("Amina", "ar", None), "P-Piotr": ("Piotr", "pl", None), "P-Kees": ("Kees", "nl", None)},
)


def test_new_school_year_is_told_by_moves_and_who_is_new_or_gone() -> None:
    rows = [
        make_row("Noor", "Amina", "ar", group="groep 4"),
        make_row("Jan", "Piotr", "ru", group="groep 4"),
        make_row("Li", "Piotr", "ru", child_first_name="Lin"),
        make_row("Kim", "Ann"),
    ]

    assert describe_changes(rows, STORED) == ImportChanges(
        moves=[Move("groep 3", "groep 4", 2)],
        new_groups=["groep 4"],
        children=[
            ChildChange("K-Noor", ("Noor", "groep 3"), ("Noor", "groep 4")),
            ChildChange("K-Jan", ("Jan", "groep 3"), ("Jan", "groep 4")),
            ChildChange("K-Li", ("Li", "groep 3"), ("Lin", "groep 3")),
            ChildChange("K-Kim", None, ("Kim", "groep 3")),
        ],
        gone_children=[ChildChange("K-Bo", ("Bo", "groep 8"), None)],
        parents=[
            ParentChange("P-Piotr", ("Piotr", "pl", None), ("Piotr", "ru", None)),
            ParentChange("P-Ann", None, ("Ann", "nl", None)),
        ],
        gone_parents=[ParentChange("P-Kees", ("Kees", "nl", None), None)],
    )


def test_file_that_says_the_same_changes_nothing() -> None:
    stored = Stored(children={"K-Noor": ("Noor", "groep 3")}, parents={"P-Amina": ("Amina", "nl", None)})

    assert describe_changes([make_row("Noor", "Amina")], stored) == ImportChanges([], [], [], [], [], [])
