"""The staff pages of a filled school on a real port, the same of an empty one, and a browser that watches them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from bot.deps import Deps
from bot.web.application import make_app
from tests.browser.chromium import chromium
from tests.browser.filled import Place, cookie_of, fill_school, let_in
from tests.conftest import fresh_database


@dataclass(frozen=True, slots=True)
class School:
    """Where its pages are, what there is of the own and of another group, and sessions by language and role."""

    deps: Deps
    url: str
    own: Place
    other: Place
    tokens: dict[str, dict[str, str]]

    def cookies(self, language: str, visitor: str) -> dict[str, str]:
        """Of who reads the pages in this language."""
        return cookie_of(visitor, self.tokens[language].get(visitor))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Pages ask actions and queries, which are tested on both: one is enough here."""
    request.param = "sqlite"
    return fresh_database(request, tmp_path)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@asynccontextmanager
async def opened(deps: Deps, own: Place, other: Place) -> AsyncIterator[School]:
    """Served, with colleagues who read Dutch and colleagues who read English."""
    tokens = {language: await let_in(deps, language=language) for language in ("nl", "en")}
    async with TestServer(make_app(deps), host="127.0.0.1") as server:
        yield School(deps, str(server.make_url("")).rstrip("/"), own, other, tokens)


@pytest.fixture
async def school(deps: Deps) -> AsyncIterator[School]:
    """With a bot that has a name, for letters; nobody waits for a machine that is not there."""
    deps = replace(deps, patience=0, settings=replace(deps.settings, telegram_bot="regenboog_bot"))
    own, other = await fill_school(deps)
    async with opened(deps, own, other) as school:
        yield school
