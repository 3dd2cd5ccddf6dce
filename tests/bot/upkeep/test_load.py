"""A backup while another process writes without a pause: it is whole, and of one moment (trust.md, F8)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select, text

from bot.config import Settings
from bot.db import Database
from bot.models import Child, Group
from bot.upkeep.backup import make_backup
from bot.upkeep.restore import restore_backup
from tests.bot.upkeep.writing import somebody_writes
from tests.fakes import NOW


async def count_children(settings: Settings) -> int:
    database = Database(settings.database_url)
    async with database.reading() as session:
        children = await session.scalar(select(func.count()).select_from(Child))
    await database.close()
    return children or 0


async def check_pairs(settings: Settings) -> None:
    """Each group with its child, and nothing else: no half of a transaction."""
    database = Database(settings.database_url)
    async with database.reading() as session:
        groups = await session.scalar(select(func.count()).select_from(Group))
        alone = select(func.count()).select_from(Group).where(~Group.id.in_(select(Child.group_id)))
        orphans = await session.execute(text("PRAGMA foreign_key_check")) if database.embedded else None
        assert (await session.scalar(alone), list(orphans or ())) == (0, [])
    await database.close()
    assert groups == await count_children(settings)


async def test_backup_under_load_is_of_one_moment(settings: Settings, elsewhere: Settings, file: Path) -> None:
    with somebody_writes(settings):
        before = await count_children(settings)
        await make_backup(settings, file, now=NOW)
        after = await count_children(settings)
    await restore_backup(elsewhere, file, now=NOW)
    await check_pairs(elsewhere)

    restored = await count_children(elsewhere)

    assert 0 < before <= restored <= after
    assert before < after
