"""After a restore nothing is sent twice, nobody erased comes back, and everybody signs in anew."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.actions.erasure import erase_parent
from bot.actions.outbox import queue_messages
from bot.bootstrap import open_deps
from bot.config import Settings
from bot.deps import Deps
from bot.enums import OutboxState, Role
from bot.models import AuditEntry, Campaign, Child, OutboxMessage, Parent, SignInLink, StaffSession, Tombstone
from bot.upkeep.restore import restore_backup
from bot.upkeep.unfinished import keep_tombstones, kept_tombstones
from tests.bot.upkeep.conftest import back_up
from tests.builders import SAM, make_draft, make_event, make_families, make_invitation, make_row, make_visitor
from tests.fakes import NOW, FakeClock

LATER = NOW + timedelta(hours=2)


async def names(deps: Deps) -> list[str]:
    async with deps.reading() as session:
        return list(await session.scalars(select(Parent.name).order_by(Parent.name)))


async def test_families_are_as_they_were(deps: Deps, file: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Zosia", "Piotr"))
    await back_up(deps, file)
    async with deps.transaction() as session:
        await make_families(session, make_row("Liya", "Selam"))
    await deps.database.close()

    done = await restore_backup(deps.settings, file, now=LATER, replace=True)

    assert await names(deps) == ["Amina", "Piotr"]
    assert (done.erased, done.all_known) == (0, True)


async def test_what_waited_then_waits_for_a_person(deps: Deps, file: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        sent = await make_invitation(session, await make_event(session), remind=())
        due = await make_invitation(session, await make_event(session, place="Gym"), remind=())
        later = await make_invitation(
            session, await make_event(session, place="Tuin"), remind=(), send_at=LATER + timedelta(days=1)
        )
        sent.expanded_at, due_id, later_id = NOW, due.id, later.id
        await queue_messages(
            session, [make_draft(state, campaign_id=sent.id) for state in OutboxState] + [make_draft("answer")], now=NOW
        )
        for message in await session.scalars(select(OutboxMessage).where(OutboxMessage.dedupe_key != "answer")):
            message.state = message.dedupe_key
    await back_up(deps, file)

    done = await restore_backup(deps.settings, file, now=LATER, replace=True)

    async with deps.reading() as session:
        rows = await session.execute(select(OutboxMessage.dedupe_key, OutboxMessage.state))
        moved = {key.split(":")[0]: state for key, state in rows.all() if key != state}
        paused = list(await session.scalars(select(Campaign.id).where(Campaign.paused_why.is_not(None))))
    assert moved == {
        "queued": "unknown",
        "leased": "unknown",
        "sending": "unknown",
        "preparing": "cancelled",
        "answer": "unknown",
    }
    assert paused == [due_id]
    assert later_id not in paused
    assert (done.doubts.messages, done.doubts.others, done.doubts.campaigns) == (3, 1, 1)


async def test_everybody_signs_in_anew(deps: Deps, file: Path) -> None:
    async with deps.transaction() as session:
        await make_visitor(session, role=Role.COORDINATOR)
    await back_up(deps, file)

    await restore_backup(deps.settings, file, now=LATER, replace=True)

    async with deps.reading() as session:
        left = [await session.scalar(select(func.count()).select_from(table)) for table in (StaffSession, SignInLink)]
        trail = list(await session.scalars(select(AuditEntry.actor).where(AuditEntry.action == "restore")))
    assert (left, trail) == ([0, 0], ["command"])


async def test_who_was_erased_since_is_erased_again(deps: Deps, file: Path, tmp_path: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Canary child", "Canary parent"), make_row("Zosia", "Piotr"))
    await back_up(deps, file)
    async with deps.transaction() as session:
        await erase_parent(session, actor=SAM, now=NOW + timedelta(hours=1), parent_id="P-Canary parent")
    await deps.database.scrub()
    await deps.database.close()

    done = await restore_backup(deps.settings, file, now=LATER, replace=True)

    assert (done.erased, await names(deps)) == (1, ["Piotr"])
    async with deps.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Child)) == 1
        assert await session.scalar(select(Tombstone.erased_at)) == NOW + timedelta(hours=1)
    assert files_that_hold(b"Canary", tmp_path) - {file.name} == set()


def files_that_hold(words: bytes, folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()}


async def test_restore_that_was_broken_off_is_finished_at_the_next_start(deps: Deps, file: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
    await back_up(deps, file)
    async with deps.transaction() as session:
        await erase_parent(session, actor=SAM, now=LATER, parent_id="P-Amina")
        gone = dict((await session.execute(select(Tombstone.parent_hash, Tombstone.erased_at))).all())
    await deps.database.close()
    await restore_backup(deps.settings, file, now=LATER, replace=True)
    async with deps.transaction() as session:  # as a crash leaves it: the rows are back, the tombstones in their file
        for tombstone in await session.scalars(select(Tombstone)):
            await session.delete(tombstone)
        await make_families(session, make_row("Noor", "Amina"))
    keep_tombstones(deps.settings.data_dir, gone)

    async with open_deps(deps.settings, FakeClock(LATER)) as started:
        left = await names(started)

    assert (left, kept_tombstones(deps.settings.data_dir)) == ([], None)


async def test_approved_words_come_back(deps: Deps, elsewhere: Settings, file: Path, tmp_path: Path) -> None:
    words = Path("locales", "tr", "approved.po")
    (tmp_path / words).parent.mkdir(parents=True)
    (tmp_path / words).write_text("# approved\n")
    await back_up(deps, file)

    await restore_backup(elsewhere, file, now=LATER)

    assert (elsewhere.data_dir / words).read_text() == "# approved\n"
    assert [path.name for path in elsewhere.data_dir.glob(".restoring*")] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_database_that_is_damaged_is_replaced_and_that_is_told(deps: Deps, file: Path, tmp_path: Path) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
    await back_up(deps, file)
    for name in ("ouderbrug.db", "ouderbrug.db-wal"):
        (tmp_path / name).write_bytes(b"x" * 5000)

    done = await restore_backup(deps.settings, file, now=LATER, replace=True)

    assert (done.all_known, await names(deps)) == (False, ["Amina"])
    database = sqlite3.connect(tmp_path / "ouderbrug.db")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()
