"""Make a backup: one file, whole or not at all, of one moment, while the service goes on."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import make_url

from bot.config import Settings
from bot.db import TROUBLE, Database
from bot.errors import BadInput, Conflict, Unavailable
from bot.upkeep.archive import describe, write_archive
from bot.upkeep.files import put_in_place
from bot.upkeep.last_backup import record_backup
from bot.upkeep.locks import hold
from bot.upkeep.manifest import DATABASES, Kind, Manifest
from bot.upkeep.postgres import dump_database, require_programs
from bot.upkeep.sqlite import copy_database, faults_of
from messages.machine.packages import list_packages

_LOCK = "backup.lock"


@dataclass(frozen=True, slots=True)
class Backup:
    """What was made, and how many bytes the file has."""

    manifest: Manifest
    bytes: int


async def make_backup(settings: Settings, file: Path, *, now: datetime, replace: bool = False) -> Backup:
    """Into `file`, for its owner's eyes only. Raises BadInput, Conflict where it is there already, Unavailable."""
    _check_free(file, replace=replace)
    revision = await _require_revision(settings)
    try:
        with (
            hold(settings.data_dir / _LOCK, "Another backup is being made. Wait until it is done."),
            _beside(file) as work,
        ):
            made, manifest = await _make(settings, work, revision, now)
            size = made.stat().st_size
            put_in_place(made, file)
        record_backup(settings.data_dir, made_at=now, file=file)
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror or error}.") from error
    return Backup(manifest, size)


def sqlite_file(settings: Settings) -> Path:
    """The embedded database. Raises BadInput where it is only in memory."""
    path = make_url(settings.database_url).database
    if not path or path == ":memory:":
        raise BadInput("A database in memory has no file.")
    return Path(path)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """On the same disk, for its owner alone, gone afterwards; and what a crash left before is gone too."""
    prefix = f".{file.name}.making-"
    for left in file.parent.glob(f"{escape(prefix)}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=file.parent) as work:
        yield Path(work)


def _check_free(file: Path, *, replace: bool) -> None:
    if file.exists() and not (replace and file.is_file()):
        raise Conflict(f"{file} is there already. Choose another name, or add --replace.")


async def _require_revision(settings: Settings) -> str:
    """Raises BadInput where there is nothing to back up, Unavailable where the database does not answer."""
    nothing = BadInput("There is no database yet: nothing to back up.")
    if settings.embedded and not sqlite_file(settings).exists():
        raise nothing
    if not settings.embedded:
        require_programs("pg_dump")
    database = Database(settings.database_url)
    try:
        revision = await database.revision()
    except TROUBLE as error:
        reason = getattr(error, "orig", None) or error
        raise Unavailable(f"The database cannot be opened: {reason}. See OUDERBRUG_DATABASE_URL.") from error
    finally:
        await database.close()
    if revision is None:
        raise nothing
    return revision


async def _make(settings: Settings, work: Path, revision: str, now: datetime) -> tuple[Path, Manifest]:
    kind: Kind = "sqlite" if settings.embedded else "postgresql"
    database, archive = work / DATABASES[kind], work / "backup"
    await _copy(settings, database)
    words = {f"locales/{path.parent.name}/{path.name}": path for path in settings.approved_dir.glob("*/approved.po")}
    files = {DATABASES[kind]: database, **dict(sorted(words.items()))}
    manifest = Manifest(
        version=version("ouderbrug"),
        revision=revision,
        kind=kind,
        made_at=now,
        parts=tuple([describe(name, path) for name, path in files.items()]),
        packages=tuple(f"{one.source}-{one.target} {one.version}" for one in list_packages(settings.packages_dir)),
        voices=tuple(sorted(f"{path.parent.name}/{path.name}" for path in settings.voices_dir.glob("*/*.onnx"))),
    )
    await asyncio.to_thread(write_archive, archive, manifest, files)
    return archive, manifest


async def _copy(settings: Settings, target: Path) -> None:
    """Raises Unavailable also where what was copied is damaged: it is no backup."""
    if not settings.embedded:
        await dump_database(settings.database_url, target)
        return
    await asyncio.to_thread(copy_database, sqlite_file(settings), target)
    if fault := await asyncio.to_thread(faults_of, target):
        raise Unavailable(f"The database is damaged: {fault}. No backup was made; keep the last good one.")
