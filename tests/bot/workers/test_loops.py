"""A step for ever: at once while there is work, else when the bell rings; no failure ends it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.deps import Bell, Bells
from bot.workers.loops import LOOK_AGAIN, run_steps, unless_stopped
from tests.waiting import until


@asynccontextmanager
async def running(step: Callable[[], Awaitable[bool]], bell: Bell) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(run_steps(step, bell=bell, stop=stop, name="test"))
    try:
        yield
    finally:
        stop.set()
        bell.ring()
        async with asyncio.timeout(0.5):
            await task


async def test_steps_follow_each_other_while_there_is_work() -> None:
    work = [True, True, True, False]

    async def step() -> bool:
        return work.pop(0) if work else False

    async with running(step, Bell()), asyncio.timeout(LOOK_AGAIN / 2):
        await until(lambda: work == [])


async def test_bell_wakes_at_once_and_nobody_has_to_be_waiting_when_it_rings() -> None:
    looked: list[bool] = []

    async def step() -> bool:
        looked.append(True)
        return False

    bell = Bell()
    bell.ring()
    async with running(step, bell), asyncio.timeout(LOOK_AGAIN / 2):
        await until(lambda: len(looked) == 2)
        bell.ring()
        await until(lambda: len(looked) == 3)


async def test_without_a_bell_it_looks_again_by_itself() -> None:
    looked: list[bool] = []

    async def step() -> bool:
        looked.append(True)
        return False

    async with running(step, Bell()), asyncio.timeout(LOOK_AGAIN * 2):
        await until(lambda: len(looked) == 2)


async def test_step_that_fails_is_logged_and_tried_again() -> None:
    failures = [ValueError("the words of a parent"), OSError()]
    held = asyncio.Event()

    async def step() -> bool:
        if failures:
            raise failures.pop()
        held.set()
        return False

    bell = Bell()
    with capture_logs() as logs:
        async with running(step, bell):
            for _ in range(2):
                bell.ring()
            async with asyncio.timeout(3 * LOOK_AGAIN):
                await held.wait()

    assert [(entry["event"], entry["worker"]) for entry in logs] == [("step failed", "test")] * 2


async def test_bell_waits_no_longer_than_told() -> None:
    async with asyncio.timeout(0.5):
        await Bell().wait(0.01)


async def test_bell_rung_twice_wakes_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()

    await bell.wait(60)

    assert not bell._rung.is_set()


async def test_all_bells_ring_at_shutdown() -> None:
    bells = Bells()

    bells.ring()

    async with asyncio.timeout(0.5):
        for bell in (bells.planning, bells.sending, bells.updates):
            await bell.wait(60)


async def test_work_that_ends_before_the_stop_is_done() -> None:
    async def work() -> None:
        await asyncio.sleep(0)

    assert await unless_stopped(asyncio.Event(), work()) is True


async def test_work_is_broken_off_by_the_stop() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_soon(stop.set)

    async with asyncio.timeout(0.5):
        assert await unless_stopped(stop, asyncio.sleep(60)) is False


async def test_work_that_fails_says_so() -> None:
    async def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await unless_stopped(asyncio.Event(), work())
