"""The contact checklist as a page and as a file."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.actions.enrolment import issue_code, record_stop, record_unreachable
from bot.deps import Deps
from bot.enums import Role
from tests.builders import make_families, make_family_note, make_joined, make_row, require_id
from tests.fakes import NOW


def plain(text: str) -> str:
    """Without tags and line breaks."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


async def make_school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar", relation="moeder"),
            make_row("Noor", "Omar", "ar"),
            make_row("Jan", "Piotr", "hu"),
            make_row("Bao", "=Wen", "nl"),
            make_row("Yusuf", "Ayşe", "tr"),
            make_row("Liya", "Selam", "ti", group="groep 6"),
        )
        await make_joined(session, "Amina", "=Wen", "Ayşe")
        await record_stop(session, address=7002, now=NOW)
        await record_unreachable(session, address=7003, now=NOW)
        await issue_code(session, parent_id=await require_id(session, "Omar"), now=NOW)
        await make_family_note(session, "Amina")


async def test_teacher_sees_who_is_reached_and_what_is_still_to_do(visit_as: Any, deps: Deps) -> None:
    await make_school(deps)
    here = await visit_as(Role.TEACHER, "groep 3")

    text = plain((await here.get("/families")).text)

    assert "Children 4 Somebody at home gets messages 1 Not reached yet 3" in text
    assert (
        "Noor Amina moeder gets messages Arabic fixed sentences; your own words only by people "
        "Tue 24 Nov talk with a colleague nothing "
        "Omar not reached yet; has a letter until Tue 8 Dec Arabic" in text
    )
    assert (
        "Jan Piotr not reached yet Hungarian reads Dutch: there are no fixed sentences in this language yet none yet "
        "a letter with a code fixed sentences in Hungarian" in text
    )
    assert "Bao =Wen wants no messages Dutch all that you write, as you write it" in text
    assert "Telegram does not reach them" in text
    assert "Liya" not in text


async def test_filter_and_search_keep_to_what_is_asked(visit_as: Any, deps: Deps) -> None:
    await make_school(deps)
    here = await visit_as(Role.COORDINATOR)

    async def names(query: str) -> set[str]:
        text = (await here.get(f"/families?{query}")).text
        return {name for name in ("Noor", "Jan", "Bao", "Yusuf", "Liya") if name in text}

    assert await names("group=groep+3&show=not-reached") == {"Jan", "Bao", "Yusuf"}
    assert await names("group=&find=sel") == {"Liya"}
    assert await names("group=") == {"Noor", "Jan", "Bao", "Yusuf", "Liya"}
    assert "Nobody has that name here." in (await here.get("/families?group=&find=Nobody")).text


@pytest.mark.parametrize("path", ["?group=groep+6", "?group=groep+9", "?page=0", "?show=x", "/checklist.csv"])
async def test_others_groups_and_addresses_of_nobody_are_not_found(visit_as: Any, deps: Deps, path: str) -> None:
    await make_school(deps)
    here = await visit_as(Role.TEACHER, "groep 3")

    assert (await here.get(f"/families{path}")).status == 404


async def test_empty_states_teach_the_next_step(visit_as: Any, deps: Deps) -> None:
    coordinator, liaison = await visit_as(Role.COORDINATOR), await visit_as(Role.LIAISON)

    assert 'href="/families/import">Bring families in' in (await coordinator.get("/families")).text
    assert "The coordinator brings them in" in (await liaison.get("/families")).text

    await make_school(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Emma", "Sanne", group="groep 7"))
        await make_joined(session, "Sanne", first_address=7010)
    reached = await coordinator.get("/families?group=groep+7&show=not-reached")
    assert "For each child here somebody gets messages." in reached.text


async def test_more_than_a_hundred_children_stand_on_pages(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind {number:03}", f"Ouder {number}") for number in range(101)))
    here = await visit_as(Role.TEACHER, "groep 3")

    first, second = await here.get("/families?find=Kind"), await here.get("/families?find=Kind&page=2")

    assert ("Page 1 of 2" in first.text, "Kind 099" in first.text, "Kind 100" in first.text) == (True, True, False)
    assert '<a class="button" rel="next" href="/families?group=groep+3&amp;find=Kind&amp;page=2">' in first.text
    assert ("Kind 100" in second.text, 'rel="prev"' in second.text, 'rel="next"' in second.text) == (True, True, False)


async def test_file_holds_the_whole_group_and_no_formula(visit_as: Any, deps: Deps) -> None:
    await make_school(deps)
    here = await visit_as(Role.TEACHER, "groep 3")

    saved = await here.get("/families/checklist.csv?group=groep+3")

    assert saved.headers["Content-Disposition"] == "attachment; filename*=UTF-8''groep%203.csv"
    lines = saved.text.lstrip("\ufeff").splitlines()
    assert lines[0] == (
        "Group;Child;Who cares;Relation;Contact by Telegram;Language;What we can say;Last contact;How;Still to do"
    )
    assert lines[1] == (
        "groep 3;Bao;'=Wen;;wants no messages;Dutch;all that you write, as you write it;;;"
        "another way: on paper, by phone, at the gate"
    )
    assert len(lines) == 6
    assert (await here.get("/families/checklist.csv?group=groep+6")).status == 404
