"""One PostgreSQL database for all tests of a worker, emptied before each: as good as new, in a tenth of the time."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import asyncpg

T = TypeVar("T")

#: Every row goes and every sequence begins anew; what has grown large is cut off, lest later looks wade through it.
_EMPTY = """
DO $$ DECLARE one record; BEGIN
  SET LOCAL session_replication_role = replica;
  SET LOCAL lock_timeout = '2s';
  FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    IF pg_relation_size(one.name::regclass) > 262144 THEN
      EXECUTE format('TRUNCATE %I CASCADE', one.name);
    ELSE
      EXECUTE format('DELETE FROM %I', one.name);
    END IF;
  END LOOP;
  FOR one IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    PERFORM setval(one.name::regclass, 1, false);
  END LOOP;
END $$
"""

_COLUMNS = "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public'"


class KeptDatabase:
    """Made from the template when it is first wanted, and again where it cannot be emptied."""

    def __init__(self, server: str, template: str) -> None:
        """`server` has a place for the database's name."""
        self._server, self._template = server, template
        self._name: str | None = None
        self._whole = 0

    def emptied(self, *, changes_schema: bool) -> str:
        """The address of an empty database; a test that changes the schema gets one of its own."""
        if changes_schema:
            return self._address(away_from_the_loop(self._make()))
        if self._name is None or not away_from_the_loop(self._empty(self._name)):
            self._name = away_from_the_loop(self._make())
            self._whole = away_from_the_loop(self._columns(self._name))
        return self._address(self._name)

    def _address(self, name: str) -> str:
        return self._server.format(database=name)

    async def _make(self) -> str:
        name = f"test_{uuid.uuid4().hex}"
        await execute(self._server, "postgres", f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        return name

    async def _empty(self, name: str) -> bool:
        """Whether it is; not where somebody who was killed still holds a lock, nor where a test took a table away."""
        try:
            await execute(self._server, name, _EMPTY)
        except asyncpg.PostgresError:
            return False
        return await self._columns(name) == self._whole

    async def _columns(self, name: str) -> int:
        connection = await asyncpg.connect(_plain(self._server.format(database=name)))
        try:
            return int(await connection.fetchval(_COLUMNS))
        finally:
            await connection.close()


async def execute(server: str, name: str, statement: str) -> None:
    """One statement in a database of this server."""
    connection = await asyncpg.connect(_plain(server.format(database=name)))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _plain(address: str) -> str:
    """Without the name of the driver."""
    return address.replace("+asyncpg", "", 1)


def away_from_the_loop(work: Coroutine[None, None, T]) -> T:
    """Fixtures may be asked for inside a running loop; a thread has none yet."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
