"""Run a step for ever: at once while there is work, else when the bell rings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

from bot.deps import Bell

log = structlog.get_logger()

#: How often a loop looks by itself: workers on other machines cannot ring our bell. Seconds.
LOOK_AGAIN = 1.0


async def run_steps(step: Callable[[], Awaitable[bool]], *, bell: Bell, stop: asyncio.Event, name: str) -> None:
    """Until `stop`. A step that fails is logged and tried again; it never ends the loop."""
    while not stop.is_set():
        try:
            worked = await step()
        except Exception:  # a worker outlives any single failure
            log.exception("step failed", worker=name)
            worked = False
        if not worked:
            await bell.wait(LOOK_AGAIN)


async def unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Work that may be broken off at shutdown; whether it came to its end. Raises what the work raises."""
    task, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
    finally:
        task.cancel()
        stopped.cancel()
        await asyncio.wait((task, stopped))
    if task.cancelled():
        return False
    task.result()
    return True
