"""Updates brought to a webhook: with its secret, in order, and again until taken."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.sandbox import Phone, webhooks
from tests.sandbox.conftest import Client

SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Receiver:
    """A bot's own web server."""

    def __init__(self) -> None:
        self.refusals = 0
        self.tries = 0
        self.taken: asyncio.Queue[tuple[str | None, dict[str, Any]]] = asyncio.Queue()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.tries += 1
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=500)
        self.taken.put_nowait((request.headers.get(SECRET), await request.json()))
        return web.Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/hook"))
        yield receiver


async def test_updates_come_with_the_secret(client: Client, receiver: Receiver, amina: Phone) -> None:
    amina.write("eerder")
    await client.result("setWebhook", url=receiver.url, secret_token="geheim")
    amina.write("later")

    arrived = [await asyncio.wait_for(receiver.taken.get(), 5) for _ in range(2)]

    assert [(secret, update["message"]["text"]) for secret, update in arrived] == [
        ("geheim", "eerder"),
        ("geheim", "later"),
    ]


async def test_refused_update_comes_again(
    client: Client, receiver: Receiver, amina: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "FIRST_PAUSE", 0.01)
    receiver.refusals = 2
    await client.result("setWebhook", url=receiver.url)

    amina.write("hallo")
    _, update = await asyncio.wait_for(receiver.taken.get(), 5)
    info = await client.result("getWebhookInfo")

    assert (update["message"]["text"], receiver.tries) == ("hallo", 3)
    assert info["last_error_message"] == "Wrong response from the webhook: 500"


async def test_polling_is_refused_beside_a_webhook(client: Client, receiver: Receiver) -> None:
    await client.result("setWebhook", url=receiver.url)

    status, body = await client.call("getUpdates")

    assert (status, body["description"]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )


async def test_polling_goes_on_without_the_webhook(client: Client, receiver: Receiver, amina: Phone) -> None:
    await client.result("setWebhook", url=receiver.url, max_connections=3)
    assert (await client.result("getWebhookInfo"))["max_connections"] == 3

    await client.result("deleteWebhook")
    amina.write("hallo")

    assert len(await client.result("getUpdates")) == 1
    assert (await client.result("getWebhookInfo"))["url"] == ""


async def test_pending_updates_are_dropped_when_asked(client: Client, amina: Phone) -> None:
    amina.write("weg")

    await client.result("deleteWebhook", drop_pending_updates=True)

    assert await client.result("getUpdates") == []
