"""Another way: who tried writes it down in two taps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import Role
from bot.models import FamilyNote
from bot.web.pages.not_reached import TRIES
from tests.bot.web.pages.test_families import plain
from tests.builders import make_families, make_joined, make_row
from tests.fakes import FakeClock


@pytest.fixture
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar", relation="moeder"),
            make_row("Noor", "Omar", "ar"),
            make_row("Jan", "Piotr", "pl"),
            make_row("Bao", "Wen", "zh-Hans"),
            make_row("Liya", "Selam", "ti", group="groep 6"),
        )
        await make_joined(session, "Wen")


async def test_liaison_sees_homes_and_a_try_moves_one_to_the_end(visit_as: Any, school: None, clock: FakeClock) -> None:
    here = await visit_as(Role.LIAISON, name="Lio")
    before = plain((await here.get("/families/not-reached")).text)
    assert "3 families" in before
    assert "Noor groep 3 Amina moeder · Arabic not reached yet Omar · Arabic" in before
    assert "On the list since Tue 24 Nov; nobody has written down a try yet." in before

    clock.push(timedelta(minutes=1))
    tried = await here.post("/families/P-Amina/tried", tried="phone-nobody", group="", page="1")
    assert tried.at == "/families/not-reached?done=noted"

    after = plain((await here.get("/families/not-reached")).text)
    assert after.index("Jan groep 3") < after.index("Noor groep 3")
    assert "Last try: Phone, nobody there, Tue 24 Nov, Lio" in after


@pytest.mark.parametrize("tried", TRIES)
async def test_each_second_tap_is_a_note(visit_as: Any, school: None, deps: Deps, tried: str) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    shown = await here.post("/families/P-Piotr/tried", tried=tried, group="groep 3", page="2")

    assert shown.at == "/families/not-reached?group=groep+3&page=2&done=noted"
    async with deps.reading() as session:
        note = (await session.scalars(select(FamilyNote))).one()
    kind, outcome, _ = TRIES[tried]
    assert (note.kind, note.outcome, note.happened_on, note.author) == (kind, outcome, "2026-11-24", "Juf Ruth")


async def test_try_that_is_none_is_not_found(visit_as: Any, school: None) -> None:
    here = await visit_as(Role.LIAISON)

    assert (await here.post("/families/P-Piotr/tried", tried="magic")).status == 404


async def test_list_keeps_to_a_group_and_to_ones_own(visit_as: Any, school: None) -> None:
    liaison, teacher = await visit_as(Role.LIAISON), await visit_as(Role.TEACHER, "groep 6")

    text = (await liaison.get("/families/not-reached?group=groep+3")).text
    assert ("Noor" in text, "Liya" in text, "Bao" in text) == (True, False, False)
    text = (await teacher.get("/families/not-reached")).text
    assert ("Noor" in text, "Liya" in text) == (False, True)
    assert (await teacher.get("/families/not-reached?group=groep+3")).status == 404


async def test_nobody_left_is_good_news_and_administrators_do_not_see_it(visit_as: Any) -> None:
    liaison, administrator = await visit_as(Role.LIAISON), await visit_as(Role.ADMINISTRATOR)

    assert "Nobody: at each home somebody gets messages." in (await liaison.get("/families/not-reached")).text
    assert (await administrator.get("/families/not-reached")).status == 404
