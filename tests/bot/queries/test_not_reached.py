"""The liaison's work list: a family once, who waited longest first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import record_unreachable
from bot.domain.actors import COMMAND, Actor
from bot.enums import NoteKind, NoteOutcome
from bot.errors import NotAllowed, NotFound
from bot.queries.not_reached import LastTry, WorkList, load_work_list
from tests.builders import LIO, RUTH, TOM, make_families, make_family_note, make_joined, make_row
from tests.fakes import NOW


async def make_school(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina", "ar"),
        make_row("Noor", "Omar", "ar"),
        make_row("Jan", "Piotr", "pl"),
        make_row("Jan", "Kasia", "pl"),
        make_row("Zosia", "Piotr", "pl", group="groep 6"),
        make_row("Bao", "Wen", "zh-Hans"),
    )
    await make_joined(session, "Omar", "Wen")
    await record_unreachable(session, address=7002, now=NOW)


async def look(session: AsyncSession, actor: Actor = LIO, group: str | None = None, page: int = 1) -> WorkList:
    return await load_work_list(session, actor=actor, group=group, source="nl", now=NOW, page=page)


def homes(found: WorkList) -> list[tuple[list[str], list[str]]]:
    """Children and guardians of each family."""
    return [
        ([child.first_name for child in one.children], [guardian.name for guardian in one.guardians])
        for one in found.families
    ]


async def test_each_home_that_nobody_reaches_stands_once_with_all_who_care(session: AsyncSession) -> None:
    await make_school(session)

    found = await look(session)

    assert homes(found) == [(["Jan", "Zosia"], ["Piotr", "Kasia"]), (["Bao"], ["Wen"])]
    assert (found.total, found.pages, found.families[0].since, found.families[0].last_try) == (2, 1, NOW, None)


async def test_who_was_tried_moves_behind_those_who_were_not(session: AsyncSession) -> None:
    await make_school(session)
    for hours, outcome in ((1, NoteOutcome.SPOKE), (2, NoteOutcome.NOT_THERE)):
        await make_family_note(
            session,
            "Kasia" if hours == 1 else "Piotr",
            actor=LIO,
            kind=NoteKind.PHONE,
            outcome=outcome,
            now=NOW + timedelta(hours=hours),
        )

    found = await look(session)

    assert homes(found) == [(["Bao"], ["Wen"]), (["Jan", "Zosia"], ["Piotr", "Kasia"])]
    assert found.families[1].last_try == LastTry(NoteKind.PHONE, NoteOutcome.NOT_THERE, "2026-11-24", "Lio")


@pytest.mark.parametrize(
    ("actor", "group", "homes_of_group"),
    [
        (RUTH, None, [(["Jan"], ["Piotr", "Kasia"]), (["Bao"], ["Wen"])]),
        (TOM, None, [(["Zosia"], ["Piotr"])]),
        (LIO, "groep 6", [(["Zosia"], ["Piotr"])]),
    ],
)
async def test_only_children_of_the_groups_are_named(
    session: AsyncSession, actor: Actor, group: str | None, homes_of_group: list[tuple[list[str], list[str]]]
) -> None:
    await make_school(session)

    assert homes(await look(session, actor, group)) == homes_of_group


async def test_page_behind_the_last_is_empty(session: AsyncSession) -> None:
    await make_school(session)

    assert (await look(session, page=2)).families == []


async def test_others_groups_and_administrators_find_nothing(session: AsyncSession) -> None:
    await make_school(session)

    with pytest.raises(NotFound):
        await look(session, TOM, "groep 3")
    with pytest.raises(NotAllowed):
        await look(session, COMMAND)
