"""What was deleted is not in the files either, also where pages were divided and rows moved before."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from bot.deps import Deps
from bot.models import Group

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def canaries(folder: Path) -> int:
    return sum(path.read_bytes().count(b"canary") for path in folder.rglob("ouderbrug.db*"))


@on_sqlite
async def test_scrub_leaves_no_copy_of_a_row_that_was_moved_and_deleted(deps: Deps, tmp_path: Path) -> None:
    chance = random.Random(2)
    async with deps.transaction() as session:
        for number in range(1500):
            name = ("canary" if chance.random() < 0.1 else "other") + str(chance.random())
            session.add(Group(name=name.ljust(chance.choice((20, 100, 200)), "x")))
            if number % 100 == 0:
                await session.flush()
                longer = update(Group).where(Group.id % 7 == number % 7)
                await session.execute(longer.values(name=Group.name + str(number)))
    async with deps.transaction() as session:
        await session.execute(delete(Group).where(Group.name.startswith("canary")))

    assert await deps.database.scrub()

    assert canaries(tmp_path) == 0


@on_sqlite
@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN; SELECT * FROM groups"])
async def test_scrub_says_so_when_somebody_else_writes_or_reads(deps: Deps, tmp_path: Path, statement: str) -> None:
    other = sqlite3.connect(tmp_path / "ouderbrug.db", isolation_level=None)
    for part in statement.split(";"):
        other.execute(part).fetchall()

    during = await deps.database.scrub(patience=0.01)
    other.close()
    after = await deps.database.scrub()

    assert (during, after) == (False, True)
