"""Twenty thousand updates, whole and broken: what can be read is handled, and nobody who writes or taps meets silence.

They run through reading, handlers and the storing of answers as they are, in one long transaction of one database. That
one which cannot be handled is put aside, and blocks nobody, is shown in test_handling and test_generated.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot

from bot.actions.enrolment import record_stop
from bot.db import Database
from bot.deps import Deps
from bot.models import OutboxMessage
from bot.queries.inbox import WaitingUpdate
from bot.telegram.answers import Answer
from bot.telegram.handling import _store, dispatch
from bot.telegram.inbound import Blocked, Edited, Inbound, Text, read_update
from tests.bot.telegram.any_update import SHARED, STOPPED, AnyUpdates
from tests.bot.telegram.conftest import AMINA
from tests.builders import make_event, make_families, make_joined, make_row
from tests.fakes import NOW

ROUNDS, SIZE = 8, 2500


class OneSession(Database):
    """Each transaction is a savepoint in one that is never committed.

    The driver is called without a thread between, which is most of the time of a short statement.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._direct = create_engine(url.replace("+aiosqlite", ""), connect_args={"factory": DirectConnection})
        event.listen(self._direct, "connect", prepare)
        event.listen(self._direct, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        self.session = AsyncSession(SimpleNamespace(sync_engine=self._direct), expire_on_commit=False)  # type: ignore[arg-type]

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        async with self.session.begin_nested():
            yield self.session
        self.session.expunge_all()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        yield self.session

    async def close(self) -> None:
        self.session.expunge_all()
        await self.session.rollback()
        await self.session.close()
        self._direct.dispose()
        await super().close()


class DirectCursor(sqlite3.Cursor):
    """What SQLAlchemy waits for after a look."""

    async def _async_soft_close(self) -> None:
        """There is nothing to wait for."""


class DirectConnection(sqlite3.Connection):
    def cursor(self, factory: Any = DirectCursor) -> Any:
        return super().cursor(factory)


def prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


@pytest.fixture
async def school(deps: Deps) -> Deps:
    """Amina; two parents on one phone; Selam, who stopped; and something to answer."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Emre", "Emine", "tr"))
        await make_families(session, make_row("Emre", "Mehmet", "nl"), make_row("Liya", "Selam", "ti"))
        for parent, address in (("Amina", AMINA), ("Emine", SHARED), ("Mehmet", SHARED), ("Selam", STOPPED)):
            await make_joined(session, parent, first_address=address)
        await record_stop(session, address=STOPPED, now=NOW)
        await make_event(session)
    return replace(deps, settings=replace(deps.settings, alert_to=("lio@school.example",)))


@dataclass
class Seen:
    """What was no update at all, what nobody answered, and how many were answered."""

    unreadable: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    answered: int = 0


def needs_none(inbound: Inbound | None, *, whole: bool) -> bool:
    """Where silence is right: nobody asked, or an edit changes nothing. The words of a whole edit are always new."""
    if inbound is None or isinstance(inbound, Blocked):
        return True
    new_words = isinstance(inbound, Edited) and isinstance(inbound.as_new, Text) and inbound.as_new.refused is None
    return isinstance(inbound, Edited) and not (whole and new_words)


async def handle(deps: Deps, bot: Bot, update: dict[str, Any], *, whole: bool, seen: Seen) -> None:
    """Raises what handling raises."""
    payload = json.dumps(update)
    try:
        inbound = read_update(payload, bot)
    except Exception as error:  # noqa: BLE001  # whatever the library stumbles over
        seen.unreadable += [f"{error!r} {payload[:400]}"] if whole else []
        return
    answer = await dispatch(deps, inbound) if inbound else Answer()
    await _store(deps, WaitingUpdate(update["update_id"], payload), inbound, answer)
    seen.answered += bool(answer.screens or answer.toast)
    if not (answer.screens or answer.toast or needs_none(inbound, whole=whole)):
        seen.silent.append(payload[:400])


@pytest.mark.parametrize("seed", range(ROUNDS))
async def test_any_update_is_handled_and_nobody_meets_silence(school: Deps, bot: Bot, seed: int) -> None:
    drawn, seen, database = AnyUpdates(seed, first=1000), Seen(), OneSession(school.settings.database_url)
    deps = replace(school, database=database)

    for _ in range(SIZE):
        update, whole = drawn.draw()
        await handle(deps, bot, update, whole=whole, seen=seen)

    queued = await database.session.scalar(select(func.count()).select_from(OutboxMessage))
    await database.close()
    assert (seen.unreadable, seen.silent) == ([], [])
    assert seen.answered > SIZE / 2
    assert (queued or 0) > SIZE / 4
