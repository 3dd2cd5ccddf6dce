"""Next year's list against who is at school now."""

from __future__ import annotations

from bot.domain.import_changes import ChildChange, ParentChange
from bot.domain.imports import Stored
from bot.domain.next_year import GroupMove, NextYear, describe_year
from tests.builders import make_row

STORED = Stored(
    children={
        "K-Noor": ("Noor", "groep 3"),
        "K-Jan": ("Jan", "groep 3"),
        "K-Ida": ("Ida", "groep 8"),
        "K-Bo": ("Bo", "groep 3"),
    },
    parents={f"P-{name}": (name, "nl", None) for name in ("Amina", "Omar", "Piotr", "Eva", "Bea")},
    pairs={
        ("K-Noor", "P-Amina"): None,
        ("K-Noor", "P-Omar"): None,
        ("K-Jan", "P-Piotr"): None,
        ("K-Ida", "P-Eva"): None,
        ("K-Bo", "P-Bea"): None,
    },
)


def test_who_moves_who_is_new_who_is_gone() -> None:
    rows = [
        make_row("Noor", "Amina", group="groep 4"),
        make_row("Jan", "Piotr", group="groep 4"),
        make_row("Bo", "Bea", group="groep 3"),
        make_row("Kim", "Ann", group="groep 3"),
    ]

    assert describe_year(rows, STORED) == NextYear(
        moves=[GroupMove("groep 3", "groep 4", ("Noor", "Jan"))],
        new=[ChildChange("K-Kim", None, ("Kim", "groep 3"))],
        gone=[ChildChange("K-Ida", ("Ida", "groep 8"), None)],
        strayed=[ParentChange("P-Omar", ("Omar", "nl", None), None)],
        stays=1,
        odd=False,
    )


def test_list_of_one_group_is_odd() -> None:
    year = describe_year([make_row("Noor", "Amina", group="groep 3")], STORED)

    assert (year.odd, [change.child_id for change in year.gone]) == (True, ["K-Bo", "K-Jan", "K-Ida"])
