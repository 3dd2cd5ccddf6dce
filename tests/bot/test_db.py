"""The database as bot.db opens it: what commits, what rolls back, what SQLite is told, and the schema itself."""

from __future__ import annotations

import asyncio
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database, only_one
from bot.deps import Deps
from bot.models import Base, Child, Group, Parent
from tests.builders import make_families, make_row
from tests.fakes import NOW


async def list_groups(deps: Deps) -> list[str]:
    async with deps.reading() as session:
        return list(await session.scalars(select(Group.name).order_by(Group.id)))


def make_parent(created_at: datetime) -> Parent:
    return Parent(external_id="P-1", name="Amina", home_language="ar", created_at=created_at)


async def test_transaction_stores_all(deps: Deps) -> None:
    async with deps.transaction() as session:
        session.add_all([Group(name="groep 3"), Group(name="groep 6")])

    assert await list_groups(deps) == ["groep 3", "groep 6"]


async def test_transaction_stores_nothing_after_an_error(deps: Deps) -> None:
    with pytest.raises(RuntimeError, match="half way"):
        await fail_half_way(deps)

    assert await list_groups(deps) == []


async def fail_half_way(deps: Deps) -> None:
    async with deps.transaction() as session:
        session.add(Group(name="groep 3"))
        await session.flush()
        raise RuntimeError("half way")


async def test_rehearsal_stores_nothing_and_lets_its_rows_be_read(deps: Deps) -> None:
    async with deps.database.rehearsal() as session:
        group = Group(name="groep 3")
        session.add(group)

    assert (group.id, group.name) == (1, "groep 3")
    assert await list_groups(deps) == []


async def test_rehearsal_that_fails_stores_nothing(deps: Deps) -> None:
    with pytest.raises(IntegrityError):
        await rehearse_twins(deps)

    assert await list_groups(deps) == []


async def rehearse_twins(deps: Deps) -> None:
    async with deps.database.rehearsal() as session:
        session.add_all([Group(name="groep 3"), Group(name="groep 3")])


async def test_reading_stores_nothing(deps: Deps) -> None:
    async with deps.reading() as session:
        session.add(Group(name="groep 3"))

    assert await list_groups(deps) == []


async def test_reading_waits_for_no_writer(deps: Deps) -> None:
    async with deps.transaction() as session:
        session.add(Group(name="groep 3"))
        await session.flush()

        seen = await list_groups(deps)

    assert seen == []


async def test_writers_at_once_all_get_their_turn(deps: Deps) -> None:
    async def write(name: str) -> None:
        async with deps.transaction() as session:
            session.add(Group(name=name))

    await asyncio.gather(*(write(f"groep {number}") for number in range(20)))

    assert len(await list_groups(deps)) == 20


async def test_rows_can_be_read_after_the_transaction(deps: Deps) -> None:
    async with deps.transaction() as session:
        group = Group(name="groep 3")
        session.add(group)

    assert (group.id, group.name) == (1, "groep 3")


async def test_child_of_no_group_is_refused(session: AsyncSession) -> None:
    session.add(Child(external_id="K-1", first_name="Noor", group_id=999))

    with pytest.raises(IntegrityError):
        await session.flush()
    await session.rollback()


async def test_moment_comes_back_as_it_was_in_utc(session: AsyncSession) -> None:
    session.add(make_parent(datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))))
    await session.flush()

    stored = await session.scalar(select(Parent.created_at))
    nothing = await session.scalar(select(Parent.created_at).where(Parent.id == 999))

    assert stored == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert stored is not None
    assert stored.tzinfo is UTC
    assert nothing is None


async def test_moment_without_a_zone_is_refused(session: AsyncSession) -> None:
    session.add(make_parent(datetime(2026, 10, 25, 2, 30)))  # noqa: DTZ001

    with pytest.raises(StatementError, match="a time without a zone cannot be stored"):
        await session.flush()
    await session.rollback()


async def test_sqlite_is_told_to_lose_nothing(deps: Deps) -> None:
    if not deps.database.embedded:
        return
    async with deps.transaction() as session:
        told = {
            name: await session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_sqlite_writer_of_another_process_waits_at_begin(deps: Deps) -> None:
    if not deps.database.embedded:
        return
    another = Database(deps.settings.database_url)
    async with deps.transaction() as session:
        await session.execute(select(Group))
        beginning = asyncio.create_task(begin(another))

        done, _ = await asyncio.wait([beginning], timeout=0.3)

    await beginning
    await another.close()
    assert not done


async def begin(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("SELECT 1"))


async def test_database_answers_while_it_is_there(deps: Deps) -> None:
    assert await deps.database.answers()


async def test_database_that_is_not_there_does_not_answer(tmp_path: Path) -> None:
    gone = Database(f"postgresql+asyncpg://nobody@/nothing?host={tmp_path}")

    assert not await gone.answers()
    await gone.close()


async def test_clock_of_the_database_is_close_to_ours(deps: Deps) -> None:
    assert abs(await deps.database.clock_offset()) < 5


async def test_only_one_process_holds_the_lock(deps: Deps) -> None:
    async with only_one(deps.database, 7) as first, only_one(deps.database, 7) as second:
        held = first, second
    async with only_one(deps.database, 7) as again:
        held_again = again

    assert held == (True, deps.database.embedded)  # an embedded database has one process anyway
    assert held_again


async def test_folder_of_the_database_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/new/ouderbrug.db")

    await database.upgrade()

    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert await database.answers()
    await database.close()


async def test_database_in_memory_needs_no_folder() -> None:
    database = Database("sqlite+aiosqlite://")

    assert await database.answers()
    await database.close()


async def test_upgrade_again_is_harmless(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))

    await deps.database.upgrade()

    assert await list_groups(deps) == ["groep 3"]


async def test_migrations_make_the_tables_of_the_models(deps: Deps) -> None:
    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))

    async with deps.database.engine.connect() as connection:
        assert await connection.run_sync(compare) == []


async def test_every_constraint_has_a_name(deps: Deps) -> None:
    def unnamed(connection: Connection) -> list[str]:
        look = inspect(connection)
        tables = sorted(Base.metadata.tables)
        return [
            table
            for table in tables
            for found in (
                look.get_pk_constraint(table),
                *look.get_foreign_keys(table),
                *look.get_unique_constraints(table),
                *look.get_check_constraints(table),
            )
            if not found["name"]
        ]

    async with deps.database.engine.connect() as connection:
        assert await connection.run_sync(unnamed) == []


async def test_migration_that_orphans_rows_changes_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/ouderbrug.db")
    await database.upgrade()
    async with database.engine.connect() as connection:
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        await connection.exec_driver_sql(
            "INSERT INTO children (id, external_id, first_name, group_id) VALUES (1, 'K-1', 'Noor', 999)"
        )

    with pytest.raises(RuntimeError, match="left rows without their parent row"):
        await database.upgrade()
    await database.close()


async def test_errors_tell_no_names(session: AsyncSession) -> None:
    session.add_all([make_parent(NOW), make_parent(NOW)])

    with pytest.raises(IntegrityError) as refused:
        await session.flush()
    await session.rollback()

    assert "Amina" not in str(refused.value)
