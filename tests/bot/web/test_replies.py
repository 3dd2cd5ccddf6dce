"""The answers that parents get: in their own language where somebody can say it, and shown before they leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.deps import Deps
from bot.enums import Role
from bot.models import OutboxMessage, ThreadMessage
from bot.ports import Delivery
from tests.bot.web.conftest import ON_SQLITE, Api, problem, send_all
from tests.bot.web.machine import say, serve
from tests.bot.web.shown import AMSTERDAM, TEN, conversation, make_two_questions, message
from tests.builders import GROUP, make_question, make_token
from tests.fakes import FakeClock, FakeMessenger

NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=AMSTERDAM)
MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=AMSTERDAM)
ANSWERED = {"waits_since": None, "waits_hours": None}


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    await make_two_questions(deps)


def replied(text: str, sent: Delivery, **facts: Any) -> dict[str, Any]:
    """What the API says of a message that arrived so."""
    shown = {
        "text": text,
        "translation": None,
        "language": "ar",
        "how": "original",
        "message": sent.text,
        "buttons": [[button.label for button in row] for row in sent.buttons],
        "leaves_at": TEN,
        "back_translation": None,
    }
    return shown | facts


async def test_reply_in_words_that_nobody_translated_goes_out_as_written(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    reply = await api.post("/inbox/1/replies", {"text": " Ja, dat kan. "})
    await send_all(deps, messenger)

    assert (reply.status, reply.body) == (201, replied("Ja, dat kan.", messenger.delivered[0]))
    assert "Ja, dat kan." in messenger.delivered[0].text
    answered = conversation(1, "Amina", message(1), message(3, "De Regenboog", "Ja, dat kan."), **ANSWERED)
    assert await read(api, 1) == answered
    assert [delivery.address for delivery in messenger.delivered] == [7001]


async def test_reply_is_read_in_the_language_of_the_parent_where_it_is_approved(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    await api.post("/announcements?", {"text": "Ja, dat kan.", "parent_ids": ["P-Amina"]})
    await api.put("/translations/1", {"target": "نعم، هذا ممكن."})

    reply = await api.post("/inbox/1/replies", {"text": "Ja, dat kan."})

    translated = "نعم، هذا ممكن."
    await send_all(deps, messenger)
    facts: dict[str, Any] = {"translation": translated, "how": "approved"}
    assert reply.body == replied("Ja, dat kan.", messenger.delivered[-1], **facts)
    assert (await read(api, 1))["messages"][1] == message(3, "De Regenboog", "Ja, dat kan.", **facts)


@pytest.mark.parametrize(
    ("wrote", "leaves"),
    [(NIGHT - timedelta(minutes=59), NIGHT), (NIGHT - timedelta(minutes=61), MORNING)],
    ids=["wrote just now", "wrote before"],
)
async def test_reply_at_night_is_sent_at_once_only_to_who_just_wrote(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger, wrote: datetime, leaves: datetime
) -> None:
    async with deps.transaction() as session:
        await make_question(session, "Amina", update_id=3, now=wrote)
    clock.moment = NIGHT
    await api.post("/inbox/1/replies", {"text": "Ja, dat kan."})

    await send_all(deps, messenger)
    at_night = len(messenger.delivered)
    clock.moment = MORNING
    await send_all(deps, messenger)

    assert [at_night, len(messenger.delivered)] == [int(leaves == NIGHT), 1]


async def test_reply_to_who_cannot_be_reached_is_told(deps: Deps, api: Api) -> None:
    async with deps.transaction() as session:
        thread = await make_question(session, "Piotr", update_id=3)

    reply = await api.post(f"/inbox/{thread.id}/replies", {"text": "Ja."})

    sentence = "This parent cannot be reached by Telegram now. Call, or speak at the gate."
    assert (reply.status, reply.body) == (409, problem(409, "Conflict", sentence))
    assert len((await read(api, thread.id))["messages"]) == 1


@ON_SQLITE
@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "\0"}, {"text": "x" * 2001}, {"text": "a", "to": "P1"}])
async def test_reply_that_does_not_fit_is_told(api: Api, body: dict[str, str]) -> None:
    reply = await api.post("/inbox/1/replies", body)

    assert (reply.status, reply.body["detail"]) == (400, "The body does not fit.")


async def test_reply_to_another_groups_parent_is_not_found(deps: Deps, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    replies = [await teacher.post(f"/inbox/2/replies{query}", {"text": "Ja."}) for query in ("", "?dry_run=true")]

    assert [(reply.status, reply.body) for reply in replies] == [
        (404, problem(404, "Not found", "There is no thread 2."))
    ] * 2


async def test_who_answers_takes_what_nobody_has(deps: Deps, api: Api, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    await teacher.post("/inbox/1/replies", {"text": "Ja."})

    assert (await read(api, 1))["assigned_to"] == {"name": "Juf Ruth"}


async def test_reply_opens_a_closed_conversation_again(api: Api) -> None:
    await api.post("/inbox/1/close")

    await api.post("/inbox/1/replies", {"text": "Ja."})

    assert (await read(api, 1))["state"] == "open"


async def test_dry_run_shows_what_the_parent_would_read_and_sends_nothing(
    deps: Deps, api: Api, messenger: FakeMessenger, clock: FakeClock
) -> None:
    clock.moment = NIGHT

    shown = await api.post("/inbox/1/replies?dry_run=true", {"text": "Ja."})
    clock.moment = MORNING
    await send_all(deps, messenger)

    assert (shown.status, shown.body["how"], shown.body["leaves_at"]) == (201, "original", MORNING.isoformat())
    assert (messenger.delivered, await rows(deps)) == ([], (0, 2))
    assert (await read(api, 1))["waits_since"] == TEN
    await api.post("/inbox/1/replies", {"text": "Ja."})
    await send_all(deps, messenger)
    assert shown.body == replied("Ja.", messenger.delivered[0], leaves_at=MORNING.isoformat())


async def test_dry_run_says_what_the_machines_words_mean(deps: Deps, api: Api) -> None:
    await serve(deps, "ar")
    await api.post("/inbox/1/replies?dry_run=true", {"text": "Tot morgen!"})
    await say(deps, "ar", "إلى الغد!", back=("Tot de volgende dag!", 60))

    shown = (await api.post("/inbox/1/replies?dry_run=true", {"text": "Tot morgen!"})).body

    facts = {name: shown[name] for name in ("translation", "how", "back_translation", "leaves_at")}
    assert facts == {
        "translation": "إلى الغد!", "how": "machine", "back_translation": "Tot de volgende dag!", "leaves_at": TEN,
    }  # fmt: skip
    assert "إلى الغد!" in shown["message"]


async def read(api: Api, number: int) -> dict[str, Any]:
    """Without who looked: it is us."""
    return dict((await api.get(f"/inbox/{number}")).body, looked=[])


async def rows(deps: Deps) -> tuple[int, int]:
    """Messages on their way, and messages in threads."""
    async with deps.reading() as session:
        on_their_way = await session.scalar(select(func.count()).select_from(OutboxMessage))
        kept = await session.scalar(select(func.count()).select_from(ThreadMessage))
    return on_their_way or 0, kept or 0
