"""The demo that a newcomer plays with: a school day that has just begun, and a line for every new answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

from bot.demo.day import APPROVAL_TIME, approve_memory, schedule_look_in
from bot.demo.runtime import Demo, open_families
from bot.demo.school import NEWCOMERS, NEWCOMERS_CSV, PARENTS

_LOOK = 1.0


async def open_school_day(demo: Demo) -> int:
    """Families in, everybody joined, own words approved, the invitation out. The event's number."""
    await open_families(demo, NEWCOMERS_CSV, (*PARENTS, *NEWCOMERS))
    event, _ = await schedule_look_in(demo)
    await approve_memory(demo)
    demo.sandbox.clock.advance(APPROVAL_TIME + timedelta(minutes=1))
    return event


async def watch_answers(demo: Demo, event: int, stop: asyncio.Event) -> AsyncIterator[str]:
    """A line of counts each time that they differ, until we are to stop."""
    known = ""
    while not stop.is_set():
        found = await demo.api.get(f"/events/{event}/responses")
        line = "  ".join(f"{key} {found[key]}" for key in ("delivered", "yes", "no", "maybe", "none_yet"))
        if line != known:
            yield line
        known = line
        try:
            async with asyncio.timeout(_LOOK):
                await stop.wait()
        except TimeoutError:
            continue
