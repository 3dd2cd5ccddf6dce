"""Letters and cards to print, with codes that stand nowhere else."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.actions.enrolment import find_invited
from bot.config import Settings, load_settings
from bot.deps import Deps
from bot.enums import Role
from tests.bot.web.pages.conftest import Browser, Shown
from tests.builders import make_families, make_joined, make_row
from tests.fakes import NOW


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The bot has a name."""
    return load_settings(
        {
            "OUDERBRUG_DATABASE_URL": database_url,
            "OUDERBRUG_DATA_DIR": str(tmp_path),
            "OUDERBRUG_BIND": "127.0.0.1:0",
            "OUDERBRUG_SCHOOL_NAME": "De Regenboog",
            "OUDERBRUG_TELEGRAM_BOT": "regenboog_bot",
        }
    )


@pytest.fixture
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Jan", "Piotr <b>", "pl"),
            make_row("Bao", "Wen", group="groep 6"),
        )
        await make_joined(session, "Wen")


@pytest.fixture
async def teacher(visit_as: Any) -> Browser:
    browser: Browser = await visit_as(Role.TEACHER, "groep 3")
    return browser


def articles(shown: Shown) -> list[tuple[str, str]]:
    """Language and direction of each."""
    return re.findall(r'<article lang="([^"]+)" dir="([^"]+)">', shown.text)


def links(shown: Shown) -> list[str]:
    return [unescape(link) for link in re.findall(r'<p class="link">([^<]+)</p>', shown.text)]


async def who_opens(deps: Deps, link: str) -> str:
    """Whom the code on a letter is for, or why it does not work."""
    async with deps.transaction() as session:
        found = await find_invited(session, code=link.rpartition("=")[2], address=9, now=NOW)
    return found.name


async def test_group_gets_letters_each_in_the_home_language(school: None, teacher: Browser, deps: Deps) -> None:
    shown = await teacher.post("/families/letters", group="groep 3", kind="letters")

    assert articles(shown) == [("ar", "rtl"), ("pl", "ltr")]
    assert [await who_opens(deps, link) for link in links(shown)] == ["Amina", "Piotr <b>"]
    assert ("Piotr &lt;b&gt;" in shown.text, "<svg" in shown.text, "style=" in shown.text) == (True, True, False)
    assert re.search(r'<link rel="stylesheet" href="/static/sheets\.css\?v=\w+">', shown.text)
    assert '<div class="sheets letters">' in shown.text


async def test_letters_again_make_older_ones_worthless(school: None, teacher: Browser, deps: Deps) -> None:
    first = await teacher.post("/families/letters", group="groep 3")
    await teacher.post("/families/letters", group="groep 3")

    assert [await who_opens(deps, link) for link in links(first)] == ["UNKNOWN", "UNKNOWN"]
    assert "Older letters that were not used stop working." in (await teacher.get("/families/letters")).text


async def test_cards_hold_the_code_and_no_address(school: None, teacher: Browser) -> None:
    shown = await teacher.post("/families/letters", group="groep 3", kind="cards")

    assert (len(articles(shown)), links(shown), '<div class="sheets cards">' in shown.text) == (2, [], True)


async def test_one_parent_gets_a_new_link_also_after_joining(school: None, visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.LIAISON)

    shown = await here.post("/families/P-Wen/letter", kind="letters")

    assert "A letter for Wen" in shown.text
    assert f'<code class="key">{links(shown)[0]}</code>' in shown.text
    assert await who_opens(deps, links(shown)[0]) == "Wen"
    assert articles(await here.post("/families/P-Wen/letter", kind="?")) == [("nl", "ltr")]


async def test_group_in_which_all_have_joined_is_told(school: None, visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)

    assert "Everybody in this group has joined" in (await here.post("/families/letters", group="groep 6")).text


async def test_group_of_others_and_none_at_all_are_told_on_the_form(school: None, teacher: Browser) -> None:
    others = await teacher.post("/families/letters", group="groep 6")
    none = await teacher.post("/families/letters")

    assert (others.status, "No group &#39;groep 6&#39; among yours." in others.text) == (422, True)
    assert (none.status, "Please fill this in." in none.text) == (422, True)
    assert (await teacher.post("/families/P-Wen/letter")).status == 404


async def test_asked_group_is_chosen_and_a_school_without_families_is_told(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)
    assert "There are no families yet" in (await here.get("/families/letters")).text

    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Bao", "Wen", group="groep 6"))

    assert '<option value="groep 6" selected>' in (await here.get("/families/letters?group=groep+6")).text


async def test_style_of_the_sheets_is_served(outside: Browser) -> None:
    sheet = await outside.get("/static/sheets.css")

    assert (sheet.status, "@page letter" in sheet.text) == (200, True)
