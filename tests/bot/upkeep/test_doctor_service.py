"""What the doctor says of what runs, of what waits, of languages, and of the mail server."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.actions.outbox import queue_messages
from bot.bootstrap import running_web
from bot.config import Settings, load_settings
from bot.deps import Deps
from bot.enums import OutboxState
from bot.metrics import LAST_FETCH
from bot.models import Channel, OutboxMessage
from bot.upkeep.database_checks import check_database
from bot.upkeep.findings import Finding, State, ok, problem, warning
from bot.upkeep.language_checks import check_languages
from bot.upkeep.service_checks import check_mail, check_service
from messages.machine.packages import RECEIPT, WEIGHTS, receipt_of
from tests.bot.packages.builders import contents
from tests.bot.workers.post_office import open_post_office
from tests.builders import make_draft, make_event, make_families, make_invitation, make_row
from tests.fakes import NOW

WHERE = "Say who is, in the settings on the School page or in OUDERBRUG_ALERT_TO."

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def set_as(tmp_path: Path, **facts: str) -> Settings:
    named = {f"OUDERBRUG_{name.upper()}": value for name, value in facts.items()}
    return load_settings({"OUDERBRUG_DATA_DIR": str(tmp_path), **named})


@on_sqlite
@pytest.mark.parametrize(
    ("fetched", "finding"),
    [
        (0.0, ok("service", "It runs.")),
        (NOW.timestamp() - 20, ok("service", "It runs, and asked Telegram 20 s ago.")),
        (NOW.timestamp() - 1200, problem("service", "It runs, and has not reached Telegram for 20 minutes.")),
    ],
)
async def test_service_that_runs(deps: Deps, fetched: float, finding: Finding) -> None:
    before = LAST_FETCH._value.get()
    LAST_FETCH.set(fetched)
    async with running_web(deps) as port:
        found = await check_service(replace(deps.settings, bind=("127.0.0.1", port)), NOW)
        everywhere = await check_service(replace(deps.settings, bind=("0.0.0.0", port)), NOW)
    LAST_FETCH.set(before)

    assert (found, everywhere) == (finding, finding)


async def test_service_that_does_not_run(tmp_path: Path) -> None:
    found = await check_service(set_as(tmp_path, bind="[::1]:1"), NOW)

    assert found == warning("service", "Nothing serves at ::1:1. Start: ouderbrug run")


@on_sqlite
async def test_messages_that_are_late_and_decisions_that_wait(deps: Deps) -> None:
    async with deps.transaction() as session:
        late = make_draft("late", available_at=NOW - timedelta(hours=1))
        await make_families(session, make_row("Noor", "Amina"))
        campaign = await make_invitation(session, await make_event(session))
        await queue_messages(session, [late, make_draft("doubtful", campaign_id=campaign.id)], now=NOW)
        doubtful = await session.scalar(select(OutboxMessage).where(OutboxMessage.dedupe_key == "doubtful"))
        assert doubtful
        doubtful.state = OutboxState.UNKNOWN

    found = await check_database(deps.settings, NOW)

    assert found[2:] == [
        problem("sending", "A message has been due for 60 minutes."),
        warning("decisions", "1 messages are unknown: staff decide whether to send them again."),
    ]


@on_sqlite
async def test_channel_that_stands_still(deps: Deps) -> None:
    async with deps.transaction() as session:
        why = {"paused_until": NOW + timedelta(minutes=1), "paused_why": "the bot token is refused"}
        session.add(Channel(name="telegram", per_second=1.0, next_slot=NOW, **why))

    found = await check_database(deps.settings, NOW)

    assert found[2] == problem("sending", "It stands still: the bot token is refused.")


def put_package(folder: Path) -> Path:
    """As the installer leaves it."""
    package = folder / "packages" / "nl_en"
    for name, content in contents("nl_en").items():
        package.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        package.joinpath(name).write_bytes(content)
    package.joinpath(RECEIPT).write_text(receipt_of(package))
    return package


def test_packages_are_compared_with_their_hashes(tmp_path: Path) -> None:
    settings, package = set_as(tmp_path), put_package(tmp_path)
    found = [check_languages(settings)[1]]
    weights = bytearray((package / WEIGHTS).read_bytes())
    weights[-1] ^= 1
    (package / WEIGHTS).write_bytes(weights)
    found.append(check_languages(settings)[1])
    (package / RECEIPT).write_text("{}")
    found.append(check_languages(settings)[1])
    (package / RECEIPT).unlink()
    found.append(check_languages(settings)[1])

    whole = ok("packages", "1 installed, whole: nl-en 1.0.")
    told = "Not as they were installed: nl-en 1.0. Run: ouderbrug languages install --file …"
    assert found == [whole, problem("packages", told), problem("packages", told), whole]


def test_words_that_cannot_be_read_are_a_problem(tmp_path: Path) -> None:
    words = tmp_path / "locales" / "tr" / "approved.po"
    words.parent.mkdir(parents=True)
    words.write_bytes(b"\xff\xfe no catalogue")

    found = check_languages(set_as(tmp_path))[0]

    assert (found.name, found.state) == ("languages", State.PROBLEM)


def test_voices_that_nobody_speaks_with(tmp_path: Path) -> None:
    silent = set_as(tmp_path, espeak="/nowhere/espeak-ng", piper="/nowhere/piper")
    found = [check_languages(silent)[2]]
    (tmp_path / "voices" / "nl").mkdir(parents=True)
    (tmp_path / "voices" / "nl" / "a.onnx").touch()
    found.append(check_languages(silent)[2])

    assert found == [
        warning("voices", "Nobody speaks: install espeak-ng, or see OUDERBRUG_ESPEAK."),
        warning("voices", "There are voices for Piper, and no Piper: install it, or see OUDERBRUG_PIPER."),
    ]


async def test_mail_server_that_takes_us_and_one_that_does_not(tmp_path: Path) -> None:
    to, sender = ("sam@school.example",), "ouderbrug@school.example"
    async with open_post_office() as office:
        there = await check_mail(set_as(tmp_path, smtp_url=office.url, mail_from=sender), to)
        left = await check_mail(set_as(tmp_path, smtp_url=office.url, mail_from=sender), to, gone=["b@school.example"])
        port = office.port
    gone = await check_mail(set_as(tmp_path, smtp_url=office.url, mail_from=sender), to)
    unset = await check_mail(set_as(tmp_path), to)
    unwanted = await check_mail(set_as(tmp_path), ())

    refused = f"127.0.0.1:{port} does not take us (SMTPConnectError). See OUDERBRUG_SMTP_URL."
    assert [there, gone, unset, unwanted, left] == [
        ok("alerts", f"127.0.0.1:{port} takes our mail, to 1 colleagues."),
        problem("alerts", refused),
        problem("alerts", "OUDERBRUG_SMTP_URL is not set: e-mails that call to danger wait for ever."),
        warning("alerts", f"Nobody is called when words point to danger. {WHERE}"),
        warning("alerts", f"Who left the school is still called to danger: b@school.example. {WHERE}"),
    ]
