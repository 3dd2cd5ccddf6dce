"""The pages of a school where nothing is yet, which teach the next step: open to everybody too."""

from __future__ import annotations

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from bot.deps import Deps
from bot.enums import Role
from bot.web.application import make_app
from tests.browser.addresses import known
from tests.browser.axe import axe_script, find_barriers
from tests.browser.chromium import watch
from tests.browser.row import ROLES
from tests.builders import make_visitor

_OF_A_CHILD = {"/families/good-news"}


async def test_empty_pages_are_open_to_everybody(deps: Deps, browser: Browser) -> None:
    axe_script()
    found: list[str] = []
    async with deps.transaction() as session:
        tokens: dict[Role, str] = {
            role: await make_visitor(session, role=role) for role in Role if role is not Role.TEACHER
        }
    async with TestServer(make_app(deps), host="127.0.0.1") as server:
        watched = await watch(browser, str(server.make_url("")).rstrip("/"), viewport={"width": 320, "height": 900})
        page = await watched.open()
        for one, row in known():
            path = row.path.partition("?")[0]
            if one.method == "GET" and "{" not in one.path + path and not row.is_file and one.path not in _OF_A_CHILD:
                await watched.be({"ouderbrug": tokens[ROLES[row.who.strip("t")[-1]]]})
                answer = await page.goto(path)
                found += [f"{path}: {line}" for line in await find_barriers(page)] + watched.seen(path)
                found += [f"{path}: {answer.status}"] if answer and not answer.ok else []

    assert "\n".join(found) == ""
