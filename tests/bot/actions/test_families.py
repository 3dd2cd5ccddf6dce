"""Import: whole or not at all, twice is once, nothing is deleted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.families import record_import
from bot.domain.actors import COMMAND, Actor
from bot.domain.csv_rows import FamilyRow, ParsedFile, RowError
from bot.domain.imports import ImportPlan
from bot.enums import ParentStatus
from bot.errors import BadInput, NotAllowed
from bot.models import AuditEntry, Guardianship
from bot.queries.families import ChildLine, ParentLine, list_parents
from tests.builders import LIO, RUTH, SAM, make_families, make_row
from tests.fakes import NOW

BAD = RowError(3, "home_language", "is empty, but must be filled in")


async def load(session: AsyncSession, *rows: FamilyRow, errors: tuple[RowError, ...] = (), **how: Any) -> ImportPlan:
    return await record_import(
        session, **{"actor": SAM, "now": NOW, "parsed": ParsedFile(list(rows), list(errors)), **how}
    )


def counts(plan: ImportPlan) -> tuple[int, int, int]:
    return plan.created, plan.updated, plan.unchanged


async def list_lines(session: AsyncSession) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Parent, home language, and each child with its group."""
    return [
        (line.name, line.home_language, [(child.first_name, child.group) for child in line.children])
        for line in await list_parents(session, actor=COMMAND)
    ]


async def test_import_stores_parents_with_their_children(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar", group="peuters"))

    assert await list_parents(session, actor=SAM) == [
        ParentLine(
            id=1,
            external_id="P-Amina",
            name="Amina",
            home_language="ar",
            status=ParentStatus.INVITED,
            children=(ChildLine(1, "K-Noor", "Noor", "groep 3"), ChildLine(2, "K-Sami", "Sami", "peuters")),
        )
    ]


async def test_import_again_changes_nothing(session: AsyncSession) -> None:
    rows = make_row("Noor", "Amina", relation="moeder"), make_row("Noor", "Karim", relation="vader")
    first = await load(session, *rows)

    second = await load(session, *rows)

    assert counts(first) == (2, 0, 0)
    assert counts(second) == (0, 0, 2)
    assert len(await list_lines(session)) == 2


async def test_import_updates_what_the_file_says_anew(session: AsyncSession) -> None:
    await load(session, make_row("Noor", "Amina", "ar", relation="moeder"), make_row("Jan", "Piotr", "pl"))

    plan = await load(
        session,
        make_row("Noor", "Amina", "so", group="groep 4", relation="oma"),
        make_row("Jan", "Piotr", "pl"),
        make_row("Ola", "Piotr", "pl"),
    )

    assert counts(plan) == (1, 1, 1)
    assert await list_lines(session) == [
        ("Amina", "so", [("Noor", "groep 4")]),
        ("Piotr", "pl", [("Jan", "groep 3"), ("Ola", "groep 3")]),
    ]
    assert set(await session.scalars(select(Guardianship.relation))) == {"oma", None}


async def test_import_lists_who_is_no_longer_in_the_file_and_deletes_nobody(session: AsyncSession) -> None:
    await load(session, make_row("Noor", "Amina"), make_row("Noor", "Karim"), make_row("Sami", "Karim"))

    plan = await load(session, make_row("Noor", "Amina"), make_row("Sami", "Amina"))

    assert (plan.missing, plan.unlinked) == (["P-Karim"], [])
    assert [line[0] for line in await list_lines(session)] == ["Amina", "Karim"]


async def test_import_lists_pairs_that_are_gone_although_both_are_there(session: AsyncSession) -> None:
    await load(session, make_row("Noor", "Amina"), make_row("Noor", "Karim"), make_row("Sami", "Karim"))

    plan = await load(session, make_row("Noor", "Amina"), make_row("Sami", "Karim"))

    assert plan.unlinked == [("K-Noor", "P-Karim")]
    assert len(list(await session.scalars(select(Guardianship)))) == 3


async def test_import_with_a_wrong_row_stores_nothing(session: AsyncSession) -> None:
    with pytest.raises(BadInput) as refused:
        await load(session, make_row("Noor", "Amina"), errors=(BAD,))

    assert refused.value.sentence == "Nothing was imported. Line 3, home_language: is empty, but must be filled in."
    assert refused.value.errors == [BAD.as_dict()]
    assert await list_lines(session) == []


async def test_import_with_many_wrong_rows_names_the_first(session: AsyncSession) -> None:
    with pytest.raises(BadInput, match=r"^Nothing was imported\. Line 3: has 9 cells\. And 1 more\.$"):
        await load(session, errors=(RowError(3, "", "has 9 cells"), BAD))


async def test_import_can_skip_wrong_rows_and_tells_them(session: AsyncSession) -> None:
    plan = await load(session, make_row("Noor", "Amina"), errors=(BAD,), skip_bad_rows=True)

    assert plan.as_dict() == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "missing": [],
        "errors": [BAD.as_dict()],
        "unlinked": [],
    }
    assert [line[0] for line in await list_lines(session)] == ["Amina"]


async def test_dry_run_says_what_would_happen_and_stores_nothing(session: AsyncSession) -> None:
    plan = await load(session, make_row("Noor", "Amina"), dry_run=True)

    assert counts(plan) == (1, 0, 0)
    assert await list_lines(session) == []
    assert list(await session.scalars(select(AuditEntry))) == []


async def test_import_leaves_a_trail_of_numbers(session: AsyncSession) -> None:
    await load(session, make_row("Noor", "Amina"))

    (entry,) = await session.scalars(select(AuditEntry))
    assert (entry.actor, entry.action, entry.details) == ("staff:2", "import", {"created": 1, "updated": 0})


@pytest.mark.parametrize("actor", [RUTH, LIO], ids=["teacher", "liaison"])
async def test_import_is_for_coordinator_and_administrator(session: AsyncSession, actor: Actor) -> None:
    with pytest.raises(NotAllowed, match="Only a coordinator or an administrator"):
        await load(session, make_row("Noor", "Amina"), actor=actor)
