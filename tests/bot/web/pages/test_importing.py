"""The school's list: looked at first, stored after, without script."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from aiohttp import FormData
from sqlalchemy import select

from bot.deps import Deps
from bot.domain.csv_rows import parse_families
from bot.enums import Role
from bot.models import Child, Group
from bot.web.pages.importing import SHOWN
from bot.web.pages.refusals import refusal_in
from tests.bot.web.pages.conftest import SAME_SITE, Browser, Shown
from tests.bot.web.pages.test_families import plain
from tests.builders import make_families, make_row

HEAD = "Leerlingnummer;Roepnaam;Groep;Ouder-id;Naam ouder;Thuistaal\n"
NEW_YEAR = (
    HEAD
    + "K-Noor;Noor;groep 4;P-Amina;Amina;Arabisch\n"
    + "K-Jan;Jan;groep 4;P-Piotr;Piotr Z;Pools\n"
    + "K-Kim;Kïm <b>;groep 3;P-Ann;Ann;Nederlands\n"
)


async def send(here: Browser, content: str | bytes) -> Shown:
    """Choose a file, and press the first button."""
    form = FormData({"step": "look"})
    form.add_field("file", content.encode() if isinstance(content, str) else content, filename="lijst.csv")
    return await here._send("POST", "/families/import", data=form, headers=SAME_SITE)


async def press(here: Browser, shown: Shown) -> Shown:
    """The second button: what stands in the hidden fields, as a browser sends it."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.text))
    form = FormData({name: unescape(value).replace("\n", "\r\n") for name, value in fields.items()})
    form._is_multipart = True
    return await here._send("POST", "/families/import", data=form, headers=SAME_SITE)


async def stored(deps: Deps) -> set[tuple[str, str]]:
    async with deps.reading() as session:
        query = select(Child.first_name, Group.name).join(Group, Group.id == Child.group_id)
        return {(name, group) for name, group in await session.execute(query)}


@pytest.fixture
async def here(visit_as: Any) -> Browser:
    browser: Browser = await visit_as(Role.COORDINATOR)
    return browser


@pytest.fixture
async def last_year(deps: Deps) -> set[tuple[str, str]]:
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Jan", "Piotr", "pl"),
            make_row("Bo", "Kees", group="groep 8"),
        )
    return {("Noor", "groep 3"), ("Jan", "groep 3"), ("Bo", "groep 8")}


async def test_new_school_year_is_looked_at_and_then_stored(
    here: Browser, deps: Deps, last_year: set[tuple[str, str]]
) -> None:
    looked = await send(here, NEW_YEAR.encode("utf-8-sig"))

    text = plain(looked.text)
    assert "New lines 1 Changed 2 As they were 0 No longer in the file 1 Wrong 0" in text
    assert "groep 3 → groep 4 2 children" in text
    assert "New groups: groep 4" in text
    assert "child K-Kim new Kïm &lt;b&gt; , groep 3" in text
    assert "parent P-Piotr Piotr , Polish Piotr Z , Polish" in text
    assert "Kees parent P-Kees Bo child K-Bo, groep 8" in text
    assert await stored(deps) == last_year

    assert (await press(here, looked)).at == "/families?done=imported"
    assert await stored(deps) == {
        ("Noor", "groep 4"), ("Jan", "groep 4"), ("Kïm <b>", "groep 3"), ("Bo", "groep 8"),
    }  # fmt: skip
    again = await send(here, NEW_YEAR)
    assert "This file changes nothing" in again.text


async def test_wrong_lines_are_told_by_column_and_reason_and_stay_out(here: Browser, deps: Deps) -> None:
    looked = await send(here, NEW_YEAR.replace("Arabisch", "Orkisch").replace(";Jan;", ";;"))

    text = unescape(plain(looked.text))
    assert "2 Thuistaal 'Orkisch' is not a language that we know; write a code such as tr" in text
    assert "3 Roepnaam is empty, but must be filled in" in text
    assert "Bring in the right lines" in text

    assert (await press(here, looked)).at == "/families?done=imported"
    assert await stored(deps) == {("Kïm <b>", "groep 3")}


async def test_file_without_a_right_line_cannot_be_stored(here: Browser) -> None:
    looked = await send(here, HEAD + "K-Noor;;groep 4;P-Amina;Amina;Arabisch\n")

    assert ("No line of this file is right." in looked.text, 'name="csv"' in looked.text) == (True, False)


async def test_long_lists_are_counted_and_shown_in_part(here: Browser) -> None:
    rows = [f"K{number};Kind;groep 1;P{number};Ouder;nl\n" for number in range(SHOWN + 2)]

    text = plain((await send(here, HEAD + "".join(rows))).text)

    assert ("New lines 102" in text, text.count("and 2 more"), f"child K{SHOWN - 1} new" in text) == (True, 2, True)
    assert f"child K{SHOWN} new" not in text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a file first."),
        (b"a;b\n1;2\n", "Line 1 lacks the column"),
        (b"\xff\xfe\x00", "The file is not readable text."),
    ],
)
async def test_file_that_is_none_is_told_beside_the_field(here: Browser, content: bytes, sentence: str) -> None:
    shown = await send(here, content)

    assert (shown.status, sentence in shown.text) == (422, True)


async def test_wrong_lines_are_never_stored_unseen(here: Browser, deps: Deps) -> None:
    wrong = HEAD + "K-Noor;;groep 4;P-Amina;Amina;Arabisch\n"

    shown = await here.post("/families/import", step="store", csv=wrong)

    assert (shown.status, "Nothing was imported." in shown.text, await stored(deps)) == (422, True, set())
    assert (await here.post("/families/import", step="eat", csv=wrong)).status == 200


@pytest.mark.parametrize("role", [Role.TEACHER, Role.LIAISON])
async def test_only_heads_bring_families_in(visit_as: Any, last_year: set[tuple[str, str]], role: Role) -> None:
    here = await visit_as(role, *(["groep 3"] if role is Role.TEACHER else []))

    assert [(await here.get("/families/import")).status, (await here.post("/families/import")).status] == [404, 404]


async def test_form_names_the_columns(visit_as: Any) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    text = plain((await here.get("/families/import")).text)

    assert "Leerlingnummer" in text
    assert text.count("may be empty") == 2


def test_every_reason_is_said_in_dutch() -> None:
    wrong = (
        HEAD
        + "K1;;groep 1;P1;Ouder;nl\n"
        + f"K2;{'x' * 201};groep 1;P2;Ouder;nl\n"
        + "K3;Ki\u202em;groep 1;P3;Ouder;nl\n"
        + "K4;Kim;groep 1;P4;Ouder;Orkisch\n"
        + "K5;Kim;groep 1;P5;Ouder;nl;te veel\n"
        + "K6;Kim;groep 1;P6;Ouder;nl\nK6;Tim;groep 1;P7;Ouder;nl\nK6;Kim;groep 1;P6;Ouder;nl\n"
    )
    reasons = [error.reason for error in parse_families(wrong.encode()).errors]

    assert len(reasons) == 7
    assert [reason for reason in reasons if refusal_in("nl", reason) == reason] == []
