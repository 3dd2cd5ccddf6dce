"""APScheduler as metronome: it says when to look, and stores nothing. What is due are rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.deps import Deps
from bot.workers.housekeeping import NIGHTLY, OFTEN, plan_tips, purge, set_clock, tidy_outbox

log = structlog.get_logger()

Task = Callable[[Deps], Awaitable[None]]

#: Each task with its interval in seconds.
TASKS: tuple[tuple[Task, int], ...] = ((tidy_outbox, OFTEN), (plan_tips, 60), (set_clock, 60), (purge, NIGHTLY))


def make_scheduler(deps: Deps) -> AsyncIOScheduler:
    """UTC, no job store, no misfires, never twice at once: its defaults would lose ticks and double them (trust.md)."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    for task, seconds in TASKS:
        scheduler.add_job(_guarded(task, deps), IntervalTrigger(seconds=seconds), id=task.__name__)
    return scheduler


def _guarded(task: Task, deps: Deps) -> Callable[[], Awaitable[None]]:
    """A tick that fails is logged; the next one comes all the same."""

    async def tick() -> None:
        try:
            await task(deps)
        except Exception:  # the metronome outlives any single failure
            log.exception("task failed", worker=task.__name__)

    return tick
