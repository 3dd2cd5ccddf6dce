"""A school, and another machine on which nothing stands yet."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Settings
from bot.deps import Deps
from bot.upkeep.backup import Backup, make_backup
from tests.fakes import NOW
from tests.kept_database import away_from_the_loop, execute


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Settings:
    """As `settings`, with an empty database and data folder of its own."""
    folder = tmp_path / "elsewhere"
    if settings.embedded:
        return replace(settings, data_dir=folder, database_url=f"sqlite+aiosqlite:///{folder}/ouderbrug.db")
    server, name = str(request.getfixturevalue("postgres")), f"elsewhere_{uuid.uuid4().hex}"
    away_from_the_loop(execute(server, "postgres", f'CREATE DATABASE "{name}"'))
    return replace(settings, data_dir=folder, database_url=server.format(database=name))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "school.backup"


async def back_up(deps: Deps, file: Path) -> Backup:
    """And let go of the database, so that it can be replaced."""
    made = await make_backup(deps.settings, file, now=NOW)
    await deps.database.close()
    return made
