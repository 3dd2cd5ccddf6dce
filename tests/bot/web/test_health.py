"""What machines ask: whether the process lives, whether the database answers, and the numbers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from bot.db import Database
from bot.deps import Deps
from bot.errors import NotFound
from bot.web.application import _metrics, make_app
from tests.bot.web.conftest import ON_SQLITE, Api, Client, problem

GONE = {
    "sqlite": "sqlite+aiosqlite:///{folder}/unplugged/ouderbrug.db",
    "postgresql": "postgresql+asyncpg://nobody@127.0.0.1:1/ouderbrug",
}


@pytest.mark.parametrize(("path", "status"), [("/healthz", {"status": "ok"}), ("/readyz", {"status": "ready"})])
async def test_service_answers_without_a_token(client: Client, path: str, status: dict[str, str]) -> None:
    async with client.get(path) as response:
        assert (response.status, await response.json()) == (200, status)


@pytest.fixture(params=GONE)
async def without_database(deps: Deps, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Client]:
    """The service whose database is gone."""
    database = Database(GONE[request.param].format(folder=tmp_path))
    if (folder := tmp_path / "unplugged").exists():
        folder.rmdir()
    async with TestClient(TestServer(make_app(replace(deps, database=database)))) as client:
        yield client
    await database.close()


@ON_SQLITE
async def test_service_lives_but_is_not_ready_when_the_database_is_gone(without_database: Client) -> None:
    async with without_database.get("/healthz") as alive, without_database.get("/readyz") as ready:
        assert (alive.status, ready.status) == (200, 503)
        assert await ready.json(content_type=None) == problem(503, "Unavailable", "The database does not answer.")


@ON_SQLITE
async def test_api_says_that_the_database_is_gone(without_database: Client) -> None:
    reply = await Api(without_database, "ob_any").get("/families")

    sentence = "The database does not answer. Try again in a moment."
    assert (reply.status, reply.body) == (503, problem(503, "Unavailable", sentence))


@ON_SQLITE
async def test_metrics_are_prometheus_text_without_any_name(client: Client) -> None:
    async with client.get("/metrics") as response:
        text = await response.text()

    assert (response.status, response.content_type) == (200, "text/plain")
    assert [line for line in text.splitlines() if line.startswith("# TYPE") and "_created" not in line] == [
        "# TYPE ouderbrug_sends_total counter",
        "# TYPE ouderbrug_updates_total counter",
        "# TYPE ouderbrug_over_budget_total counter",
        "# TYPE ouderbrug_alerts_total counter",
        "# TYPE ouderbrug_last_fetch_seconds gauge",
    ]


@pytest.mark.parametrize("peer", [("192.168.1.20", 40000), ("2001:db8::1", 40000, 0, 0), None])
async def test_metrics_are_for_this_machine_only(peer: tuple[str, int] | None) -> None:
    request = make_mocked_request("GET", "/metrics")
    request._transport_peername = peer

    with pytest.raises(NotFound):
        await _metrics(request)


@pytest.mark.parametrize("peer", [("127.0.0.1", 40000), ("::1", 40000, 0, 0)])
async def test_metrics_are_shown_on_loopback(peer: tuple[str, int]) -> None:
    request = make_mocked_request("GET", "/metrics")
    request._transport_peername = peer

    assert (await _metrics(request)).status == 200


@ON_SQLITE
async def test_head_is_answered_like_get_without_a_body(api: Api) -> None:
    for path in ("/healthz", "/families"):
        reply = await api.call("HEAD", path)

        assert (reply.status, reply.body) == (200, None)
