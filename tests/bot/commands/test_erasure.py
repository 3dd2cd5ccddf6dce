"""`ouderbrug erase`: asks nothing, tells in counts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import AuditEntry, Parent
from tests.bot.commands.conftest import Ended, Run, in_database


async def parents(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(Parent.external_id).order_by(Parent.id)))


async def trail(session: AsyncSession) -> list[tuple[str, int | None]]:
    entries = select(AuditEntry.actor, AuditEntry.object_id).where(AuditEntry.action == "erase")
    return [(row[0], row[1]) for row in await session.execute(entries)]


def test_erase_tells_what_is_gone_in_counts(ouderbrug: Run, families_csv: Path, data_dir: Path) -> None:
    ouderbrug("families", "import", families_csv)

    ended = ouderbrug("erase", "P1")

    assert ended == Ended(0, "children: 1\nguardianships: 1\nparents: 1\n", "")
    assert in_database(parents) == ["P2", "P3"]
    assert in_database(trail) == [("command", 1)]
    assert b"Amina" not in (data_dir / "ouderbrug.db").read_bytes()


def test_erase_of_somebody_unknown_is_wrong_use(ouderbrug: Run) -> None:
    assert ouderbrug("erase", "P9") == Ended(2, "", "ouderbrug: There is no parent 'P9'.\n")


def test_erase_says_when_the_service_holds_the_files(ouderbrug: Run, families_csv: Path, data_dir: Path) -> None:
    ouderbrug("families", "import", families_csv)
    service = sqlite3.connect(data_dir / "ouderbrug.db", isolation_level=None)
    service.execute("BEGIN")
    service.execute("SELECT * FROM parents").fetchall()

    ended = ouderbrug("erase", "P1")

    service.close()
    assert (ended.code, ended.out.splitlines()[-1]) == (
        0,
        "The service holds the files of the database: it writes them anew within a day.",
    )
