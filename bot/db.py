"""Engine, sessions and migrations; the only file that commits.

SQLite: WAL with synchronous FULL (NORMAL lost commits in power cuts), foreign keys on, writers BEGIN IMMEDIATE one at
a time inside the process. PostgreSQL: as it comes. Times and leases: see bot.deps for whose clock is asked.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from time import time as wall_clock
from typing import Any

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

#: What a database that is not there raises, before SQLAlchemy can wrap it and after.
TROUBLE = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_TIMEOUT = 5
_PRAGMAS = (
    *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"),
    f"busy_timeout={_BUSY_TIMEOUT * 1000}",
)

#: Compiling a plan takes seconds where running it takes milliseconds: our statements are short.
_POSTGRES = {"jit": "off"}


class Database:
    """One database: transactions that commit, readings that do not."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet; `url` is SQLAlchemy's, with aiosqlite or asyncpg."""
        self._url = url
        self.engine = _make_engine(url, pragmas=_PRAGMAS)
        self.embedded = self.engine.dialect.name == "sqlite"
        self._writing = async_sessionmaker(self.engine, expire_on_commit=False)
        reading = self.engine.execution_options(reads_only=True)
        self._reading = async_sessionmaker(reading, expire_on_commit=False, autoflush=False)
        self._one_writer = asyncio.Lock() if self.embedded else None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Everything inside happens, or nothing does."""
        turn: AbstractAsyncContextManager[Any] = self._one_writer or nullcontext()
        async with turn, self._writing() as session, session.begin():
            yield session

    @asynccontextmanager
    async def rehearsal(self) -> AsyncIterator[AsyncSession]:
        """Everything happens, is looked at, and is taken back; what was looked at can be read afterwards."""
        turn: AbstractAsyncContextManager[Any] = self._one_writer or nullcontext()
        async with turn, self._writing() as session:
            yield session
            await session.flush()
            session.expunge_all()  # a rollback would make rows forget what they held
            await session.rollback()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A look that changes nothing and waits for no writer."""
        async with self._reading() as session:
            yield session

    async def upgrade(self) -> None:
        """Bring the schema to the newest revision, over a connection of its own without foreign keys.

        SQLite rebuilds a table to change it, and that would delete the children of CASCADE tables.
        """
        engine = _make_engine(self._url, pragmas=("journal_mode=WAL", "synchronous=FULL"))
        try:
            async with engine.connect() as connection:
                await connection.run_sync(_upgrade)
        finally:
            await engine.dispose()

    async def scrub(self, *, patience: float = _BUSY_TIMEOUT) -> bool:
        """After an erasure: write the files anew, so that no byte of what was deleted is left in them.

        SQLite's secure_delete overwrites rows, but a page that was once divided keeps copies of them: only VACUUM is
        sure. PostgreSQL does this by itself, later (autovacuum). Waits so many seconds for who else writes or reads;
        False where it could not be done.
        """
        if self._one_writer is None:
            return True
        engine = _make_engine(self._url, pragmas=("synchronous=FULL", f"busy_timeout={int(patience * 1000)}"))
        try:
            async with self._one_writer, engine.connect() as connection:
                return await _rewrite((await connection.get_raw_connection()).driver_connection)
        finally:
            await engine.dispose()

    async def revision(self) -> str | None:
        """Which schema it has now, None where it has none yet; nothing is upgraded, and no writer is waited for."""
        async with self.engine.execution_options(reads_only=True).connect() as connection:
            return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())

    async def clock_offset(self) -> float:
        """Seconds by which the database's clock is ahead of this machine's: leases of many hosts need one clock."""
        if self.embedded:
            return 0.0
        async with self.reading() as session:
            ahead = text("SELECT extract(epoch FROM clock_timestamp()) - :here")
            seconds = await session.scalar(ahead, {"here": wall_clock()})
        return float(seconds or 0.0)

    async def answers(self) -> bool:
        """Whether the database is there."""
        try:
            async with self.reading() as session:
                await session.execute(text("SELECT 1"))
        except TROUBLE:
            return False
        return True

    async def close(self) -> None:
        """Give the connections back."""
        await self.engine.dispose()


@asynccontextmanager
async def only_one(database: Database, key: int) -> AsyncIterator[bool]:
    """Whether this process is the one that may, as long as it holds: an advisory lock on PostgreSQL."""
    if database.embedded:
        yield True
        return
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        held = await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key})
        try:
            yield bool(held)
        finally:
            if held:
                await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})


def known_revisions() -> list[str]:
    """The schemas that this version knows, the newest first."""
    return [script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()]


def _make_engine(url: str, *, pragmas: Sequence[str]) -> AsyncEngine:
    if not url.startswith("sqlite"):
        pool = {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True}
        return create_async_engine(url, connect_args={"server_settings": _POSTGRES}, hide_parameters=True, **pool)
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_async_engine(url, connect_args={"timeout": _BUSY_TIMEOUT}, hide_parameters=True)

    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own connection
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


async def _rewrite(connection: Any) -> bool:  # noqa: ANN401  # the driver's own: VACUUM takes no transaction
    try:
        await connection.execute("VACUUM")
        busy, _, _ = await (await connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")).fetchone()
    except sqlite3.OperationalError:  # somebody else writes, or the disk is full
        return False
    return not busy


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
