"""What an entry point needs, wired once in bot.bootstrap: settings, database, clock, messenger, bells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings, school_of
from bot.db import Database
from bot.domain.school import School
from bot.ports import Clock, Messenger
from bot.queries.school import load_decisions


class SystemClock:
    """The machine's clock, set right by the database's where several machines share one."""

    def __init__(self) -> None:
        """Without offset, until one is measured."""
        self.offset = timedelta(0)

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC) + self.offset


class Bell:
    """Wakes a worker in this process at once; workers elsewhere look by themselves every second or so."""

    def __init__(self) -> None:
        """Not rung."""
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """There is work."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings, or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            pass
        self._rung.clear()


@dataclass(frozen=True, slots=True)
class Bells:
    """One for each worker."""

    planning: Bell = field(default_factory=Bell)
    sending: Bell = field(default_factory=Bell)
    updates: Bell = field(default_factory=Bell)
    translating: Bell = field(default_factory=Bell)
    alerting: Bell = field(default_factory=Bell)
    speaking: Bell = field(default_factory=Bell)
    fetching: Bell = field(default_factory=Bell)

    def ring(self) -> None:
        """All of them: at shutdown nobody sleeps on."""
        self.updates.ring()
        self.ring_workers()

    def ring_workers(self) -> None:
        """There may be something for them: a transaction has ended."""
        for bell in (self.planning, self.sending, self.translating, self.alerting, self.speaking, self.fetching):
            bell.ring()


@dataclass(slots=True)
class Decisions:
    """What the school decided on its pages, as this process knows it."""

    made: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deps:
    """Everything that entry points share. `messenger` is None where the service runs without Telegram.

    `patience` is how many seconds an author waits for the machine; what has not come by then comes by itself.
    """

    settings: Settings
    database: Database
    clock: Clock
    messenger: Messenger | None = None
    bells: Bells = field(default_factory=Bells)
    patience: float = 10.0
    decisions: Decisions = field(default_factory=Decisions)

    @property
    def school(self) -> School:
        """The settings that the school decides itself, as they hold now: no process needs a new start for them."""
        return school_of(self.settings, self.decisions.made)

    async def learn_decisions(self) -> None:
        """As they stand in the database: at start, after a change, and every few seconds for those made elsewhere."""
        async with self.reading() as session:
            self.decisions.made = await load_decisions(session)

    def reading(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A look that changes nothing."""
        return self.database.reading()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """All or nothing; afterwards the workers look whether there is something for them."""
        async with self.database.transaction() as session:
            yield session
        self.bells.ring_workers()
