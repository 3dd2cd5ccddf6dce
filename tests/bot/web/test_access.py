"""Who may call, and how a refusal reads."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.actions.tokens import create_token
from bot.deps import Deps
from bot.domain.actors import COMMAND
from bot.enums import Scope
from bot.web.application import PREFIX, ROUTES, make_app
from bot.web.calls import Route
from tests.bot.web.conftest import ON_SQLITE, Api, Client, problem
from tests.builders import make_token
from tests.fakes import NOW, FakeClock

ANYBODY = Callable[[str | None], Api]
EACH_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")

_UNKNOWN = "This token is unknown or too old. Make one with: ouderbrug token add NAME --scope all"


def _somewhere(route: Route) -> str:
    path = route.path.replace("{id}", "1").replace("{parent_id}", "P-Amina").replace("{tag}", "tr")
    return path.replace("{booking_id}", "1").replace("{message_id}", "1").replace("{language}", "tr")


@ON_SQLITE
@EACH_ROUTE
async def test_route_without_token_is_refused(as_caller: ANYBODY, route: Route) -> None:
    reply = await as_caller(None).call(route.method, _somewhere(route))

    sentence = "Send the header 'Authorization: Bearer …' with a token from: ouderbrug token add."
    assert (reply.status, reply.body) == (401, problem(401, "Not signed in", sentence))
    assert reply.headers["Content-Type"] == "application/problem+json; charset=utf-8"
    assert reply.headers["WWW-Authenticate"] == "Bearer"


@ON_SQLITE
@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Basic cnV0aDpydXRo", "ob_abc", "", "Bearer ob_ÿ", "Bearer \udcff"]
)
async def test_other_header_than_bearer_is_refused(client: Client, header: str) -> None:
    async with client.get(PREFIX + "/families", headers={"Authorization": header}) as response:
        assert response.status == 401


@pytest.mark.parametrize("token", ["ob_wrong", "x" * 5000])
async def test_unknown_token_is_refused(client: Client, token: str) -> None:
    async with client.get(PREFIX + "/families", headers={"Authorization": f"Bearer {token}"}) as response:
        assert (response.status, await response.json(content_type=None)) == (
            401,
            problem(401, "Not signed in", _UNKNOWN),
        )


async def test_token_is_taken_until_it_expires(deps: Deps, clock: FakeClock, as_caller: ANYBODY) -> None:
    async with deps.transaction() as session:
        token = await create_token(
            session, actor=COMMAND, now=NOW, name="day", scopes=[Scope.ALL], expires_at=NOW + timedelta(days=1)
        )
    caller = as_caller(token)

    before = await caller.get("/families")
    clock.push(timedelta(days=1))
    after = await caller.get("/families")

    assert (before.status, after.status) == (200, 401)
    assert after.body == problem(401, "Not signed in", _UNKNOWN)


@ON_SQLITE
@EACH_ROUTE
async def test_route_needs_its_scope(deps: Deps, as_caller: ANYBODY, route: Route) -> None:
    other = Scope.REPORTS_READ if route.scope is not Scope.REPORTS_READ else Scope.FAMILIES_READ
    async with deps.transaction() as session:
        wrong, right = await make_token(session, other), await make_token(session, route.scope)

    refused = await as_caller(wrong).call(route.method, _somewhere(route))
    let_in = await as_caller(right).call(route.method, _somewhere(route))

    sentence = f"This token was not made for {route.scope.value}; make one with that scope."
    assert (refused.status, refused.body) == (403, problem(403, "Not allowed", sentence))
    assert let_in.status not in (401, 403)


async def test_reading_scope_reads_but_does_not_write(deps: Deps, as_caller: ANYBODY) -> None:
    async with deps.transaction() as session:
        caller = as_caller(await make_token(session, Scope.READ))

    assert (await caller.get("/families")).status == 200
    assert (await caller.get("/inbox")).status == 200
    assert (await caller.post("/announcements", {"text": "Hallo", "groups": ["groep 3"]})).status == 403


async def test_writing_scope_of_a_room_reads_it_too(deps: Deps, as_caller: ANYBODY) -> None:
    async with deps.transaction() as session:
        caller = as_caller(await make_token(session, Scope.FAMILIES_WRITE))

    assert (await caller.get("/families")).status == 200
    assert (await caller.get("/inbox")).status == 403


@ON_SQLITE
@pytest.mark.parametrize("path", ["/nothing", "/events/1/nothing", "/events/", "/familie", "/"])
async def test_unknown_path_is_told(api: Api, path: str) -> None:
    reply = await api.get(path)

    sentence = "There is nothing here; /api/openapi.json lists what there is."
    assert (reply.status, reply.body) == (404, problem(404, "Not Found", sentence))


@ON_SQLITE
@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/families", "GET,HEAD"),
        ("GET", "/events", "POST"),
        ("PUT", "/events/1", "GET,HEAD,PATCH"),
        ("POST", "/campaigns/1", "DELETE,GET,HEAD"),
        ("GET", "/families/import", "DELETE,POST"),
    ],
)
async def test_wrong_method_names_the_right_ones(api: Api, method: str, path: str, allowed: str) -> None:
    reply = await api.call(method, path)

    assert (reply.status, reply.headers["Allow"]) == (405, allowed)
    assert reply.body == problem(405, "Method Not Allowed", f"This address takes only: {allowed.replace(',', ', ')}.")


_WORDS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize(
    ("status", "method", "path", "body"),
    [
        (200, "GET", "/families", b""),
        (400, "POST", "/events", b"{"),
        (401, "GET", "/inbox", b""),
        (404, "GET", "/events/1", b""),
        (404, "GET", "/nothing", b""),
        (405, "DELETE", "/families", b""),
        (413, "POST", "/events", b"x" * 300_000),
        (413, "POST", "/families/import", b"x" * 6_000_000),
        (503, "POST", "/families/P-Amina/enrolment", b""),
    ],
)
async def test_security_headers_come_with_every_status(
    api: Api, status: int, method: str, path: str, body: bytes
) -> None:
    headers = {"Authorization": ""} if status == 401 else {}

    reply = await api.call(method, path, data=io.BytesIO(body), headers=headers)

    assert reply.status == status
    assert {name: reply.headers.get(name) for name in _WORDS} == _WORDS
    assert "Server" not in reply.headers


async def test_our_own_mistake_tells_nothing_of_the_inside(deps: Deps) -> None:
    async def fail(_request: web.Request) -> web.Response:
        raise ZeroDivisionError("Amina's number")

    app = make_app(deps)
    app.router.add_get("/fails", fail)

    async with TestClient(TestServer(app)) as client, client.get("/fails") as response:
        assert response.status == 500
        assert {name: response.headers.get(name) for name in _WORDS} == _WORDS
        assert await response.json(content_type=None) == problem(
            500, "Our mistake", "Something went wrong on our side; it has been logged."
        )
