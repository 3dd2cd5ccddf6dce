"""Another process that writes without a pause, one transaction after the other: a group and its only child."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Settings
from bot.upkeep.backup import sqlite_file
from bot.upkeep.postgres import environment_of

_SQLITE = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
database.execute("PRAGMA foreign_keys=ON")
for number in range(1_000_000):
    database.execute("BEGIN IMMEDIATE")
    group = database.execute("INSERT INTO groups (name) VALUES (?)", [f"group {number}"]).lastrowid
    child = [f"K-{number}", "Noor", group]
    database.execute("INSERT INTO children (external_id, first_name, group_id) VALUES (?, ?, ?)", child)
    database.execute("COMMIT")
    print(number, flush=True)
"""

_POSTGRESQL = """
import asyncio, asyncpg
async def write():
    database = await asyncpg.connect()
    for number in range(1_000_000):
        async with database.transaction():
            group = await database.fetchval("INSERT INTO groups (name) VALUES ($1) RETURNING id", f"group {number}")
            child = "INSERT INTO children (external_id, first_name, group_id) VALUES ($1, 'Noor', $2)"
            await database.execute(child, f"K-{number}", group)
        print(number, flush=True)
asyncio.run(write())
"""


@contextmanager
def somebody_writes(settings: Settings) -> Iterator[None]:
    """From before the block begins until it ends."""
    script, words = (_SQLITE, [str(sqlite_file(settings))]) if settings.embedded else (_POSTGRESQL, [])
    environment = {} if settings.embedded else environment_of(settings.database_url)
    command = [sys.executable, "-c", script, *words]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        try:
            yield
        finally:
            process.kill()
            process.stdout.read()
