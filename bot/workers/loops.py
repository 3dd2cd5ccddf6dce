"""Run a step for ever: at once while there is work, else when the bell rings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

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
