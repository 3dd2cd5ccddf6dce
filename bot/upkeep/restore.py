"""Put a backup back: verified first, in one step, and so that nothing is sent twice and nobody erased comes back."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.actions.restoring import Doubts, doubt_statements, doubt_waiting, finish_restore
from bot.config import Settings
from bot.db import TROUBLE, Database, known_revisions
from bot.errors import BadInput, Conflict, Unavailable
from bot.upkeep.archive import read_manifest, unpack
from bot.upkeep.backup import sqlite_file
from bot.upkeep.files import write_whole
from bot.upkeep.locks import unused
from bot.upkeep.manifest import KINDS, Kind, Manifest
from bot.upkeep.postgres import load_database, require_programs
from bot.upkeep.replaced import Replaced, look_at_replaced
from bot.upkeep.sqlite import alone_with, faults_of, replace_database
from bot.upkeep.unfinished import forget_tombstones, keep_tombstones, kept_tombstones

_WORK = ".restoring-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, what waits for a person, how many families were erased again.

    `all_known` is False where the replaced database could not say who was erased since.
    """

    manifest: Manifest
    doubts: Doubts
    erased: int
    all_known: bool


async def restore_backup(settings: Settings, file: Path, *, now: datetime, replace: bool = False) -> Restored:
    """Up to its last step everything stays as it was.

    Raises BadInput for a file that cannot be restored here, Conflict where a service runs or data would be lost,
    Unavailable.
    """
    manifest = read_manifest(file)
    _check_fits(settings, manifest)
    place = sqlite_file(settings).parent if settings.embedded else settings.data_dir
    try:
        with unused(settings.data_dir), _workplace(place) as work:
            replaced = await look_at_replaced(settings)
            if replaced.holds_rows and not replace:
                raise Conflict("The database is not empty. With --replace, what is in it now is lost.")
            await asyncio.to_thread(unpack, file, manifest, work)
            put_back = _into_sqlite if settings.embedded else _into_postgres
            doubts, erased = await put_back(settings, work, manifest, replaced, now)
            _put_words(settings, work, manifest)
    except TROUBLE as error:
        reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
        raise Unavailable(f"The backup cannot be restored: {reason}.") from error
    return Restored(manifest, doubts, erased, all_known=replaced.readable)


async def finish_unfinished(settings: Settings, database: Database, *, now: datetime) -> None:
    """At a start: what a crash left of a restore; the schema is the newest by then. Raises Unavailable."""
    tombstones = kept_tombstones(settings.data_dir)
    if tombstones is None:
        return
    async with database.transaction() as session:
        await finish_restore(session, now=now, tombstones=tombstones)
    await database.scrub()
    forget_tombstones(settings.data_dir)


def _check_fits(settings: Settings, manifest: Manifest) -> None:
    ours: Kind = "sqlite" if settings.embedded else "postgresql"
    if manifest.kind != ours:
        raise BadInput(
            f"This is a backup of a {KINDS[manifest.kind]} database, and OUDERBRUG_DATABASE_URL names {KINDS[ours]}."
        )
    if manifest.revision not in known_revisions():
        raise BadInput(f"This backup was made by Ouderbrug {manifest.version}, which is newer. Install that first.")
    if not settings.embedded:
        require_programs("pg_restore", "psql")


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """On the same disk, for its owner alone, gone afterwards; and what a crash left before is gone too."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.glob(f"{_WORK}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=folder) as work:
        yield Path(work)


async def _into_sqlite(
    settings: Settings, work: Path, manifest: Manifest, replaced: Replaced, now: datetime
) -> tuple[Doubts, int]:
    """Everything is settled in the new file; then it takes the place of the old one, which knows who was erased."""
    new, old = work / manifest.database, sqlite_file(settings)
    if fault := await asyncio.to_thread(faults_of, new):
        raise BadInput(f"The database in this backup is damaged: {fault}. Nothing was changed.")
    settled = await _settle(settings, f"sqlite+aiosqlite:///{new}", replaced, now)
    with alone_with(new):
        pass  # nothing stands beside it any more
    with alone_with(old):
        replace_database(new, old)
    return settled


async def _into_postgres(
    settings: Settings, work: Path, manifest: Manifest, replaced: Replaced, now: datetime
) -> tuple[Doubts, int]:
    """One transaction puts it back and stops what waits; who was erased is kept in a file until they are again."""
    keep_tombstones(settings.data_dir, replaced.tombstones)
    url = settings.database_url
    await load_database(url, work / manifest.database, work / "script.sql", doubt_statements(now))
    settled = await _settle(settings, url, replaced, now)
    forget_tombstones(settings.data_dir)
    return settled


async def _settle(settings: Settings, url: str, replaced: Replaced, now: datetime) -> tuple[Doubts, int]:
    database = Database(url)
    try:
        await database.upgrade()
        async with database.transaction() as session:
            doubts = await doubt_waiting(session, now=now, zone=settings.timezone)
            erased = await finish_restore(session, now=now, tombstones=replaced.tombstones)
        await database.scrub()
    finally:
        await database.close()
    return doubts, erased


def _put_words(settings: Settings, work: Path, manifest: Manifest) -> None:
    for part in manifest.parts:
        if part.name != manifest.database:
            place = settings.data_dir / part.name
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(place, (work / part.name).read_bytes())
