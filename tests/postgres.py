"""A PostgreSQL for the tests: the one that OUDERBRUG_TEST_POSTGRES names, else one of our own for the session."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTING = "OUDERBRUG_TEST_POSTGRES"
_USER = "ouderbrug"

#: A throw-away server: a crash of the machine would lose it, and nobody would mind.
_SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


@contextmanager
def running_postgres() -> Iterator[str | None]:
    """The address of a server without a database name; None where this machine has no PostgreSQL."""
    if given := os.environ.get(SETTING):
        yield given.rstrip("/")
        return
    folder = _find_programs()
    if folder is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ouderbrug-postgres-") as home:
        yield from _serve(folder, Path(home))


def _serve(programs: Path, home: Path) -> Iterator[str]:
    owner = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if owner:
        shutil.chown(home, owner)
    data, address = home / "data", home / "socket"
    _run(owner, programs / "initdb", "-D", data, "-U", _USER, "--auth=trust", "--encoding=UTF8", "--locale=C")
    _run(owner, "mkdir", address)
    options = f"-k {address} -c listen_addresses='' {_SPEED}"
    _run(owner, programs / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
    try:
        yield f"postgresql+asyncpg://{_USER}@/{{database}}?host={address}"
    finally:
        _run(owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(owner: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    subprocess.run(words, check=True, user=owner, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _find_programs() -> Path | None:
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent, *packaged] if on_path else packaged
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)
