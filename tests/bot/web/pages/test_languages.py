"""Which languages are ready, and what waits for a person."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.actions.translations import record_wanted
from bot.deps import Deps
from bot.enums import Role
from messages.approved import approved_in, keep_approved
from messages.exchange.wordings import Approval
from messages.phrases import catalogue_wordings, read_catalogue
from tests.builders import make_families, make_route, make_row
from tests.fakes import NOW


async def test_page_shows_states_machine_and_parents(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1", "tr"), make_row("K2", "P2", "hu"))
        await make_route(session, "nl", "tr")
    here = await visit_as(Role.COORDINATOR)

    text = " ".join((await here.get("/languages")).text.split())

    turkish = text[text.index('id="tr"') : text.index("</tr>", text.index('id="tr"'))]
    assert 'Turkish <span class="soft" lang="tr" dir="auto">Türkçe</span>' in turkish
    assert '<td class="number" data-label="Parents">1</td>' in turkish
    assert "by machine" in turkish
    hungarian = text[text.index('id="hu"') : text.index("</tr>", text.index('id="hu"'))]
    assert "none: another language is used" in hungarian


@pytest.mark.parametrize(("left", "state"), [(1, "draft"), (0, "approved")])
async def test_page_says_who_approved_and_when(visit_as: Any, tmp_path: Path, left: int, state: str) -> None:
    here = await visit_as(Role.COORDINATOR)
    read = [replace(wording, approval=Approval("Ewa", date(2026, 11, 22))) for wording in catalogue_wordings("pl")]
    with approved_in(tmp_path):
        keep_approved(tmp_path, "pl", read_catalogue("pl").plural_forms, read[left:])
        text = " ".join((await here.get("/languages")).text.split())

    polish = text[text.index('id="pl"') : text.index("</tr>", text.index('id="pl"'))]
    assert re.search(f">{state}</span> .*Ewa, Sun 22 Nov", polish)


async def test_page_says_what_each_language_lacks(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1", "tr"), make_row("K2", "P2", "hu"))
        await record_wanted(session, texts=["Kom gerust."], source="nl", targets=["tr"], now=NOW)
    pages = {}
    for role in (Role.COORDINATOR, Role.TEACHER):
        here = await visit_as(role, *(["groep 3"] if role is Role.TEACHER else []))
        pages[role] = " ".join((await here.get("/languages")).text.split())

    text = pages[Role.COORDINATOR]
    turkish = text[text.index('id="tr"') : text.index("</tr>", text.index('id="tr"'))]
    assert re.search(r"approve \d+ sentences · approve \d+ ideas · people who translate: no machine does", turkish)
    assert '<a href="/translations?language=tr">1 translation waits' in turkish
    assert '<a href="/translations/reviewers?language=tr">Let somebody read along' in turkish
    hungarian = text[text.index('id="hu"') : text.index("</tr>", text.index('id="hu"'))]
    assert "fixed sentences · people who translate: no machine does" in hungarian
    assert "0 of the 2 languages of your families." in text
    assert "/translations" not in pages[Role.TEACHER]


@pytest.mark.parametrize("role", [Role.LIAISON, Role.COORDINATOR, Role.ADMINISTRATOR])
async def test_machine_words_wait_and_go_as_the_school_says(visit_as: Any, deps: Deps, role: Role) -> None:
    async with deps.transaction() as session:
        await make_route(session, "nl", "tr")
    here = await visit_as(role)
    assert "Let them wait" in (await here.get("/languages")).text

    held = await here.post("/languages/tr/policy", hold="yes")
    assert held.at == "/languages?done=held#tr"
    assert "Let them leave" in (await here.get("/languages")).text
    assert (await here.post("/languages/tr/policy", hold="no")).at == "/languages?done=not-held#tr"
    assert (await here.post("/languages/tr/policy", hold="?")).status == 404


async def test_teacher_sees_and_does_not_decide(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1", "tr"))
        await make_route(session, "nl", "tr")
    here = await visit_as(Role.TEACHER, "groep 3")

    assert "Let them wait" not in (await here.get("/languages")).text
    assert (await here.post("/languages/tr/policy", hold="yes")).status == 404
