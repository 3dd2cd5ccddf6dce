"""Fixtures that every room shares: real databases, a clock that stands still, settings without an environment."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings, load_settings
from bot.db import Database
from bot.deps import Deps
from tests.fakes import FakeClock, FakeMessenger
from tests.kept_database import KeptDatabase, execute
from tests.postgres import running_postgres

#: Rooms whose tests leave other tables behind than they found.
_CHANGES_SCHEMA = ("bot/test_db", "bot/test_migrations", "bot/upkeep", "bot/commands", "faults")

# A busy machine is no reason to fail: how fast we are is measured in tests/bench.
hypothesis.settings.register_profile("ouderbrug", deadline=None)
hypothesis.settings.load_profile("ouderbrug")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The server's address with a place for the database's name. Skips where there is none; CI may not skip."""
    with running_postgres() as address:
        if address is None:
            assert not os.environ.get("CI"), "CI must have PostgreSQL"
            pytest.skip("no PostgreSQL on this machine: install it, or set OUDERBRUG_TEST_POSTGRES")
        yield address if "{database}" in address else address + "/{database}"


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """A database at the newest schema, to be copied for each test."""
    name = f"template_{uuid.uuid4().hex}"
    asyncio.run(_make_template(postgres, name))
    return name


@pytest.fixture(scope="session")
def kept_database(postgres: str, postgres_template: str) -> KeptDatabase:
    """This worker's own, emptied for each test: faster than a new one."""
    return KeptDatabase(postgres, postgres_template)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "ouderbrug.db"
    asyncio.run(_upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database, once on each of the two."""
    return fresh_database(request, tmp_path)


def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """For rooms that choose themselves on which of the two: the fixture's parameter says it."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "ouderbrug.db")
        return f"sqlite+aiosqlite:///{tmp_path}/ouderbrug.db"
    kept: KeptDatabase = request.getfixturevalue("kept_database")
    return kept.emptied(changes_schema=request.path.as_posix().partition("/tests/")[2].startswith(_CHANGES_SCHEMA))


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """As a school would set them, with nothing from this machine's environment."""
    return load_settings(
        {
            "OUDERBRUG_DATABASE_URL": database_url,
            "OUDERBRUG_DATA_DIR": str(tmp_path),
            "OUDERBRUG_BIND": "127.0.0.1:0",
            "OUDERBRUG_SCHOOL_NAME": "De Regenboog",
            "OUDERBRUG_SEND_PER_SECOND": "1000",
        }
    )


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
async def deps(settings: Settings, clock: FakeClock, messenger: FakeMessenger) -> AsyncIterator[Deps]:
    """Everything an entry point needs, on a real database."""
    database = Database(settings.database_url)
    yield Deps(settings, database, clock, messenger)
    await database.close()


@pytest.fixture
async def session(deps: Deps) -> AsyncIterator[AsyncSession]:
    """One open transaction: what a test does through it, it sees."""
    async with deps.transaction() as session:
        yield session


async def _make_template(server: str, name: str) -> None:
    await execute(server, "postgres", f'CREATE DATABASE "{name}"')
    await _upgrade(server.format(database=name))


async def _upgrade(url: str) -> None:
    database = Database(url)
    await database.upgrade()
    await database.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What journeys in the browser cost a colleague: clicks, keystrokes, seconds."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, figures in report.user_properties:
            if name == "journey" and report.when == "call":
                terminalreporter.write_line(f"journey: {figures}")
