"""The database that a backup is about to replace: whether anything is in it, and who was erased from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.db import Database
from bot.errors import Conflict
from bot.queries.health import count_other_connections, holds_rows, list_tombstones
from bot.upkeep.backup import sqlite_file
from bot.upkeep.sqlite import alone_with
from bot.upkeep.unfinished import kept_tombstones


@dataclass(frozen=True, slots=True)
class Replaced:
    """`tombstones`: the hash of each erased parent and when. A damaged one is not `readable`."""

    holds_rows: bool
    tombstones: dict[str, datetime] = field(default_factory=dict)
    readable: bool = True


async def look_at_replaced(settings: Settings) -> Replaced:
    """Also what an unfinished restore still knows. Raises Conflict where somebody has it open, Unavailable, OSError."""
    kept = kept_tombstones(settings.data_dir) or {}
    if settings.embedded:
        with alone_with(sqlite_file(settings)):
            pass
        if not sqlite_file(settings).exists():
            return Replaced(holds_rows=False, tombstones=kept)
    try:
        found = await _look(settings)
    except SQLAlchemyError:
        if not settings.embedded:
            raise
        return Replaced(holds_rows=True, tombstones=kept, readable=False)
    return Replaced(found.holds_rows, _latest(kept, found.tombstones))


async def _look(settings: Settings) -> Replaced:
    database = Database(settings.database_url)
    try:
        async with database.reading() as session:
            if not settings.embedded and (others := await count_other_connections(session)):
                raise Conflict(f"Somebody else has the database open ({others}). Stop every Ouderbrug first.")
            return Replaced(await holds_rows(session), await list_tombstones(session))
    finally:
        await database.close()


def _latest(kept: dict[str, datetime], found: dict[str, datetime]) -> dict[str, datetime]:
    both = kept.keys() | found.keys()
    return {one: max(moment for moment in (kept.get(one), found.get(one)) if moment) for one in both}
