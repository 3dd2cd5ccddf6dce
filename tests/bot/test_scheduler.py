"""The metronome: when it looks, and that no tick is lost, doubled or the end of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from bot.db import Database
from bot.deps import Deps
from bot.scheduler import TASKS, make_scheduler, running_scheduler
from tests.fakes import FakeClock


@dataclass
class AskedClock(FakeClock):
    """Tells that a tick began: the time is the first thing that it asks for."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> datetime:
        self.asked.set()
        return super().now()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_scheduler_has_each_task_once_with_settings_that_lose_no_tick(deps: Deps) -> None:
    scheduler = make_scheduler(deps)
    scheduler.start(paused=True)

    jobs = {
        job.id: (job.trigger.interval.total_seconds(), job.coalesce, job.misfire_grace_time, job.max_instances)
        for job in scheduler.get_jobs()
    }
    scheduler.shutdown(wait=False)

    assert jobs == {task.__name__: (seconds, True, None, 1) for task, seconds in TASKS}
    assert {name: settings[0] for name, settings in jobs.items()} == {
        "tidy_outbox": 5,
        "plan_tips": 60,
        "set_clock": 60,
        "count_answers": 300,
        "purge": 86_400,
    }
    assert str(scheduler.timezone) == "UTC"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_tick_that_fails_is_logged_and_harms_nobody(deps: Deps) -> None:
    nowhere = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nowhere")
    scheduler = make_scheduler(replace(deps, database=nowhere))
    scheduler.start(paused=True)
    tick = scheduler.get_job("tidy_outbox").func
    scheduler.shutdown(wait=False)

    with capture_logs() as logs:
        await tick()

    assert [(entry["event"], entry["worker"]) for entry in logs] == [("task failed", "tidy_outbox")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_tick_under_way_comes_to_its_end_before_the_metronome_stops(deps: Deps) -> None:
    clock = AskedClock()

    with capture_logs() as logs:
        async with deps.transaction():  # SQLite has one writer: the tick waits for us
            metronome = running_scheduler(replace(deps, clock=clock))
            scheduler = await metronome.__aenter__()
            scheduler.modify_job("tidy_outbox", next_run_time=datetime.now(UTC))
            await asyncio.wait_for(clock.asked.wait(), 5)
            ending = asyncio.create_task(metronome.__aexit__(None, None, None))
            await asyncio.sleep(0)
            ended_early = ending.done()
        await ending

    assert (ended_early, logs) == (False, [])
