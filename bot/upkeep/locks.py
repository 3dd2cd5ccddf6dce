"""Files that say who is at work in a data folder; a process that dies lets go."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import Conflict

_IN_USE = "in-use.lock"


@contextmanager
def hold(path: Path, refusal: str) -> Iterator[None]:
    """Hold a file alone; its folder is made where it is missing. Raises Conflict with `refusal`, OSError."""
    with _locked(path, fcntl.LOCK_EX, refusal):
        yield


@contextmanager
def in_use(data_dir: Path) -> Iterator[None]:
    """Held by every command and service that has the database open: any number of them. Raises Conflict, OSError."""
    with _locked(data_dir / _IN_USE, fcntl.LOCK_SH, "A backup is being restored here. Wait until it is done."):
        yield


@contextmanager
def unused(data_dir: Path) -> Iterator[None]:
    """Nobody has the database open from this folder while the block lasts. Raises Conflict, OSError."""
    refusal = f"An Ouderbrug runs from {data_dir}. Stop it first, then restore."
    with _locked(data_dir / _IN_USE, fcntl.LOCK_EX, refusal):
        yield


@contextmanager
def _locked(path: Path, how: int, refusal: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a") as file:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(refusal) from error
        yield
