"""What the doctor says of a school that is well, and of each thing that can be wrong."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.actions.school import record_setting
from bot.config import Settings, load_settings
from bot.db import Database
from bot.deps import SystemClock
from bot.sandbox import Sandbox, running_sandbox
from bot.upkeep.database_checks import check_database, load_known_decisions
from bot.upkeep.doctor import examine
from bot.upkeep.findings import Finding, State, ok, problem, warning
from bot.upkeep.last_backup import record_backup
from bot.upkeep.machine_checks import check_address, check_backup, check_files
from bot.upkeep.telegram_checks import check_telegram
from bot.upkeep.unfinished import keep_tombstones
from tests.builders import SAM
from tests.fakes import NOW

TOKEN = "123456789:test-test-test-test-test-test-test"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox(token=TOKEN) as running:
        yield running


def set_as(tmp_path: Path, **facts: str) -> Settings:
    named = {f"OUDERBRUG_{name.upper()}": value for name, value in facts.items()}
    return load_settings({"OUDERBRUG_DATA_DIR": str(tmp_path), **named})


def now() -> datetime:
    return SystemClock().now()


async def test_school_that_is_well(sandbox: Sandbox, tmp_path: Path, sqlite_template: Path) -> None:
    environment = {
        "OUDERBRUG_DATA_DIR": str(tmp_path),
        "OUDERBRUG_DATABASE_URL": f"sqlite+aiosqlite:///{sqlite_template}",
        "OUDERBRUG_TELEGRAM_TOKEN": TOKEN,
        "OUDERBRUG_TELEGRAM_API": sandbox.url,
        "OUDERBRUG_PUBLIC_URL": "https://ouderbrug.school.example",
        "OUDERBRUG_BIND": "127.0.0.1:1",
    }
    record_backup(tmp_path, made_at=now(), file=Path("/b"))

    found = {finding.name: finding.state.value for finding in await examine(environment, now=now())}

    assert found == {
        **dict.fromkeys(("settings", "data folder", "disk", "database", "clock", "sending", "decisions"), "ok"),
        **dict.fromkeys(("telegram", "updates", "time", "languages", "backup", "address"), "ok"),
        **dict.fromkeys(("service", "packages", "alerts"), "warning"),
        "voices": found["voices"],  # as this machine has it
    }


async def test_what_the_school_decided_on_its_pages_holds(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "ouderbrug.db")
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/ouderbrug.db")
    async with database.transaction() as session:
        await record_setting(session, actor=SAM, now=NOW, name="telegram", value="off")
        await record_setting(session, actor=SAM, now=NOW, name="alert_to", value="sam@school.example")
    await database.close()

    found = await examine({"OUDERBRUG_DATA_DIR": str(tmp_path), "OUDERBRUG_BIND": "127.0.0.1:1"}, now=now())

    told = [finding for finding in found if finding.name in ("telegram", "alerts")]
    assert told == [
        warning("telegram", "The school has switched Telegram off on its own page: nothing is sent or fetched."),
        problem("alerts", "OUDERBRUG_SMTP_URL is not set: e-mails that call to danger wait for ever."),
    ]


async def test_decisions_are_unknown_where_the_database_cannot_tell(tmp_path: Path) -> None:
    nowhere = set_as(tmp_path)
    (tmp_path / "odd.db").write_text("This is no database at all. " * 100)
    odd = set_as(tmp_path, database_url=f"sqlite+aiosqlite:///{tmp_path}/odd.db")

    assert [await load_known_decisions(settings) for settings in (nowhere, odd)] == [{}, {}]


async def test_settings_that_cannot_be_read_are_all_there_is_to_say() -> None:
    found = await examine({"OUDERBRUG_BIND": "here"}, now=NOW)

    assert [(finding.name, finding.state) for finding in found] == [("settings", State.PROBLEM)]


async def test_token_that_is_wrong(sandbox: Sandbox, tmp_path: Path) -> None:
    wrong = set_as(tmp_path, telegram_token="999:" + "x" * 35, telegram_api=sandbox.url)

    found = await check_telegram(wrong, now())

    assert found[0] == problem("telegram", f"{sandbox.url} refuses the token. Ask @BotFather for the right one.")
    assert len(found) == 2


async def test_telegram_that_is_not_there_is_told_without_the_token(tmp_path: Path) -> None:
    nowhere = set_as(tmp_path, telegram_token=TOKEN, telegram_api="http://127.0.0.1:1")

    assert await check_telegram(nowhere, now()) == [
        problem("telegram", "http://127.0.0.1:1 does not answer (ClientConnectorError). Look at network and firewall.")
    ]


async def test_telegram_without_token(tmp_path: Path) -> None:
    told = "OUDERBRUG_TELEGRAM_TOKEN is not set: the service runs, and nothing is sent."
    assert await check_telegram(set_as(tmp_path), NOW) == [warning("telegram", told)]


@pytest.mark.parametrize(
    ("fault", "told"),
    [("500", "answers HTTP 500 to getMe. Try again later."), ("garbage", "does not answer")],
)
async def test_telegram_that_is_ill(tmp_path: Path, fault: str, told: str) -> None:
    async with running_sandbox(token=TOKEN, faults=[{"method": "getMe", "do": fault}]) as sandbox:
        ill = set_as(tmp_path, telegram_token=TOKEN, telegram_api=sandbox.url)
        found = (await check_telegram(ill, now()))[0]

    assert found.state == State.PROBLEM
    assert told in found.told


async def test_webhook_that_telegram_does_not_know_yet(sandbox: Sandbox, tmp_path: Path) -> None:
    hook = {"telegram_mode": "webhook", "public_url": "https://school.example", "webhook_secret": "s" * 32}
    waiting = set_as(tmp_path, telegram_token=TOKEN, telegram_api=sandbox.url, **hook)

    assert (await check_telegram(waiting, now()))[1] == warning(
        "updates", "Telegram is not set for webhook: the next start does that."
    )


async def test_server_without_webhooks_is_well(tmp_path: Path) -> None:
    async with running_sandbox(token=TOKEN, faults=[{"method": "getWebhookInfo", "do": "400"}]) as sandbox:
        simple = set_as(tmp_path, telegram_token=TOKEN, telegram_api=sandbox.url)
        found = await check_telegram(simple, now())

    assert found[1] == ok("updates", "By polling; this server does not tell about webhooks.")


async def test_clock_of_this_machine_that_is_wrong(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = set_as(tmp_path, telegram_token=TOKEN, telegram_api=sandbox.url)

    found = (await check_telegram(settings, now() + timedelta(hours=1)))[-1]

    assert (found.name, found.state) == ("time", State.PROBLEM)


def test_files_that_others_may_read(tmp_path: Path) -> None:
    token, env = tmp_path / "token", tmp_path / "env"
    token.write_text(TOKEN)
    env.write_text(f"OUDERBRUG_TELEGRAM_TOKEN_FILE={token}\n")
    token.chmod(0o644)
    env.chmod(0o640)
    tmp_path.chmod(0o750)

    found = check_files(set_as(tmp_path), {"OUDERBRUG_ENV_FILE": str(env)})

    assert found == [
        problem("data folder", f"Other accounts may look into {tmp_path}. Run: chmod 700 {tmp_path}"),
        problem("secrets", f"Other accounts may read or change {token}. Run: chmod 640 {token}"),
    ]


def test_files_that_are_closed(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(TOKEN)
    token.chmod(0o400)

    assert [
        finding.state for finding in check_files(set_as(tmp_path), {"OUDERBRUG_TELEGRAM_TOKEN_FILE": str(token)})
    ] == [
        State.OK,
        State.OK,
    ]


def test_backups(tmp_path: Path) -> None:
    settings = set_as(tmp_path)
    found: list[Finding] = [check_backup(settings, NOW)]
    record_backup(tmp_path, made_at=NOW - timedelta(days=8), file=Path("/b"))
    found.append(check_backup(settings, NOW))
    record_backup(tmp_path, made_at=datetime(2026, 11, 24, 2, 10, tzinfo=UTC), file=Path("/b"))
    found.append(check_backup(settings, NOW))
    keep_tombstones(tmp_path, {})
    found.append(check_backup(settings, NOW))

    assert found == [
        warning("backup", "There is none that we know of. Run: ouderbrug backup FILE (deploy/ has a timer)"),
        warning("backup", "The last one is of 2026-11-16 10:00 (/b), 8 days ago. Run: ouderbrug backup FILE"),
        ok("backup", "The last one is of 2026-11-24 03:10 (/b)."),
        warning("backup", "A restore was broken off: the next start erases again who was erased."),
    ]


def test_addresses(tmp_path: Path) -> None:
    addresses: tuple[dict[str, str], ...] = (
        {},
        {"public_url": "http://school.example"},
        {"public_url": "https://school.example"},
    )

    states = [check_address(set_as(tmp_path, **address)).state for address in addresses]

    assert states == [State.WARNING, State.PROBLEM, State.OK]


async def test_database_that_is_not_there_yet(tmp_path: Path) -> None:
    found = await check_database(set_as(tmp_path), NOW)

    assert found == [warning("database", "There is none yet: the first start makes it.")]


async def test_database_that_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "ouderbrug.db").write_bytes(b"x" * 5000)

    (found,) = await check_database(set_as(tmp_path), NOW)

    told = "It is damaged: file is not a database. Stop the service and restore the last good backup."
    assert found == problem("database", told)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("revision", "state"), [("0003", State.WARNING), ("9999", State.PROBLEM)])
async def test_database_of_another_schema(settings: Settings, revision: str, state: State, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ouderbrug.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", [revision])
    database.close()

    assert [finding.state for finding in await check_database(settings, NOW)] == [state]


async def test_database_that_is_well(settings: Settings) -> None:
    assert [(finding.name, finding.state) for finding in await check_database(settings, NOW)] == [
        ("database", State.OK),
        ("clock", State.OK),
        ("sending", State.OK),
        ("decisions", State.OK),
    ]


async def test_server_of_the_database_that_is_not_there(tmp_path: Path) -> None:
    nowhere = set_as(tmp_path, database_url=f"postgresql://nobody@/nothing?host={tmp_path}")

    (found,) = await check_database(nowhere, NOW)

    assert (found.name, found.state) == ("database", State.PROBLEM)
