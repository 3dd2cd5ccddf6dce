"""PostgreSQL's own programs: pg_dump, pg_restore and psql, found on the PATH; a password never stands on their line."""

from __future__ import annotations

import os
import shutil
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import UpdateBase, make_url
from sqlalchemy.dialects import postgresql

from bot.errors import BadInput, Unavailable
from bot.models import Base
from bot.upkeep.files import create

#: Our tables, and the one that says which schema they have; whatever else the database holds is not ours.
TABLES = ("alembic_version", *Base.metadata.tables)

_LONGEST = 200
_OF_THE_ADDRESS = {"host": "PGHOST", "port": "PGPORT", "ssl": "PGSSLMODE", "passfile": "PGPASSFILE"}


async def dump_database(url: str, target: Path) -> None:
    """One moment of our tables into a new file, custom format; writers go on. Raises BadInput, Unavailable."""
    ours = [f"--table={table}" for table in TABLES]
    create(target).close()
    plain = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")
    await _run(url, "pg_dump", *plain, *ours, f"--file={target}")


async def load_database(url: str, dump: Path, script: Path, statements: Iterable[UpdateBase]) -> None:
    """Our tables as they were in the dump, then `statements`: all in one transaction, or nothing.

    `script` is a name for a new file. Raises BadInput, Unavailable.
    """
    create(script).close()
    await _run(url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
    drop = "; ".join(f"DROP TABLE IF EXISTS {table} CASCADE" for table in TABLES)
    after = "; ".join(["RESET search_path", *(_as_text(statement) for statement in statements)])
    quiet = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction")
    await _run(url, "psql", *quiet, f"--command={drop}", f"--file={script}", f"--command={after}")


def require_programs(*names: str) -> None:
    """Raises BadInput that names what to install."""
    if missing := [name for name in names if not shutil.which(name)]:
        raise BadInput(f"{missing[0]} is not installed: install the client programs of PostgreSQL (postgresql-client).")


def environment_of(url: str) -> dict[str, str]:
    """What the programs read instead of an address."""
    address = make_url(url)
    said: dict[str, object] = {
        "PGHOST": address.host,
        "PGPORT": address.port,
        "PGUSER": address.username,
        "PGPASSWORD": address.password,
        "PGDATABASE": address.database,
    }
    said |= {variable: address.query.get(name) or said.get(variable) for name, variable in _OF_THE_ADDRESS.items()}
    return {variable: str(value) for variable, value in said.items() if value}


async def _run(url: str, program: str, *words: str) -> None:
    require_programs(program)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OUDERBRUG_")}
    process = await create_subprocess_exec(
        program, *words, env=environment | environment_of(url), stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
    )
    _, said = await process.communicate()
    if process.returncode:
        raise Unavailable(f"{program} failed: {_reason(said.decode(errors='replace').splitlines())}.")


def _reason(lines: Sequence[str]) -> str:
    """Its first error and not a line more: the next ones may show rows."""
    errors = [line for line in lines if "error" in line.casefold()]
    return next(iter(errors or lines), "it says nothing").strip()[:_LONGEST].rstrip(".")


def _as_text(statement: UpdateBase) -> str:
    return str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))  # type: ignore[no-untyped-call]
