"""Urgent messages call colleagues through a real mail server: also one that refuses, breaks off, or says nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select
from structlog.typing import EventDict

from bot.actions.alerts import MAX_ATTEMPTS
from bot.actions.conversations import close_thread
from bot.actions.danger import record_danger
from bot.deps import Deps
from bot.domain.mail import parse_mail_server
from bot.metrics import REGISTRY
from bot.models import Alert, ThreadMessage
from bot.workers.alerting import Alerting, recover_alerts
from tests.bot.workers.post_office import PostOffice, open_post_office, open_silence
from tests.builders import SAM, make_families, make_question, make_row
from tests.fakes import NOW, FakeClock
from tests.waiting import until

LIO, SAMS = "lio@school.example", "sam@school.example"


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    async with open_post_office() as office:
        yield office


@pytest.fixture
def deps(deps: Deps, post: PostOffice) -> Deps:
    return with_server(deps, post.url)


@pytest.fixture(autouse=True)
async def urgent(deps: Deps) -> int:
    """Amina wrote words that point to danger; two colleagues are called."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        thread = await make_question(session, "Amina")
        (message,) = await session.scalars(select(ThreadMessage))
        await record_danger(session, message=message, recipients=(LIO, SAMS), now=NOW)
        return thread.id


def with_server(deps: Deps, url: str | None) -> Deps:
    facts = {"public_url": "https://ouder.school.example", "mail_from": "ouderbrug@school.example"}
    server = parse_mail_server(url) if url else None
    return replace(deps, settings=replace(deps.settings, smtp_url=server, **facts))  # type: ignore[arg-type]


async def work(deps: Deps, *, seconds: float = 20) -> int:
    """How many were tried."""
    step, tried = Alerting(deps, asyncio.Event(), seconds=seconds).step, 0
    while await step():
        tried += 1
    return tried


async def alerts(deps: Deps) -> list[tuple[str, str, int, str | None]]:
    query = select(Alert.recipient, Alert.state, Alert.attempts, Alert.error).order_by(Alert.id)
    async with deps.reading() as session:
        return [(row[0], row[1], row[2], row[3]) for row in await session.execute(query)]


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("ouderbrug_alerts_total", {"outcome": outcome}) or 0


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_everybody_is_called_once_without_a_word_of_the_parent(
    deps: Deps, post: PostOffice, urgent: int, clock: FakeClock
) -> None:
    before = counted("sent")
    clock.push(timedelta(seconds=2))

    assert await work(deps) == 2
    assert await work(deps) == 0

    assert [(mail["To"], mail["Message-ID"]) for mail in post.mails] == [
        (LIO, "<alert-1-1795510800@school.example>"),
        (SAMS, "<alert-2-1795510800@school.example>"),
    ]
    mail = post.mails[0]
    assert {name: mail[name] for name in ("From", "Subject", "Date", "Auto-Submitted")} == {
        "From": "ouderbrug@school.example",
        "Subject": "Dringend bericht van een ouder / Urgent message from a parent",
        "Date": "Tue, 24 Nov 2026 09:00:02 +0000",
        "Auto-Submitted": "auto-generated",
    }
    text = mail.get_content()
    assert "sinds dinsdag 24 november, 10:00" in text
    assert text.split().count(f"https://ouder.school.example/inbox/{urgent}") == 2
    assert [word for word in ("Amina", "Noor", "komen", "Regenboog") if word in str(mail)] == []
    assert await alerts(deps) == [(LIO, "sent", 1, None), (SAMS, "sent", 1, None)]
    assert counted("sent") - before == 2


async def test_address_is_this_machines_where_no_other_is_set(deps: Deps, post: PostOffice, urgent: int) -> None:
    await work(replace(deps, settings=replace(deps.settings, public_url=None, bind=("127.0.0.1", 8080))))

    assert f"http://127.0.0.1:8080/inbox/{urgent}" in post.mails[0].get_content()


async def test_refusal_for_now_is_tried_again_later(
    deps: Deps, post: PostOffice, clock: FakeClock, logs: list[EventDict]
) -> None:
    post.refuse_recipient = ["451 greylisted, lio@school.example must wait"]
    post.refuse_mail = ["554 no such luck"]

    await work(deps)
    first = await alerts(deps)
    clock.push(timedelta(seconds=2))
    await work(deps)

    assert first == [(LIO, "queued", 1, "recipient refused 451"), (SAMS, "queued", 1, "SMTPDataError 554")]
    assert await alerts(deps) == [(LIO, "sent", 2, None), (SAMS, "sent", 2, None)]
    assert [(entry["event"], entry["error"]) for entry in logs] == [
        ("alert failed", "recipient refused 451"),
        ("alert failed", "SMTPDataError 554"),
    ]


