"""import.families: 10,000 rows through the parser, the plan and SQLite; again, unchanged; versus csv.reader alone."""

from __future__ import annotations

import csv
import io
import tempfile
import time
from typing import Any

from bot.actions.families import record_import
from bot.db import Database
from bot.domain.actors import COMMAND
from bot.domain.csv_rows import parse_families
from tests.fakes import NOW
from tests.school import make_school

ROWS = 10_000


async def bench() -> list[dict[str, Any]]:
    lines = make_school(ROWS).splitlines(keepends=True)[: ROWS + 1]
    content = b"".join(lines)
    started = time.perf_counter()
    rows = sum(1 for _ in csv.reader(io.StringIO(content.decode()))) - 1
    bare = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
        await database.upgrade()
        first, again = await _import(database, content), await _import(database, content)
        await database.close()
    return [
        {"bench": "import.families", "value": round(first, 2), "unit": "s", "versus": "csv.reader",
         "ratio": round(first / bare, 1), "rows": rows, "again": round(again, 2)},
    ]  # fmt: skip


async def _import(database: Database, content: bytes) -> float:
    started = time.perf_counter()
    parsed = parse_families(content)
    async with database.transaction() as session:
        await record_import(session, actor=COMMAND, now=NOW, parsed=parsed)
    return time.perf_counter() - started
