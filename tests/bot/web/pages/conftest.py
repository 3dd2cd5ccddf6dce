"""Staff pages from outside: a browser without script over the real application, and colleagues who sign in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDictProxy

from bot.deps import Deps
from bot.enums import Role
from bot.web.application import make_app
from tests.bot.web.conftest import Client
from tests.builders import make_visitor
from tests.conftest import fresh_database

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it came; `at` is where a redirect leads."""

    status: int
    text: str
    at: str | None
    headers: CIMultiDictProxy[str]


class Browser:
    """One browser, without script, that follows nothing by itself."""

    def __init__(self, client: Client, cookie: str | None = None) -> None:
        self._client = client
        self.cookies = {"ouderbrug": cookie} if cookie else {}

    async def get(self, path: str, **headers: str) -> Shown:
        return await self._send("GET", path, headers={"Accept": "text/html", **headers})

    async def post(self, path: str, *, headers: Any = None, **fields: Any) -> Shown:
        return await self._send("POST", path, data=fields, headers=SAME_SITE if headers is None else headers)

    async def post_pairs(self, path: str, fields: list[tuple[str, str]]) -> Shown:
        """A form that holds a field more than once."""
        return await self._send("POST", path, data=fields, headers=SAME_SITE)

    async def _send(self, method: str, path: str, **what: Any) -> Shown:
        what["headers"] = {"Accept": "text/html", **what["headers"]}
        what["headers"]["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self._client.request(method, path, allow_redirects=False, **what) as response:
            for name, cookie in response.cookies.items():
                self.cookies[name] = cookie.value
            return Shown(response.status, await response.text(), response.headers.get("Location"), response.headers)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Any) -> str:
    """Pages ask actions and queries, which are tested on both: one is enough here."""
    request.param = "sqlite"
    return fresh_database(request, tmp_path)


@pytest.fixture
async def client(deps: Deps) -> AsyncIterator[Client]:
    async with TestClient(TestServer(make_app(deps)), cookie_jar=DummyCookieJar()) as client:
        yield client


@pytest.fixture
def outside(client: Client) -> Browser:
    """Nobody is signed in."""
    return Browser(client)


@pytest.fixture
def visit_as(client: Client, deps: Deps) -> Callable[..., Any]:
    """A browser in which a colleague of this role is signed in."""

    async def visit(role: Role, *groups: str, name: str = "Juf Ruth", **account: Any) -> Browser:
        async with deps.transaction() as session:
            return Browser(client, await make_visitor(session, role=role, groups=groups, name=name, **account))

    return visit
