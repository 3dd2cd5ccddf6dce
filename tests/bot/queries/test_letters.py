"""Letters go to those who have not joined, each in a file of its own."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import NotFound
from bot.models import Parent
from bot.queries.letters import list_addressees
from tests.builders import make_families, make_joined, make_row
from tests.fakes import NOW


async def list_letters(session: AsyncSession, group: str | None = None) -> list[tuple[str, str, str]]:
    """Group, name and file."""
    return [(one.group, one.parent.name, one.file_name) for one in await list_addressees(session, group=group)]


async def make_school(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Luwam", "Selam", group="groep 6"),
        make_row("Noor", "Amina"),
        make_row("Jan", "Piotr"),
        make_row("Ola", "Piotr", group="groep 6"),
        make_row("Mei", "Wen"),
    )
    await make_joined(session, "Wen")


async def test_letters_are_sorted_for_handing_out(session: AsyncSession) -> None:
    await make_school(session)

    assert await list_letters(session) == [
        ("groep 3", "Amina", "P-Amina"),
        ("groep 3", "Piotr", "P-Piotr"),
        ("groep 6", "Selam", "P-Selam"),
    ]


async def test_letters_of_a_group_are_handed_out_there(session: AsyncSession) -> None:
    await make_school(session)

    assert await list_letters(session, "groep 6") == [
        ("groep 6", "Selam", "P-Selam"),
        ("groep 6", "Piotr", "P-Piotr"),
    ]


async def test_letters_for_a_group_that_there_is_not_are_refused(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no group 'groep 9'"):
        await list_letters(session, "groep 9")


async def test_parent_without_a_child_gets_no_letter(session: AsyncSession) -> None:
    session.add(Parent(external_id="P-1", name="Oma", home_language="nl", created_at=NOW))
    await session.flush()

    assert await list_letters(session) == []


async def test_no_letter_overwrites_another(session: AsyncSession) -> None:
    await make_families(
        session, make_row("A", "1", parent_id="7/1"), make_row("B", "2", parent_id="7.1"), make_row("C", "3")
    )

    assert [file for _, _, file in await list_letters(session)] == ["7_1-1", "7_1-2", "P-3"]
