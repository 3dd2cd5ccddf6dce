"""The file of an embedded database: copied while others write, looked through, and replaced by another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import Conflict, Unavailable
from bot.upkeep.files import create, put_in_place

#: What SQLite keeps beside the file; with another file they would be read as its own.
_BESIDE = ("-wal", "-shm", "-journal")

#: Seconds that the copy waits where somebody just changes the whole file.
_PATIENCE = 30.0


def copy_database(source: Path, target: Path) -> None:
    """One moment of it into a new file, by SQLite's online backup; writers go on. Raises Unavailable."""
    create(target).close()
    try:
        with closing(_open(source, timeout=_PATIENCE)) as old, closing(_open(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # nothing beside the file
    except sqlite3.Error as error:
        raise Unavailable(f"The database cannot be copied: {error}.") from error


def faults_of(path: Path) -> str | None:
    """What is wrong with the file, as a clause; None where it is whole. Waits for nobody."""
    try:
        with closing(_open(path)) as database:
            if (found := database.execute("PRAGMA quick_check(1)").fetchone()) != ("ok",):
                return f"quick_check says {str(found[0]).splitlines()[-1]!r}"
            orphan = database.execute("PRAGMA foreign_key_check").fetchone()
            return f"a row of {orphan[0]} lost the row it belongs to" if orphan else None
    except sqlite3.Error as error:
        return str(error)


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Nobody else has the file open in this block, and nothing stands beside it. Raises Conflict where somebody has.

    A file that is damaged, or not there, is nobody's.
    """
    if not path.exists():
        yield
        return
    with closing(_open(path)) as database:
        try:
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise Conflict("Another process has the database open. Stop the service first.") from error
        yield


def replace_database(new: Path, old: Path) -> None:
    """The new file takes the old one's place in one step; `alone_with` the old one. Raises OSError."""
    for ending in _BESIDE:
        old.with_name(old.name + ending).unlink(missing_ok=True)
    put_in_place(new, old)


def _open(path: Path, timeout: float = 0) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None)
