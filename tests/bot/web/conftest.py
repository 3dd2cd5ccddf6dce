"""The API from outside: a test client over the real application, with a token in its hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDictProxy

from bot.deps import Deps
from bot.web.application import PREFIX, make_app
from bot.workers.planning import plan_one_batch
from bot.workers.sending import Sender
from tests.builders import make_token
from tests.conftest import fresh_database
from tests.fakes import FakeMessenger

#: For what never reaches a database, or reaches it alike: one of the two is enough.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Client = TestClient[web.Request, web.Application]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `body` is JSON where it is JSON, else text."""

    status: int
    body: Any
    headers: CIMultiDictProxy[str]


class Api:
    """Calls below /api/v1 as one caller."""

    def __init__(self, client: Client, token: str | None) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"} if token is not None else {}

    async def call(self, method: str, path: str, **what: Any) -> Reply:
        """`what` is aiohttp's own: json, data, headers."""
        headers = {**self.headers, **what.pop("headers", {})}
        url = (
            path if path.startswith(("/healthz", "/readyz", "/metrics", "/telegram", "/api/openapi")) else PREFIX + path
        )
        async with self.client.request(method, url, headers=headers, **what) as response:
            is_json = response.content_type.endswith("json")
            body = await response.json(content_type=None) if is_json else await response.text()
            return Reply(response.status, body, response.headers)

    async def get(self, path: str) -> Reply:
        return await self.call("GET", path)

    async def post(self, path: str, body: object = None) -> Reply:
        return await self.call("POST", path, json={} if body is None else body)

    async def put(self, path: str, body: object) -> Reply:
        return await self.call("PUT", path, json=body)

    async def patch(self, path: str, body: object) -> Reply:
        return await self.call("PATCH", path, json=body)

    async def delete(self, path: str) -> Reply:
        return await self.call("DELETE", path)

    async def send_csv(self, text: str | bytes, query: str = "") -> Reply:
        """As `curl --data-binary @families.csv`."""
        content = text.encode() if isinstance(text, str) else text
        return await self.call("POST", f"/families/import{query}", data=content, headers={"Content-Type": "text/csv"})


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The API asks actions and queries, which are tested on both; journeys ask it on PostgreSQL too."""
    return fresh_database(request, tmp_path)


@pytest.fixture
async def client(deps: Deps) -> AsyncIterator[Client]:
    async with TestClient(TestServer(make_app(deps))) as client:
        yield client


@pytest.fixture
async def api(client: Client, deps: Deps) -> Api:
    """The school's own token, for everything."""
    async with deps.transaction() as session:
        return Api(client, await make_token(session))


@pytest.fixture
def as_caller(client: Client) -> Callable[[str | None], Api]:
    """The same application with another token."""
    return lambda token: Api(client, token)


async def plan_all(deps: Deps) -> None:
    """Everything that is due stands in the outbox."""
    while await plan_one_batch(deps):
        pass


async def send_all(deps: Deps, messenger: FakeMessenger) -> None:
    """What is due has left, or has failed as told."""
    await plan_all(deps)
    sender = Sender(deps, messenger, asyncio.Event())
    while await sender.step():
        if sender._in_flight:
            await asyncio.wait(sender._in_flight)


def problem(status: int, title: str, detail: str, errors: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """An RFC 9457 document."""
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return document | ({"errors": errors} if errors else {})
