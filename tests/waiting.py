"""Waiting for another program: asked again and again, because it answers in its own time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

#: Long for a slow machine; a test that holds needs a few milliseconds.
PATIENCE = 60.0

_LOOK_AGAIN = 0.01


async def until(holds: Callable[[], bool | Awaitable[bool]], seconds: float = PATIENCE) -> None:
    """Raises TimeoutError where it never holds."""
    async with asyncio.timeout(seconds):
        while not await _is_true(holds()):  # noqa: ASYNC110  # what we wait for tells nobody
            await asyncio.sleep(_LOOK_AGAIN)


async def _is_true(answer: bool | Awaitable[bool]) -> bool:
    return answer if isinstance(answer, bool) else await answer
