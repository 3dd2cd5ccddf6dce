"""`ouderbrug` as a process of its own, to be killed; and the audit of what it did against the sandbox's log."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.actions.campaigns import schedule_invitation
from bot.actions.enrolment import issue_code, record_consent
from bot.actions.events import schedule_event
from bot.actions.families import record_import
from bot.config import load_settings
from bot.db import Database
from bot.domain.actors import COMMAND
from bot.domain.csv_rows import parse_families
from bot.domain.events import EventDetails
from bot.enums import OutboxState
from bot.models import Group, OutboxMessage, Parent
from bot.sandbox import Sandbox
from messages.event_kinds import EventKind
from tests.school import make_school

TOKEN = "123456789:test-test-test-test-test-test-test"
FIRST_ADDRESS = 10_000


@dataclass
class Service:
    """How to start it: environment, and the process while it runs."""

    environment: dict[str, str]
    log: Path

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *arguments, env={**os.environ, **self.environment}, stdout=log, stderr=log
            )


async def kill(process: asyncio.subprocess.Process, number: signal.Signals = signal.SIGKILL) -> int:
    """End it, and wait until it is gone."""
    process.send_signal(number)
    return await process.wait()


def make_service(sandbox: Sandbox, *, database_url: str, folder: Path, per_second: float) -> Service:
    """Set as a school would, awake all night, at the pace asked for."""
    return Service(
        {
            "OUDERBRUG_TELEGRAM_TOKEN": TOKEN,
            "OUDERBRUG_TELEGRAM_API": sandbox.url,
            "OUDERBRUG_DATABASE_URL": database_url,
            "OUDERBRUG_DATA_DIR": str(folder),
            "OUDERBRUG_BIND": "127.0.0.1:0",
            "OUDERBRUG_QUIET_HOURS": "00:00-00:00",
            "OUDERBRUG_SEND_PER_SECOND": str(per_second),
        },
        folder / "service.log",
    )


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


async def invite_everybody(database: Database, sandbox: Sandbox, parents: int) -> None:
    """A whole school, joined, and an invitation to all of its groups that is due now."""
    now = datetime.now(UTC)
    async with database.transaction() as session:
        await record_import(session, actor=COMMAND, now=now, parsed=parse_families(make_school(parents)))
        for place, parent in enumerate(await session.scalars(select(Parent.id).order_by(Parent.id))):
            address = FIRST_ADDRESS + place
            sandbox.phone(address, name=f"Parent {place}").chat.started = True
            code = await issue_code(session, parent_id=parent, now=now)
            await session.flush()
            await record_consent(session, code=code, address=address, consent_version="test", now=now)
        groups = tuple(await session.scalars(select(Group.name)))
        details = EventDetails(EventKind.CELEBRATION, groups, now + timedelta(days=20))
        event = await schedule_event(session, actor=COMMAND, now=now, details=details, language="nl", school="De Brug")
        zone = load_settings({}).timezone
        await schedule_invitation(session, actor=COMMAND, now=now, event_id=event.id, zone=zone)


async def count_states(database: Database) -> Counter[OutboxState]:
    """Messages by state."""
    async with database.reading() as session:
        query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
        return Counter({OutboxState(state): number for state, number in await session.execute(query)})


async def sent_at_least(sandbox: Sandbox, number: int) -> None:
    """Until the sandbox has accepted so many messages."""
    subscription = sandbox.world.events.subscribe()
    try:
        while len(sandbox.world.log.sent) < number:
            await subscription.changes()
    finally:
        sandbox.world.events.unsubscribe(subscription)
