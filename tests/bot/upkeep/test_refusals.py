"""What is not restored, and that everything is as it was afterwards."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import open_deps
from bot.config import Settings
from bot.db import Database
from bot.deps import Deps
from bot.errors import BadInput, Conflict, Unavailable
from bot.models import Group
from bot.upkeep.archive import describe, read_manifest, write_archive
from bot.upkeep.locks import in_use, unused
from bot.upkeep.manifest import Part
from bot.upkeep.restore import restore_backup
from bot.upkeep.unfinished import kept_tombstones
from tests.bot.upkeep.conftest import back_up
from tests.builders import make_families, make_row
from tests.fakes import NOW

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def rewrite(file: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """The same ZIP, in itself whole, with other bytes in one of its files."""
    with zipfile.ZipFile(file) as archive:
        held = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for one, content in held.items():
            archive.writestr(one, change(content) if one == name else content)


def tell_otherwise(file: Path, **facts: Any) -> None:
    rewrite(file, "manifest.json", lambda content: json.dumps({**json.loads(content), **facts}).encode())


async def test_service_that_runs_is_not_restored_under(deps: Deps, file: Path) -> None:
    await back_up(deps, file)

    async with open_deps(deps.settings):
        with pytest.raises(Conflict, match="An Ouderbrug runs from"):
            await restore_backup(deps.settings, file, now=NOW, replace=True)

    await restore_backup(deps.settings, file, now=NOW, replace=True)


async def test_command_does_not_start_while_a_backup_is_restored(settings: Settings) -> None:
    with unused(settings.data_dir), pytest.raises(Conflict, match="A backup is being restored here"):
        await start(settings)


async def start(settings: Settings) -> None:
    async with open_deps(settings):
        pass


def test_folder_is_used_by_many_and_restored_by_one(tmp_path: Path) -> None:
    with in_use(tmp_path), in_use(tmp_path), pytest.raises(Conflict), unused(tmp_path):
        pass


async def test_who_else_has_the_database_open_is_not_restored_under(deps: Deps, file: Path) -> None:
    await back_up(deps, file)
    another = Database(deps.settings.database_url)
    async with another.reading() as session:
        session.add(Group(name="groep 3"))
        await session.connection()

        with pytest.raises(Conflict, match=r"(Another process|Somebody else) has the database open"):
            await restore_backup(deps.settings, file, now=NOW, replace=True)
    await another.close()


async def test_database_with_rows_is_not_replaced_without_a_word(deps: Deps, file: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
    await back_up(deps, file)

    with pytest.raises(Conflict, match="The database is not empty"):
        await restore_backup(deps.settings, file, now=NOW)


async def test_part_that_is_not_as_it_was_written_changes_nothing(deps: Deps, file: Path) -> None:
    await back_up(deps, file)
    part = read_manifest(file).database
    async with deps.transaction() as session:
        session.add(Group(name="groep 3"))
    await deps.database.close()
    rewrite(file, part, lambda content: content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(BadInput, match=f"damaged: {part} is not as it was written. Nothing was changed"):
        await restore_backup(deps.settings, file, now=NOW, replace=True)

    async with deps.reading() as session:
        assert await session.get(Group, 1) is not None


@on_sqlite
async def test_part_that_is_longer_than_it_says_is_not_unpacked_whole(deps: Deps, file: Path) -> None:
    await back_up(deps, file)
    tell_otherwise(file, parts=[{**part.model_dump(), "bytes": 10} for part in read_manifest(file).parts])

    with pytest.raises(BadInput, match=r"database\.sqlite is not as it was written"):
        await restore_backup(deps.settings, file, now=NOW)


@on_sqlite
async def test_part_that_cannot_be_read_is_told(deps: Deps, file: Path) -> None:
    await back_up(deps, file)
    lacking = Part(name="locales/tr/approved.po", sha256="0" * 64, bytes=1)
    parts = [*read_manifest(file).parts, lacking]
    tell_otherwise(file, parts=[part.model_dump() for part in parts])

    with pytest.raises(BadInput, match=r"damaged: locales/tr/approved.po cannot be read"):
        await restore_backup(deps.settings, file, now=NOW)


@on_sqlite
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"kind": "postgresql"}, "holds no database"),
        ({"revision": "9999"}, "made by Ouderbrug 0.1.0, which is newer"),
        ({"format": 2}, "is no backup of Ouderbrug"),
        ({"parts": []}, "holds no database"),
        ({"parts": [{"name": "locales/../../evil/approved.po", "sha256": "0" * 64, "bytes": 1}]}, "is no backup"),
        ({"more": 1}, "is no backup of Ouderbrug"),
    ],
)
async def test_manifest_that_does_not_fit_is_refused(deps: Deps, file: Path, facts: dict[str, Any], told: str) -> None:
    await back_up(deps, file)
    tell_otherwise(file, **facts)

    with pytest.raises(BadInput, match=told):
        await restore_backup(deps.settings, file, now=NOW)


async def test_backup_of_the_other_kind_of_database_is_refused(deps: Deps, file: Path) -> None:
    await back_up(deps, file)
    url = "postgresql+asyncpg://nobody@/nothing" if deps.database.embedded else "sqlite+aiosqlite:///nothing.db"

    with pytest.raises(BadInput, match=r"a backup of a (SQLite|PostgreSQL) database, and OUDERBRUG_DATABASE_URL"):
        await restore_backup(replace(deps.settings, database_url=url), file, now=NOW)


@on_sqlite
async def test_file_that_is_no_backup_is_refused(deps: Deps, file: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        await restore_backup(deps.settings, file, now=NOW)
    await back_up(deps, file)
    truncate(file)
    with pytest.raises(BadInput, match="is no backup of Ouderbrug, or not a whole one"):
        await restore_backup(deps.settings, file, now=NOW)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])


async def test_database_that_cannot_be_loaded_leaves_the_old_one(deps: Deps, file: Path, tmp_path: Path) -> None:
    async with deps.transaction() as session:
        session.add(Group(name="groep 3"))
    await back_up(deps, file)
    put_rubbish(file, tmp_path)

    with pytest.raises((BadInput, Unavailable), match=r"damaged: file is not a database|pg_restore failed: .*error"):
        await restore_backup(deps.settings, file, now=NOW, replace=True)

    async with deps.reading() as session:
        assert await session.get(Group, 1) is not None


def put_rubbish(file: Path, folder: Path) -> None:
    """A backup whose hashes are right, of something that no database is."""
    manifest, rubbish = read_manifest(file), folder / "rubbish"
    rubbish.write_bytes(b"rubbish" * 1000)
    file.unlink()
    parts = (describe(manifest.database, rubbish),)
    write_archive(file, manifest.model_copy(update={"parts": parts}), {manifest.database: rubbish})


@on_sqlite
async def test_rows_of_nobody_are_not_restored(deps: Deps, file: Path, tmp_path: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
    await back_up(deps, file)
    put_orphan(file, tmp_path)

    with pytest.raises(BadInput, match="a row of children lost the row it belongs to"):
        await restore_backup(deps.settings, file, now=NOW, replace=True)


def put_orphan(file: Path, folder: Path) -> None:
    manifest, broken = read_manifest(file), folder / "broken"
    with zipfile.ZipFile(file) as archive:
        broken.write_bytes(archive.read(manifest.database))
    with closing(sqlite3.connect(broken, isolation_level=None)) as database:
        database.execute("DELETE FROM groups")
    file.unlink()
    parts = (describe(manifest.database, broken),)
    write_archive(file, manifest.model_copy(update={"parts": parts}), {manifest.database: broken})


@on_postgresql
async def test_server_that_is_not_there_is_told(deps: Deps, file: Path, tmp_path: Path) -> None:
    await back_up(deps, file)
    nowhere = replace(deps.settings, database_url=f"postgresql+asyncpg://nobody@/nothing?host={tmp_path}")

    with pytest.raises(Unavailable, match="The backup cannot be restored: "):
        await restore_backup(nowhere, file, now=NOW)


def test_note_of_who_was_erased_that_is_broken_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "restoring.json").write_text("{")

    with pytest.raises(Unavailable, match="it says who must be erased again after a restore"):
        kept_tombstones(tmp_path)
