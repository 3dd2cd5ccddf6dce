"""Updates that Telegram brings to the door: only with its secret, stored once, never refused for ever."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.deps import Deps
from bot.queries.inbox import WaitingUpdate, list_waiting_updates
from bot.telegram.updates import store_updates
from bot.web.application import make_app
from tests.bot.web.conftest import ON_SQLITE, Client, problem

SECRET = "s3cret_of-telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
NOTHING = problem(404, "Not found", "There is nothing here.")


async def _open(deps: Deps, secret: str | None) -> TestClient[Any, Any]:
    async def store(update: dict[str, object]) -> None:
        await store_updates(deps, [update])

    settings = replace(deps.settings, webhook_secret=secret)
    return TestClient(TestServer(make_app(replace(deps, settings=settings), store)))


@pytest.fixture
async def door(deps: Deps) -> AsyncIterator[Client]:
    async with await _open(deps, SECRET) as client:
        yield client


async def _waiting(deps: Deps) -> list[WaitingUpdate]:
    async with deps.reading() as session:
        return await list_waiting_updates(session)


async def test_update_is_stored_once(deps: Deps, door: Client) -> None:
    for _ in range(2):
        async with door.post(
            "/telegram/webhook", json={"update_id": 7, "message": {}}, headers={HEADER: SECRET}
        ) as reply:
            assert (reply.status, await reply.json()) == (200, {"ok": True})

    assert await _waiting(deps) == [WaitingUpdate(7, '{"update_id": 7, "message": {}}')]


@pytest.mark.parametrize("given", [None, "", "wrong", SECRET + "x", SECRET.upper(), "\udcff"])
async def test_update_without_the_secret_finds_nothing(deps: Deps, door: Client, given: str | None) -> None:
    headers = {HEADER: given} if given is not None else {}

    async with door.post("/telegram/webhook", json={"update_id": 7}, headers=headers) as reply:
        assert (reply.status, await reply.json(content_type=None)) == (404, NOTHING)

    assert await _waiting(deps) == []


@pytest.mark.parametrize("given", [None, "", "None"])
async def test_webhook_without_a_secret_of_ours_is_shut(deps: Deps, given: str | None) -> None:
    headers = {HEADER: given} if given is not None else {}

    async with await _open(deps, None) as door, door.post("/telegram/webhook", json={}, headers=headers) as reply:
        assert (reply.status, await reply.json(content_type=None)) == (404, NOTHING)


@ON_SQLITE
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 99999999999999999999}',
        b'{"update_id": 7, "text": "\\ud800"}',
        b"[" * 100_000,
    ],
    ids=["empty", "cut off", "bytes", "list", "null", "text", "truth", "negative", "huge", "half a pair", "deep"],
)
async def test_what_is_no_update_is_confirmed_and_not_stored(deps: Deps, door: Client, content: bytes) -> None:
    async with door.post("/telegram/webhook", data=content, headers={HEADER: SECRET}) as reply:
        assert (reply.status, await reply.json()) == (200, {"ok": True})

    assert await _waiting(deps) == []


async def test_update_may_hold_what_no_keyboard_writes(deps: Deps, door: Client) -> None:
    content = b'{"update_id": 7, "text": "a\\u0000b \\ud83d\\ude00"}'

    async with door.post("/telegram/webhook", data=content, headers={HEADER: SECRET}) as reply:
        assert reply.status == 200

    assert [json.loads(update.payload) for update in await _waiting(deps)] == [{"update_id": 7, "text": "a\0b 😀"}]


async def test_update_stays_with_telegram_while_the_school_has_it_switched_off(deps: Deps, door: Client) -> None:
    deps.decisions.made = {"telegram": "off"}

    async with door.post("/telegram/webhook", json={"update_id": 7}, headers={HEADER: SECRET}) as reply:
        assert reply.status == 503

    assert await _waiting(deps) == []
