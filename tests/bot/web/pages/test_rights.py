"""Role × page × own or another group's thing. A page that is not in tests.browser.addresses fails it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.deps import Deps
from bot.enums import Role
from bot.web.pages.site import PAGES
from bot.web.pages.visit import Page
from tests.bot.web.conftest import Client
from tests.bot.web.pages.conftest import Browser
from tests.browser.addresses import ROWS, address_of, fill_in, known, name_of
from tests.browser.filled import Place, fill_school, let_in
from tests.browser.row import Row

#: These end what the others need.
_LAST = ("POST /account/browsers/sign-out-elsewhere", "POST /sign-out")


def in_order() -> list[tuple[Page, Row]]:
    return sorted(known(), key=lambda one: _LAST.index(name_of(one[0])) + 1 if name_of(one[0]) in _LAST else 0)


async def status(here: Browser, page: Page, row: Row, place: Place) -> int:
    path = address_of(row.path, place)
    if page.method == "GET":
        return (await here.get(path)).status
    return (await here.post(path, **fill_in(row.form, place))).status


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """A bot with a name, for letters; nobody waits for a machine that is not there."""
    return replace(deps, patience=0, settings=replace(deps.settings, telegram_bot="regenboog_bot"))


@pytest.mark.parametrize("role", Role)
async def test_role_reaches_what_is_its_own(deps: Deps, client: Client, role: Role) -> None:
    places = await fill_school(deps)
    here = Browser(client, (await let_in(deps))[role])

    surprising = ""
    for page, row in in_order():
        reached = tuple([await status(here, page, row, place) for place in places])
        if reached != row.expected(page, role):
            surprising += f"{name_of(page)}: {reached}, expected {row.expected(page, role)}\n"

    assert surprising == ""


def test_every_page_has_a_row() -> None:
    missing = [name_of(page) for page in PAGES if name_of(page) not in ROWS]

    assert missing == [], "Add to tests/browser/addresses.py where these pages are and who may see them."


def test_every_row_is_of_a_page() -> None:
    assert set(ROWS) - {name_of(page) for page in PAGES} == set()
