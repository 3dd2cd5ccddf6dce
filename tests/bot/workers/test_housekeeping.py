"""What the clock asks for: each task is a transaction of actions, and wakes whom it concerns."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.typing import EventDict

from bot.actions.delivery import claim_messages
from bot.actions.erasure import erase_themselves
from bot.actions.inbox import record_handled, record_updates
from bot.actions.outbox import queue_messages
from bot.actions.programmes import schedule_programme
from bot.deps import Deps, SystemClock
from bot.domain.delivery import LEASE
from bot.enums import Lane
from bot.models import Campaign, OutboxMessage, Update
from bot.workers.housekeeping import plan_tips, purge, scrub_files, set_clock, tidy_outbox
from messages.tips import theme_keys, themes
from tests.builders import GROUP, SAM, make_draft, make_families, make_joined, make_row, require_id
from tests.fakes import NOW, FakeClock

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@on_both_databases
async def test_tidy_releases_what_the_dead_held_and_expires_what_is_of_no_use(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await queue_messages(session, [make_draft("held"), make_draft("late", use_by=NOW + LEASE)], now=NOW)
        await claim_messages(session, now=NOW, lanes=[Lane.BULK], full_pace=1000, limit=1)
    clock.push(LEASE)

    await tidy_outbox(deps)

    async with deps.reading() as session:
        states = dict((await session.execute(select(OutboxMessage.dedupe_key, OutboxMessage.state))).all())
    assert states == {"held": "queued", "late": "expired"}


async def test_tidy_wakes_the_sender(deps: Deps) -> None:
    await tidy_outbox(deps)

    assert deps.bells.sending._rung.is_set()


@on_both_databases
async def test_tidy_leaves_nothing_of_last_words_in_any_file(deps: Deps, tmp_path: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await make_joined(session, "Amina", first_address=700_100_000)
        parent = await require_id(session, "Amina")
        words = make_draft("last-words", address=700_100_000, use_by=NOW)
        await erase_themselves(session, parent_id=parent, last_words=words, update_id=1, now=NOW)

    await tidy_outbox(deps)

    assert holding(b"700100000", tmp_path) == holding(b"Beste ouder", tmp_path) == []


def holding(words: bytes, folder: Path) -> list[str]:
    """Files in which these words stand."""
    return [path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_files_that_somebody_holds_are_told_of(deps: Deps, tmp_path: Path, logs: list[EventDict]) -> None:
    other = sqlite3.connect(tmp_path / "ouderbrug.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    await scrub_files(deps, patience=0.01)

    other.close()
    assert [entry["event"] for entry in logs] == ["deleted rows are still in the files of the database"]


async def test_tips_become_campaigns_a_day_ahead_and_once(deps: Deps, clock: FakeClock) -> None:
    theme = themes()[0]
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await schedule_programme(
            session,
            actor=SAM,
            now=NOW,
            theme=theme,
            groups=[GROUP],
            weekdays=["friday"],
            at=time(16),
            starts_on=NOW.date(),
            zone=deps.settings.timezone,
        )
    planned_now = await tips(deps)

    clock.push(timedelta(days=2, hours=12))
    await plan_tips(deps)
    await plan_tips(deps)

    assert planned_now == []
    assert await tips(deps) == [(theme_keys(theme)[0], datetime(2026, 11, 27, 15, tzinfo=UTC))]


async def tips(deps: Deps) -> list[tuple[str | None, datetime]]:
    async with deps.reading() as session:
        return [(row[0], row[1]) for row in await session.execute(select(Campaign.tip_key, Campaign.send_at))]


async def test_purge_forgets_what_is_past_its_retention(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await record_updates(session, updates=[(1, "{}"), (2, "{}")], now=NOW)
        await record_handled(session, update_id=1, now=NOW)
    clock.push(deps.school.retention.updates + timedelta(seconds=1))

    await purge(deps)

    async with deps.reading() as session:
        assert list(await session.scalars(select(Update.update_id))) == [2]


@on_both_databases
async def test_clock_is_the_databases_where_many_machines_share_one(deps: Deps) -> None:
    clock = SystemClock()
    clock.offset = timedelta(hours=1)

    await set_clock(replace(deps, clock=clock))

    expected = timedelta(hours=1) if deps.settings.embedded else timedelta(0)
    assert abs(clock.offset - expected) < timedelta(seconds=1)
    assert abs(clock.now() - datetime.now(UTC) - expected) < timedelta(seconds=1)


async def test_clock_of_a_test_is_left_alone(deps: Deps, clock: FakeClock) -> None:
    await set_clock(deps)

    assert clock.now() == NOW
