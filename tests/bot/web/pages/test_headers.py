"""Every answer carries the headers, whatever its status and whoever answers: pages, statics, files, the API."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from bot.deps import Deps
from bot.enums import Role
from tests.bot.web.conftest import Client
from tests.bot.web.pages.conftest import SAME_SITE
from tests.browser.filled import fill_school, let_in

PAGE, SCRIPT = {"Accept": "text/html"}, {"Accept": "*/*"}
TOO_LARGE = "x" * (256 * 1024 + 1)
KEPT = "public, max-age=31536000, immutable"


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody waits for a machine that is not there."""
    return replace(deps, patience=0)


async def ask(client: Client, method: str, path: str, token: str = "", **what: Any) -> tuple[int, dict[str, str]]:
    headers = {**PAGE, "Cookie": f"ouderbrug={token}", **what.pop("headers", {})}
    async with client.request(method, path, allow_redirects=False, headers=headers, **what) as answer:
        return answer.status, dict(answer.headers)


def lacking(headers: dict[str, str], *, cache: str = "no-store") -> list[str]:
    """What is missing or weaker than it should be."""
    policy = headers.get("Content-Security-Policy", "")
    held = {
        "policy": "default-src 'none'" in policy and "frame-ancestors 'none'" in policy,
        "unsafe": "unsafe" not in policy and "*" not in policy and "http" not in policy,
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "referrer": headers.get("Referrer-Policy") == "no-referrer",
        "cache": headers.get("Cache-Control") == cache,
        "server": "Server" not in headers,
        "type": "Content-Type" in headers or headers.get("Content-Length") == "0",
    }
    return [name for name, is_held in held.items() if not is_held]


ASKED: list[tuple[str, str, int, dict[str, Any]]] = [
    ("GET", "/account", 200, {}),
    ("GET", "/account", 303, {"token": ""}),
    ("POST", "/account/language", 303, {"headers": SAME_SITE, "data": {"language": "en"}}),
    ("POST", "/account/language", 403, {"data": {"language": "en"}}),
    ("GET", "/inbox/99", 404, {}),
    ("GET", "/nothing", 404, {}),
    ("DELETE", "/account", 405, {}),
    ("POST", "/account/password", 413, {"headers": SAME_SITE, "data": {"present": TOO_LARGE}}),
    ("POST", "/account/language", 422, {"headers": SAME_SITE}),
    ("GET", "/static/nothing.css", 404, {}),
    ("POST", "/static/site.css", 405, {}),
    ("GET", "/families/checklist.csv?group=groep%203", 200, {}),
    ("GET", "/inbox/1/messages/3/voice", 200, {}),
    ("GET", "/inbox/1/messages/99/voice", 404, {}),
    ("GET", "/api/v1/inbox", 401, {"headers": SCRIPT}),
    ("GET", "/api/v1/nothing", 404, {"headers": SCRIPT}),
    ("PUT", "/api/v1/inbox", 405, {"headers": SCRIPT}),
    ("GET", "/api/openapi.json", 200, {"headers": SCRIPT}),
    ("GET", "/healthz", 200, {"headers": SCRIPT}),
    ("GET", "/metrics", 200, {"headers": SCRIPT}),
]


async def test_every_status_carries_the_headers(client: Client, deps: Deps) -> None:
    await fill_school(deps)
    token = (await let_in(deps))[Role.COORDINATOR]

    found = []
    for method, path, _, what in ASKED:
        status, headers = await ask(client, method, path, **{"token": token, **what})
        found.append((method, path, status, lacking(headers)))

    assert found == [(method, path, expected, []) for method, path, expected, _ in ASKED]


async def test_what_is_kept_for_a_year_carries_them_too(client: Client) -> None:
    status, headers = await ask(client, "GET", "/static/site.js")

    assert (status, lacking(headers, cache=KEPT)) == (200, [])


async def test_stream_carries_them_too(client: Client, deps: Deps) -> None:
    own, _ = await fill_school(deps)
    cookie = {"Cookie": f"ouderbrug={(await let_in(deps))[Role.COORDINATOR]}"}

    async with client.get(f"/events/{own['event']}/moves", headers=cookie) as answer:
        assert (answer.status, lacking(dict(answer.headers))) == (200, [])


@pytest.mark.parametrize("accept", [PAGE, SCRIPT], ids=["person", "script"])
async def test_our_own_mistake_carries_them_too(client: Client, deps: Deps, accept: dict[str, str]) -> None:
    await fill_school(deps)
    token = (await let_in(deps))[Role.COORDINATOR]
    async with deps.transaction() as session:
        await session.execute(text("ALTER TABLE staff RENAME TO mislaid"))

    status, headers = await ask(client, "GET", "/account", token, headers=accept)

    assert (status, lacking(headers)) == (500, [])
