"""Who is there, and how far each parent is reached."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import record_stop, record_unreachable
from bot.domain.actors import Actor
from bot.enums import ParentStatus, Role
from bot.errors import NotFound
from bot.queries.families import list_parents, require_groups
from tests.builders import GROUP, RUTH, SAM, TOM, make_families, make_joined, make_row
from tests.fakes import NOW

BOTH = Actor("staff:9", "Duo", Role.TEACHER, frozenset({GROUP, "groep 6"}))


async def make_school(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina"),
        make_row("Sami", "Amina", group="groep 6"),
        make_row("Jan", "Piotr"),
        make_row("Luwam", "Selam", group="groep 6"),
        make_row("Mei", "Wen"),
    )
    await make_joined(session, "Amina", "Piotr", "Wen")
    await record_stop(session, address=7002, now=NOW)
    await record_unreachable(session, address=7003, now=NOW)


async def names(session: AsyncSession, actor: Actor = SAM, **how: object) -> list[str]:
    return [line.name for line in await list_parents(session, actor=actor, **how)]  # type: ignore[arg-type]


async def test_every_parent_shows_how_far_reached(session: AsyncSession) -> None:
    await make_school(session)

    assert {line.name: line.status for line in await list_parents(session, actor=SAM)} == {
        "Amina": ParentStatus.JOINED,
        "Piotr": ParentStatus.STOPPED,
        "Selam": ParentStatus.INVITED,
        "Wen": ParentStatus.UNREACHABLE,
    }


async def test_any_live_chat_counts_before_one_that_stopped(session: AsyncSession) -> None:
    await make_school(session)
    await make_joined(session, "Piotr", first_address=9001)

    assert await names(session, reached=True) == ["Amina", "Piotr"]


async def test_parents_can_be_listed_by_reach_and_group(session: AsyncSession) -> None:
    await make_school(session)

    assert await names(session, reached=True) == ["Amina"]
    assert await names(session, reached=False) == ["Piotr", "Selam", "Wen"]
    assert await names(session, group="groep 6") == ["Amina", "Selam"]


async def test_parents_come_in_pages_by_id(session: AsyncSession) -> None:
    await make_school(session)
    first = await list_parents(session, actor=SAM, limit=3)

    assert [line.name for line in first] == ["Amina", "Piotr", "Selam"]
    assert await names(session, after=first[-1].id, limit=3) == ["Wen"]


async def test_teacher_sees_the_own_groups_and_no_siblings_elsewhere(session: AsyncSession) -> None:
    await make_school(session)

    def children(lines: list[object]) -> list[tuple[str, list[str]]]:
        return [(line.name, [child.first_name for child in line.children]) for line in lines]  # type: ignore[attr-defined]

    ruth, tom, both = [children(list(await list_parents(session, actor=actor))) for actor in (RUTH, TOM, BOTH)]

    assert ruth == [("Amina", ["Noor"]), ("Piotr", ["Jan"]), ("Wen", ["Mei"])]
    assert tom == [("Amina", ["Sami"]), ("Selam", ["Luwam"])]
    assert both == [("Amina", ["Noor", "Sami"]), ("Piotr", ["Jan"]), ("Selam", ["Luwam"]), ("Wen", ["Mei"])]


async def test_groups_are_required_in_the_order_named(session: AsyncSession) -> None:
    await make_school(session)

    assert await require_groups(session, SAM, ["groep 6", GROUP]) == [2, 1]
    with pytest.raises(NotFound, match="There is no group 'groep 9'"):
        await require_groups(session, SAM, [GROUP, "groep 9"])
