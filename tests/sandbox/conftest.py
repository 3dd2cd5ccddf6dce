"""A sandbox on loopback, a bare client of its two APIs, and an unmodified python-telegram-bot."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession
from telegram import Bot

from bot.sandbox import Phone, Sandbox, running_sandbox

TOKEN = "123456:TEST"
AMINA = 7001
Json = Any  # whatever a JSON body holds


@dataclass
class Client:
    """Calls the Bot API (`call`) and the control API (`control`); answers are status and body."""

    session: ClientSession
    url: str

    async def call(self, method: str, **parameters: object) -> tuple[int, Json]:
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=parameters) as response:
            return response.status, await response.json()

    async def description(self, method: str, **parameters: object) -> str:
        _, body = await self.call(method, **parameters)
        return str(body["description"])

    async def result(self, method: str, **parameters: object) -> Json:
        status, body = await self.call(method, **parameters)
        assert status == 200, body
        return body["result"]

    async def control(self, verb: str, path: str, body: object = None) -> tuple[int, Json]:
        async with self.session.request(verb, f"{self.url}/sandbox/{path}", json=body) as response:
            return response.status, await response.json()

    async def got(self, path: str) -> Json:
        status, body = await self.control("GET", path)
        assert status == 200, body
        return body


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox() as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[Client]:
    async with ClientSession() as session:
        yield Client(session, sandbox.url)


@pytest.fixture
def amina(sandbox: Sandbox) -> Phone:
    """Amina pressed Start, and the bot has read that."""
    phone = sandbox.phone(AMINA, name="Amina", language="ar")
    phone.start()
    sandbox.world.bot.updates.clear()
    return phone


@pytest.fixture
async def ptb(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # durations as they will be, without a warning
    bot = Bot(TOKEN, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot")
    async with bot:
        yield bot
