"""What a backup is, and what it refuses: a broken one never takes the place of a good one."""

from __future__ import annotations

import sqlite3
import stat
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Settings
from bot.db import known_revisions
from bot.deps import Deps
from bot.errors import BadInput, Conflict, Unavailable
from bot.upkeep.archive import read_manifest
from bot.upkeep.backup import make_backup
from bot.upkeep.last_backup import last_backup, record_backup
from tests.builders import make_families, make_row
from tests.fakes import NOW

LATER = NOW + timedelta(days=1)

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def approve_words(folder: Path) -> None:
    words = folder / "locales" / "tr" / "approved.po"
    words.parent.mkdir(parents=True)
    words.write_text("# approved\n")


def add_voice(folder: Path) -> None:
    voice = folder / "voices" / "nl" / "nl_NL-ronnie-medium.onnx"
    voice.parent.mkdir(parents=True)
    voice.write_bytes(b"a large model")


def size_and_mode(path: Path) -> tuple[int, int]:
    return path.stat().st_size, stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_backup_says_what_it_holds(deps: Deps, file: Path, tmp_path: Path) -> None:
    approve_words(tmp_path)
    add_voice(tmp_path)

    made = await make_backup(deps.settings, file, now=NOW)

    manifest = read_manifest(file)
    kind, part = ("sqlite", "database.sqlite") if deps.database.embedded else ("postgresql", "database.pgdump")
    assert made.manifest == manifest
    assert (manifest.kind, manifest.revision, manifest.made_at) == (kind, known_revisions()[0], NOW)
    assert [part.name for part in manifest.parts] == [part, "locales/tr/approved.po"]
    assert (manifest.packages, manifest.voices) == ((), ("nl/nl_NL-ronnie-medium.onnx",))
    assert zipfile.ZipFile(file).namelist() == ["manifest.json", *(part.name for part in manifest.parts)]
    assert size_and_mode(file) == (made.bytes, 0o600)
    assert last_backup(tmp_path) == (NOW, str(file))


async def test_backup_leaves_nothing_beside_its_file(deps: Deps, file: Path, tmp_path: Path) -> None:
    before = names_in(tmp_path)
    (tmp_path / f".{file.name}.making-1234").mkdir()  # a crash left it

    await make_backup(deps.settings, file, now=NOW)

    passing = {"ouderbrug.db-shm", "ouderbrug.db-wal"}
    assert set(names_in(tmp_path)) - passing == {*before, file.name, "last-backup.json", "backup.lock"} - passing


async def test_backup_takes_the_place_of_another_only_when_it_is_told_to(deps: Deps, file: Path) -> None:
    await make_backup(deps.settings, file, now=NOW)

    with pytest.raises(Conflict, match="is there already"):
        await make_backup(deps.settings, file, now=LATER)
    kept = read_manifest(file).made_at
    await make_backup(deps.settings, file, now=LATER, replace=True)

    assert (kept, read_manifest(file).made_at) == (NOW, LATER)


@on_sqlite
async def test_damaged_database_takes_no_place_of_a_good_backup(deps: Deps, file: Path, tmp_path: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Noor {number}", f"Amina {number}") for number in range(300)))
    await make_backup(deps.settings, file, now=NOW)
    await deps.database.close()
    spoil(tmp_path / "ouderbrug.db")

    with pytest.raises(Unavailable, match=r"The database is damaged: .* keep the last good one"):
        await make_backup(deps.settings, file, now=LATER, replace=True)

    assert read_manifest(file).made_at == NOW
    assert last_backup(tmp_path) == (NOW, str(file))
    assert not [name for name in names_in(tmp_path) if name.startswith(".")]


def spoil(path: Path) -> None:
    """Zeros over the root page of a table, as a bad disk leaves them; the header stays."""
    with sqlite3.connect(path) as database:
        page, size = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'parents'").fetchone()[0], 4096
    database.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))


@on_sqlite
async def test_no_database_is_no_backup(settings: Settings, file: Path, tmp_path: Path) -> None:
    nowhere = replace(settings, database_url=f"sqlite+aiosqlite:///{tmp_path}/nothing.db")
    with pytest.raises(BadInput, match="nothing to back up"):
        await make_backup(nowhere, file, now=NOW)
    sqlite3.connect(tmp_path / "nothing.db").close()
    (tmp_path / "nothing.db").touch()
    with pytest.raises(BadInput, match="nothing to back up"):
        await make_backup(nowhere, file, now=NOW)
    with pytest.raises(BadInput, match="A database in memory has no file"):
        await make_backup(replace(settings, database_url="sqlite+aiosqlite:///:memory:"), file, now=NOW)
    assert file.name not in names_in(tmp_path)


@on_sqlite
async def test_file_that_is_no_database_is_told(settings: Settings, file: Path, tmp_path: Path) -> None:
    (tmp_path / "ouderbrug.db").write_bytes(b"x" * 5000)

    with pytest.raises(Unavailable, match="The database cannot be opened: file is not a database"):
        await make_backup(settings, file, now=NOW)


async def test_folder_that_is_not_there_is_told(deps: Deps, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"a\.backup cannot be written: No such file or directory"):
        await make_backup(deps.settings, tmp_path / "nowhere" / "a.backup", now=NOW)


@on_postgresql
async def test_backup_without_pg_dump_says_what_to_install(
    deps: Deps, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(BadInput, match=r"pg_dump is not installed: install the client programs of PostgreSQL"):
        await make_backup(deps.settings, file, now=NOW)


def test_note_of_the_last_backup_that_is_broken_is_none(tmp_path: Path) -> None:
    (tmp_path / "last-backup.json").write_text('{"made_at": 3}')

    broken = last_backup(tmp_path)
    record_backup(tmp_path, made_at=NOW, file=Path("/b"))

    assert (broken, last_backup(tmp_path)) == (None, (NOW, "/b"))
