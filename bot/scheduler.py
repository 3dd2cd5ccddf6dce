"""APScheduler as metronome: it says when to look, and stores nothing. What is due are rows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.deps import Deps
from bot.workers import counting
from bot.workers.counting import count_answers
from bot.workers.housekeeping import NIGHTLY, OFTEN, plan_tips, purge, set_clock, tidy_outbox

log = structlog.get_logger()

Task = Callable[[Deps], Awaitable[None]]

#: Each task with its interval in seconds.
TASKS: tuple[tuple[Task, int], ...] = (
    (tidy_outbox, OFTEN),
    (plan_tips, 60),
    (set_clock, 60),
    (count_answers, counting.OFTEN),
    (purge, NIGHTLY),
)


def make_scheduler(deps: Deps, underway: Collection[asyncio.Lock] = ()) -> AsyncIOScheduler:
    """UTC, no job store, no misfires, never twice at once: its defaults would lose ticks and double them (trust.md)."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    locks = underway or [asyncio.Lock() for _ in TASKS]
    for (task, seconds), lock in zip(TASKS, locks, strict=True):
        scheduler.add_job(_guarded(task, deps, lock), IntervalTrigger(seconds=seconds), id=task.__name__)
    return scheduler


@asynccontextmanager
async def running_scheduler(deps: Deps) -> AsyncIterator[AsyncIOScheduler]:
    """The metronome while the block runs. A tick under way comes to its end: APScheduler would break it off."""
    underway = [asyncio.Lock() for _ in TASKS]
    scheduler = make_scheduler(deps, underway)
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.pause()
        for lock in underway:
            await lock.acquire()
        scheduler.shutdown(wait=False)


def _guarded(task: Task, deps: Deps, underway: asyncio.Lock) -> Callable[[], Awaitable[None]]:
    """A tick that fails is logged; the next one comes all the same."""

    async def tick() -> None:
        async with underway:
            try:
                await task(deps)
            except Exception:  # the metronome outlives any single failure
                log.exception("task failed", worker=task.__name__)

    return tick