async def test_recipient_who_does_not_exist_is_given_up_and_the_other_is_called(
    deps: Deps, post: PostOffice, logs: list[EventDict]
) -> None:
    before = counted("dead")
    post.refuse_recipient = ["550 no such user"]

    await work(deps)

    assert await alerts(deps) == [(LIO, "dead", 1, "recipient refused 550"), (SAMS, "sent", 1, None)]
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("alert given up", "error")]
    assert counted("dead") - before == 1
    logs.clear()


async def test_server_that_is_away_is_tried_for_a_day_and_then_given_up(
    deps: Deps, clock: FakeClock, logs: list[EventDict]
) -> None:
    away = with_server(deps, "smtp://127.0.0.1:1")
    async with deps.transaction() as session:
        for alert in await session.scalars(select(Alert)):
            alert.attempts = MAX_ATTEMPTS - 2

    await work(away)
    clock.push(timedelta(minutes=4))
    waited = await work(away), [state for _, state, _, _ in await alerts(deps)]
    clock.push(timedelta(minutes=2))
    await work(away)

    assert waited == (0, ["queued", "queued"])
    assert await alerts(deps) == [(who, "dead", MAX_ATTEMPTS, "SMTPConnectError") for who in (LIO, SAMS)]
    logs.clear()


async def test_silent_server_is_left_after_a_while(deps: Deps, post: PostOffice, clock: FakeClock) -> None:
    async with open_silence() as port:
        await work(with_server(deps, f"smtp://127.0.0.1:{port}"), seconds=0.05)
    first = await alerts(deps)
    clock.push(timedelta(seconds=2))
    await work(deps)

    assert first == [(LIO, "queued", 1, "TimeoutError"), (SAMS, "queued", 1, "TimeoutError")]
    assert sorted(mail["To"] for mail in post.mails) == [LIO, SAMS]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # on this machine alone
@pytest.mark.parametrize(("password", "came"), [("p:w/", 2), ("wrong", 0)])
async def test_server_lets_in_who_knows_the_password(deps: Deps, password: str, came: int) -> None:
    async with open_post_office(password="p:w/") as guarded:
        url = guarded.url.replace("//", f"//ruth:{quote(password, safe='')}@")
        await work(with_server(deps, url))

    ended = ("sent", None) if came else ("queued", "SMTPAuthenticationError 535")
    assert (len(guarded.mails), [(state, error) for _, state, _, error in await alerts(deps)]) == (came, [ended] * 2)


async def test_server_without_a_secret_way_is_not_trusted_with_one(deps: Deps, post: PostOffice) -> None:
    await work(with_server(deps, post.url.replace("smtp:", "smtps:")), seconds=5)

    assert post.mails == []
    assert [(state, attempts) for _, state, attempts, _ in await alerts(deps)] == [("queued", 1)] * 2


async def test_stop_breaks_off_and_what_was_under_way_waits_again(deps: Deps) -> None:
    stop = asyncio.Event()
    async with open_silence() as port:
        step = asyncio.create_task(Alerting(with_server(deps, f"smtp://127.0.0.1:{port}"), stop).step())
        await until(lambda: _is_claimed(deps))
        stop.set()
        await asyncio.wait_for(step, 5)

    assert await alerts(deps) == [(LIO, "queued", 1, None), (SAMS, "queued", 0, None)]
    assert await work(deps) == 2


async def test_without_a_mail_server_alerts_wait_and_a_warning_says_so_once(deps: Deps, logs: list[EventDict]) -> None:
    step = Alerting(with_server(deps, None), asyncio.Event()).step

    assert [await step(), await step()] == [False, False]

    assert [entry["event"] for entry in logs] == [
        "no OUDERBRUG_SMTP_URL: an urgent message waits, and nobody is called by e-mail"
    ]
    assert [state for _, state, _, _ in await alerts(deps)] == ["queued", "queued"]


async def test_nobody_is_called_to_a_conversation_that_was_closed(deps: Deps, post: PostOffice, urgent: int) -> None:
    async with deps.transaction() as session:
        await close_thread(session, actor=SAM, now=NOW, thread_id=urgent)

    assert (await work(deps), post.mails) == (0, [])


async def test_alert_that_another_worker_took_is_left_to_it(deps: Deps, post: PostOffice) -> None:
    shares = await asyncio.gather(*(work(deps) for _ in range(3)))

    assert (sum(shares), sorted(mail["To"] for mail in post.mails)) == (2, [LIO, SAMS])


async def test_start_sends_at_once_what_a_dead_process_held(deps: Deps, post: PostOffice) -> None:
    post.refuse_mail = ["451 later"] * 2
    await work(deps)

    await recover_alerts(deps)

    assert await work(deps) == (2 if deps.settings.embedded else 0)


async def _is_claimed(deps: Deps) -> bool:
    return any(attempts for _, _, attempts, _ in await alerts(deps))
