"""A backup of an older version is restored and renewed; and what PostgreSQL's programs are told."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from bot.db import known_revisions
from bot.deps import Deps
from bot.upkeep.archive import read_manifest
from bot.upkeep.postgres import environment_of
from bot.upkeep.restore import restore_backup
from tests.bot.test_migrations import begin_again
from tests.bot.upkeep.conftest import back_up
from tests.fakes import NOW

_WAITING = """
    INSERT INTO outbox_messages (dedupe_key, kind, address, language, text, buttons, how, lane, state, available_at,
        token, attempts, repeated, created_at)
    VALUES ('old', 'announcement', 7001, 'nl', 'Beste ouder', '[]', 'none', 1, 'queued', '2026-11-01', 0, 0, false,
        '2026-11-01')
"""


async def test_backup_of_the_first_schema_is_renewed(deps: Deps, file: Path) -> None:
    async with deps.database.engine.connect() as connection:
        await connection.run_sync(begin_again)
        await connection.execute(text(_WAITING))
        await connection.commit()
    await back_up(deps, file)

    done = await restore_backup(deps.settings, file, now=NOW, replace=True)

    assert (read_manifest(file).revision, await deps.database.revision()) == ("0001", known_revisions()[0])
    assert (done.doubts.messages, done.doubts.others) == (0, 1)


def test_address_becomes_what_the_programs_read() -> None:
    address = "postgresql+asyncpg://ruth:p%40ss@db.school.example:5433/school?ssl=require"

    assert environment_of(address) == {
        "PGHOST": "db.school.example",
        "PGPORT": "5433",
        "PGUSER": "ruth",
        "PGPASSWORD": "p@ss",
        "PGDATABASE": "school",
        "PGSSLMODE": "require",
    }
