"""outbox.send: messages a second with every state written down, versus sending in a bare loop that would lose them.

`ptb-loop` is python-telegram-bot as its examples use it, `aiohttp-loop` is the fastest a Python program could go. The
sandbox runs in a process of its own; each way sends the same texts to the same chats, in interleaved rounds.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
from telegram import Bot

from bot.actions.outbox import Draft, queue_messages
from bot.bootstrap import open_deps
from bot.config import Settings, load_settings
from bot.deps import Deps
from bot.enums import Lane
from bot.telegram.application import make_messenger, open_bot
from bot.workers.sending import Sender
from messages.outgoing import MessageKind, Outgoing

TOKEN = "123456789:bench-bench-bench-bench-bench-bench"
_TEXT = "Beste ouder,\n\nU bent welkom op dinsdag 8 december om 08:30 in lokaal 3.\n"
_CHATS, _ROUNDS = 400, 3


async def bench() -> list[dict[str, Any]]:
    async with _sandbox() as url:
        await _start_chats(url)
        ways: dict[str, Callable[[str, int], Awaitable[float]]] = {
            "ours": _ours, "ptb-loop": _ptb_loop, "aiohttp-loop": _aiohttp_loop,
        }  # fmt: skip
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for place in range(_ROUNDS):
            for name, way in ways.items():
                rates[name].append(await way(url, place))
    median = {name: statistics.median(found) for name, found in rates.items()}
    return [
        {"bench": "outbox.send", "value": round(median["ours"]), "unit": "messages/s", "versus": versus,
         "ratio": round(median["ours"] / median[versus], 2)}
        for versus in ("ptb-loop", "aiohttp-loop")
    ]  # fmt: skip


async def _ours(url: str, place: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with open_deps(_settings(url, folder)) as deps, open_bot(deps.settings) as bot:
            await _queue(deps, place)
            messenger = make_messenger(bot)
            stop = asyncio.Event()
            sender = Sender(replace(deps, messenger=messenger), messenger, stop)
            running = asyncio.create_task(sender.run())
            started = time.perf_counter()
            await _sent(url, (place * 3 + 1) * _CHATS)
            took = time.perf_counter() - started
            stop.set()
            await running
    return _CHATS / took


async def _ptb_loop(url: str, _place: int) -> float:
    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        started = time.perf_counter()
        for chat in range(_CHATS):
            await bot.send_message(chat + 1, _TEXT)
        return _CHATS / (time.perf_counter() - started)


async def _aiohttp_loop(url: str, _place: int) -> float:
    async with aiohttp.ClientSession() as session:
        started = time.perf_counter()
        for chat in range(_CHATS):
            data = {"chat_id": str(chat + 1), "text": _TEXT}
            async with session.post(f"{url}/bot{TOKEN}/sendMessage", data=data) as response:
                await response.read()
        return _CHATS / (time.perf_counter() - started)


async def _queue(deps: Deps, place: int) -> None:
    now = datetime.now(UTC)
    outgoing = Outgoing(MessageKind.INVITATION, "nl", _TEXT)
    drafts = [Draft(f"{place}:{chat}", chat + 1, outgoing, Lane.BULK, now) for chat in range(_CHATS)]
    async with deps.transaction() as session:
        await queue_messages(session, drafts, now=now)


async def _sent(url: str, wanted: int) -> None:
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{url}/sandbox/log?after={wanted - 1}&limit=1") as response:
                if (await response.json())["items"]:
                    return
            await asyncio.sleep(0.02)


async def _start_chats(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/bot{TOKEN}/getMe") as response:
            await response.read()
        for chat in range(_CHATS):
            async with session.post(f"{url}/sandbox/chats/{chat + 1}/start", json={}) as response:
                await response.read()


@asynccontextmanager
async def _sandbox() -> AsyncIterator[str]:
    port = "18081"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "sandbox", "--port", port, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


def _settings(url: str, folder: str) -> Settings:
    return load_settings(
        {
            "OUDERBRUG_TELEGRAM_TOKEN": TOKEN,
            "OUDERBRUG_TELEGRAM_API": url,
            "OUDERBRUG_DATA_DIR": folder,
            "OUDERBRUG_SEND_PER_SECOND": "10000",
            "OUDERBRUG_QUIET_HOURS": "00:00-00:00",
        }
    )
