"""What an import changes: it updates, never doubles, and never deletes."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.csv_rows import FamilyRow, RowError
from bot.domain.imports import ImportPlan, Stored, plan_import
from tests.builders import GROUP, make_row

NOOR = make_row("Noor", "Amina", "ar", relation="moeder")
OMAR = make_row("Omar", "Amina", "ar")
ZOFIA = make_row("Zofia", "Piotr", "pl", second_language="nl")
ALL = [NOOR, OMAR, ZOFIA]


def test_plan_import_into_an_empty_school_creates_every_row() -> None:
    plan = plan_import(ALL, Stored())

    assert plan == ImportPlan(
        children={"K-Noor": ("Noor", GROUP), "K-Omar": ("Omar", GROUP), "K-Zofia": ("Zofia", GROUP)},
        parents={"P-Amina": ("Amina", "ar", None), "P-Piotr": ("Piotr", "pl", "nl")},
        pairs={("K-Noor", "P-Amina"): "moeder", ("K-Omar", "P-Amina"): None, ("K-Zofia", "P-Piotr"): None},
        created=3,
        updated=0,
        unchanged=0,
        missing=[],
        unlinked=[],
        errors=[],
    )


def test_plan_import_again_changes_nothing() -> None:
    assert plan_import(ALL, _stored(*ALL)) == _nothing(unchanged=3)


def test_plan_import_with_a_parents_new_language_updates_all_rows_of_the_parent() -> None:
    rows = [replace(row, home_language="tr") for row in (NOOR, OMAR)]

    plan = plan_import([*rows, ZOFIA], _stored(*ALL))

    assert plan == replace(_nothing(unchanged=1), parents={"P-Amina": ("Amina", "tr", None)}, updated=2)


def test_plan_import_with_a_childs_new_group_updates_its_row() -> None:
    plan = plan_import([replace(NOOR, group="groep 4"), OMAR, ZOFIA], _stored(*ALL))

    assert plan == replace(_nothing(unchanged=2), children={"K-Noor": ("Noor", "groep 4")}, updated=1)


def test_plan_import_with_a_new_relation_updates_the_pair() -> None:
    plan = plan_import([replace(NOOR, relation="pleegmoeder"), OMAR, ZOFIA], _stored(*ALL))

    assert plan == replace(_nothing(unchanged=2), pairs={("K-Noor", "P-Amina"): "pleegmoeder"}, updated=1)


def test_plan_import_with_a_second_parent_creates_only_that_pair() -> None:
    father = make_row("Noor", "Yusuf", "ar")

    plan = plan_import([*ALL, father], _stored(*ALL))

    assert plan == replace(
        _nothing(unchanged=3),
        parents={"P-Yusuf": ("Yusuf", "ar", None)},
        pairs={("K-Noor", "P-Yusuf"): None},
        created=1,
    )


def test_plan_import_lists_who_is_gone_and_deletes_nobody() -> None:
    plan = plan_import([NOOR, OMAR], _stored(*ALL))

    assert plan == replace(_nothing(unchanged=2), missing=["P-Piotr"])


def test_plan_import_lists_pairs_that_are_gone_though_both_are_there() -> None:
    rows = [NOOR, ZOFIA, make_row("Omar", "Piotr", "pl", second_language="nl")]

    plan = plan_import(rows, _stored(*ALL))

    assert plan == replace(
        _nothing(unchanged=2),
        pairs={("K-Omar", "P-Piotr"): None},
        created=1,
        unlinked=[("K-Omar", "P-Amina")],
    )


def test_plan_import_is_answered_as_the_contract_says() -> None:
    error = RowError(7, "group", "is empty, but must be filled in")

    plan = plan_import(
        [NOOR, ZOFIA, make_row("Omar", "Wen", "zh-Hans")], _stored(*ALL, make_row("Sami", "Selam")), [error]
    )

    assert plan.as_dict() == {
        "created": 1,
        "updated": 0,
        "unchanged": 2,
        "missing": ["P-Selam"],
        "errors": [{"line": 7, "column": "group", "reason": "is empty, but must be filled in"}],
        "unlinked": [{"child_id": "K-Omar", "parent_id": "P-Amina"}],
    }


def _stored(*rows: FamilyRow) -> Stored:
    return Stored(
        children={row.child_id: (row.child_first_name, row.group) for row in rows},
        parents={row.parent_id: (row.parent_name, row.home_language, row.second_language) for row in rows},
        pairs={(row.child_id, row.parent_id): row.relation for row in rows},
    )


def _nothing(*, unchanged: int) -> ImportPlan:
    return ImportPlan({}, {}, {}, 0, 0, unchanged, [], [], [])
