"""Codes are made as letters are printed."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import CodeProblem, find_invited, issue_code
from bot.actions.letters import Mailing, issue_letter, issue_letters
from bot.errors import NotFound
from bot.models import AuditEntry, EnrolmentCode, Guardianship
from messages.letters import Letter
from tests.builders import GROUP, RUTH, SAM, TOM, make_families, make_joined, make_row, require_id
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")


async def make_school(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina", "ar"),
        make_row("Jan", "Piotr", "pl"),
        make_row("Bao", "Wen"),
        make_row("Liya", "Selam", group="groep 6"),
    )
    await make_joined(session, "Wen")


def letters(mailing: Mailing) -> list[Letter]:
    return mailing.letters(username="regenboog_bot", source="nl", zone=ZONE)


async def test_letters_of_a_group_open_the_door_and_older_ones_do_not(session: AsyncSession) -> None:
    await make_school(session)
    old = await issue_code(session, parent_id=await require_id(session, "Piotr"), now=NOW)

    mailing = await issue_letters(session, actor=RUTH, now=NOW, group=GROUP)

    made = letters(mailing)
    assert [(one.reader.name, one.reader.language.tag, one.group) for one in made] == [
        ("Amina", "ar", GROUP),
        ("Piotr", "pl", GROUP),
    ]
    assert {one.expires_at for one in made} == {(NOW + timedelta(days=14)).astimezone(ZONE)}
    codes = [one.link.removeprefix("https://t.me/regenboog_bot?start=") for one in made]
    opened = [await find_invited(session, code=code, address=9, now=NOW) for code in codes]
    assert [getattr(one, "name", one) for one in opened] == ["Amina", "Piotr"]
    assert await find_invited(session, code=old, address=9, now=NOW) is CodeProblem.UNKNOWN
    entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "letters"))).one()
    assert entry.details == {"letters": 2}


async def test_group_in_which_all_have_joined_needs_no_code(session: AsyncSession) -> None:
    await make_families(session, make_row("Bao", "Wen"))
    await make_joined(session, "Wen")

    mailing = await issue_letters(session, actor=SAM, now=NOW, group=GROUP)

    unused = select(func.count()).select_from(EnrolmentCode).where(EnrolmentCode.used_at.is_(None))
    assert (letters(mailing), await session.scalar(unused)) == ([], 0)


async def test_one_letter_is_also_for_who_has_joined_or_has_no_child_left(session: AsyncSession) -> None:
    await make_school(session)
    await session.execute(delete(Guardianship).where(Guardianship.parent_id == await require_id(session, "Selam")))

    made = [
        *letters(await issue_letter(session, actor=RUTH, now=NOW, parent_id="P-Wen")),
        *letters(await issue_letter(session, actor=SAM, now=NOW, parent_id="P-Selam")),
    ]

    assert [(one.reader.name, one.group) for one in made] == [("Wen", GROUP), ("Selam", "")]


async def test_letters_of_another_group_are_not_a_teachers(session: AsyncSession) -> None:
    await make_school(session)

    with pytest.raises(NotFound):
        await issue_letters(session, actor=TOM, now=NOW, group=GROUP)
    with pytest.raises(NotFound):
        await issue_letter(session, actor=TOM, now=NOW, parent_id="P-Amina")
