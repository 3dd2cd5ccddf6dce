"""Fetch, store, confirm: in this order, whatever comes and whatever breaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.deps import Deps
from bot.queries.inbox import list_waiting_updates
from bot.sandbox import Phone, Sandbox
from bot.sandbox.faults_file import faults_plan
from bot.telegram.updates import fetch_updates, store_updates
from tests.waiting import until

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@asynccontextmanager
async def fetching(deps: Deps, bot: Bot) -> AsyncIterator[None]:
    """As a process that is killed when the block ends."""
    task = asyncio.create_task(fetch_updates(deps, bot, asyncio.Event()))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def stored(deps: Deps) -> list[int]:
    async with deps.reading() as session:
        return [update.update_id for update in await list_waiting_updates(session)]


async def until_stored(deps: Deps, numbers: list[int]) -> None:
    async def hold() -> bool:
        return await stored(deps) == numbers

    await until(hold)


def waiting(sandbox: Sandbox) -> int:
    """What Telegram has not forgotten."""
    return len(sandbox.world.bot.updates)


async def test_update_is_stored_as_it_came_and_confirmed(deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone) -> None:
    amina.write("ሰላም 👋")
    (kept,) = sandbox.world.bot.updates._queue

    async with fetching(deps, bot):
        await until(lambda: waiting(sandbox) == 0)

    async with deps.reading() as session:
        (update,) = await list_waiting_updates(session)
    assert (update.update_id, json.loads(update.payload)) == (kept.update_id, json.loads(kept.body))


async def test_update_is_not_confirmed_before_it_is_stored(
    deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone
) -> None:
    async with fetching(deps, bot):
        async with deps.database.transaction():  # nobody else can write
            await let_fetch(sandbox, amina)
            held = waiting(sandbox)
        await until(lambda: waiting(sandbox) == 0)

    assert held == 1
    assert len(await stored(deps)) == 1


async def test_kill_between_fetching_and_storing_loses_nothing(
    deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone
) -> None:
    async with deps.database.transaction(), fetching(deps, bot):
        await let_fetch(sandbox, amina)
    killed_with = await stored(deps)

    async with fetching(deps, bot):
        await until(lambda: waiting(sandbox) == 0)

    assert (killed_with, len(await stored(deps))) == ([], 1)


@on_both_databases
async def test_kill_between_storing_and_confirming_stores_once(
    deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone
) -> None:
    amina.write("een")
    kept = [json.loads(update.body) for update in sandbox.world.bot.updates._queue]
    await store_updates(deps, kept)

    async with fetching(deps, bot):
        await until(lambda: waiting(sandbox) == 0)

    assert await stored(deps) == [update["update_id"] for update in kept]


async def test_numbers_that_begin_again_after_a_silent_week_are_fetched(
    deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone
) -> None:
    queue = sandbox.world.bot.updates
    async with fetching(deps, bot):
        amina.write("voor de vakantie")
        await until(lambda: waiting(sandbox) == 0)
        await queue.polled()
        queue.end_poll()  # a silent poll
        await until(lambda: queue._poll is None)
        await queue.polled()

        queue._next_id = 17
        amina.write("na de vakantie")
        await until(lambda: waiting(sandbox) == 0)

    assert min(await stored(deps)) == 17


BAD = (
    "{",
    "null",
    "7",
    "[]",
    "{}",
    '{"update_id": null}',
    '{"update_id": "seven"}',
    '{"update_id": true}',
    '{"update_id": 1.5}',
    '{"update_id": -1}',
    '{"update_id": 9223372036854775808}',
)


@pytest.mark.parametrize("body", BAD)
async def test_what_is_no_update_holds_up_nobody(
    deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone, body: str
) -> None:
    sandbox.world.bot.updates.inject_text(body)
    amina.write("hallo")

    async with fetching(deps, bot), asyncio.timeout(2):
        await until(lambda: waiting(sandbox) == 0)

    assert len(await stored(deps)) == 1


async def test_update_with_half_a_character_is_stored(deps: Deps, bot: Bot, sandbox: Sandbox) -> None:
    sandbox.world.bot.updates.inject_text('{"update_id": 5, "message": {"text": "\\ud83d\\u0000"}}')

    async with fetching(deps, bot):
        await until_stored(deps, [5])


@pytest.mark.parametrize("fault", ["401", "404", "409", "429", "500", "garbage"])
async def test_fetching_resumes_soon_after_a_refusal(
    deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone, fault: str
) -> None:
    sandbox.world.break_with(faults_plan([{"method": "getUpdates", "do": fault, "times": 1}]))
    amina.write("hallo")

    async with fetching(deps, bot):
        await until(lambda: waiting(sandbox) == 0, seconds=3)

    assert len(await stored(deps)) == 1


async def test_fetching_resumes_within_five_seconds_when_telegram_hangs(
    deps: Deps, bot: Bot, sandbox: Sandbox, amina: Phone
) -> None:
    sandbox.world.break_with(faults_plan([{"method": "getUpdates", "do": "timeout", "times": 1}]))
    amina.write("hallo")

    async with fetching(deps, bot):
        await until(lambda: waiting(sandbox) == 0, seconds=5)

    assert len(await stored(deps)) == 1


async def test_fetching_stops_at_once(deps: Deps, bot: Bot, sandbox: Sandbox) -> None:
    sandbox.world.break_with(faults_plan([{"method": "getUpdates", "do": "500"}]))
    stop = asyncio.Event()
    task = asyncio.create_task(fetch_updates(deps, bot, stop))
    await until(lambda: bool(sandbox.world.log.refused))

    stop.set()

    async with asyncio.timeout(0.5):
        await task


async def let_fetch(sandbox: Sandbox, phone: Phone) -> None:
    """Something to fetch, for a bot that waits; until it has been taken out of the long poll."""
    queue = sandbox.world.bot.updates
    await queue.polled()
    phone.write("hallo")
    await until(lambda: not queue._polled.is_set())
