"""The doctor looks at the database, and at what waits in it; he changes nothing, not even the schema."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.db import TROUBLE, Database, known_revisions
from bot.queries.health import load_queues
from bot.queries.school import find_departed, load_decisions
from bot.upkeep.backup import sqlite_file
from bot.upkeep.findings import Finding, ok, problem, warning
from bot.upkeep.sqlite import faults_of

#: Seconds that two clocks may differ; leases are of 30.
_APART = 5.0

_LONG = timedelta(minutes=15)

Found = TypeVar("Found")


async def check_database(settings: Settings, now: datetime) -> list[Finding]:
    """Opens, whole, newest schema; then its clock, and what waits."""
    if settings.embedded and not sqlite_file(settings).exists():
        return [warning("database", "There is none yet: the first start makes it.")]
    if settings.embedded and (fault := await asyncio.to_thread(faults_of, sqlite_file(settings))):
        told = f"It is damaged: {fault}. Stop the service and restore the last good backup."
        return [problem("database", told)]
    database = Database(settings.database_url)
    try:
        return await _look(database, now)
    except TROUBLE as error:
        reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or type(error).__name__
        return [problem("database", f"It cannot be opened: {reason}. See OUDERBRUG_DATABASE_URL.")]
    finally:
        await database.close()


async def load_known_decisions(settings: Settings) -> dict[str, str]:
    """What the school decided on its own pages; nothing where the database cannot tell."""
    return await _ask(settings, load_decisions) or {}


async def find_known_departed(settings: Settings, addresses: Sequence[str]) -> list[str]:
    """Of these, the addresses of colleagues who have left; none where the database cannot tell."""
    return await _ask(settings, lambda session: find_departed(session, addresses)) or []


async def _ask(settings: Settings, query: Callable[[AsyncSession], Awaitable[Found]]) -> Found | None:
    if settings.embedded and not sqlite_file(settings).exists():
        return None
    database = Database(settings.database_url)
    try:
        async with database.reading() as session:
            return await query(session)
    except TROUBLE:
        return None
    finally:
        await database.close()


async def _look(database: Database, now: datetime) -> list[Finding]:
    newest, *older = known_revisions()
    revision = await database.revision()
    if revision is None or revision in older:
        return [warning("database", "Its schema is older than this version: the next start renews it.")]
    if revision != newest:
        return [problem("database", "Its schema is of a newer Ouderbrug. Install that one again.")]
    opened = ok("database", "It opens, is whole, and has the newest schema.")
    return [opened, await _check_clock(database), *await _check_queues(database, now)]


async def _check_clock(database: Database) -> Finding:
    if database.embedded:
        return ok("clock", "The database is on this machine and has its clock.")
    apart = await database.clock_offset()
    if abs(apart) > _APART:
        return problem("clock", f"This machine and the database differ by {apart:.0f} s. Set both by NTP.")
    return ok("clock", "This machine and the database agree.")


async def _check_queues(database: Database, now: datetime) -> list[Finding]:
    async with database.reading() as session:
        queues = await load_queues(session, now=now)
    waits = now - queues.oldest if queues.oldest else timedelta(0)
    found = []
    if queues.channel_paused:
        found.append(problem("sending", f"It stands still: {queues.channel_paused}."))
    elif waits > _LONG:
        found.append(problem("sending", f"A message has been due for {waits // timedelta(minutes=1)} minutes."))
    else:
        found.append(ok("sending", "No message is late."))
    doubts = {
        "messages are unknown: staff decide whether to send them again": queues.unknown,
        "campaigns stopped themselves: staff resume or cancel them": queues.paused_campaigns,
        "e-mails that call to an urgent message were given up": queues.dead_alerts,
    }
    told = "; ".join(f"{count} {words}" for words, count in doubts.items() if count)
    return [*found, warning("decisions", f"{told}.") if told else ok("decisions", "Nothing waits for a decision.")]
