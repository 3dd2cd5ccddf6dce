"""What parents wrote, and the answers they get: in their own language where a person approved the words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.deps import Deps
from bot.enums import Role
from bot.queries.inbox import PAGE
from tests.bot.web.conftest import ON_SQLITE, Api, problem, send_all
from tests.builders import GROUP, make_families, make_joined, make_question, make_row, make_token
from tests.fakes import NOW, FakeClock, FakeMessenger

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=AMSTERDAM)
MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Amina (thread 1) and, of the other group, Selam (thread 2) wrote just now; Piotr has not joined."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti", group="groep 4"),
        )
        await make_joined(session, "Amina", "Selam")
        await make_question(session, "Amina")
        await make_question(session, "Selam", update_id=2)


def message(
    author: str | None, text: str, at: datetime = NOW, translation: str | None = None, how: str = "original"
) -> dict[str, Any]:
    """As staff wrote it in Dutch; what a parent wrote has been read by no machine yet."""
    return {
        "author": author,
        "text": text,
        "language": "nl" if author else None,
        "mixed": False,
        "translation": translation,
        "how": how if author else None,
        "voice": False,
        "sent_at": at.astimezone(AMSTERDAM).isoformat(),
    }


QUESTION = message(None, "Mogen we later komen?")


def thread(number: int, parent: str, *messages: dict[str, Any]) -> dict[str, Any]:
    return {
        "thread_id": number,
        "parent_id": f"P-{parent}",
        "parent_name": parent,
        "state": "open",
        "opened_at": "2026-11-24T10:00:00+01:00",
        "messages": list(messages),
    }


async def test_inbox_shows_what_parents_wrote(api: Api) -> None:
    reply = await api.get("/inbox?state=open")

    threads = [thread(1, "Amina", QUESTION), thread(2, "Selam", QUESTION)]
    assert (reply.status, reply.body) == (200, {"items": threads, "next": None})
    assert (await api.get("/inbox?state=closed")).body == {"items": [], "next": None}
    assert (await api.get("/inbox?after=1")).body == {"items": [thread(2, "Selam", QUESTION)], "next": None}


async def test_inbox_comes_in_pages(deps: Deps, api: Api) -> None:
    people = [f"Ouder{number}" for number in range(PAGE)]
    async with deps.transaction() as session:
        await make_families(session, *(make_row(name, name) for name in people))
        for number, name in enumerate(people):
            await make_question(session, name, update_id=100 + number)

    first = (await api.get("/inbox")).body
    second = (await api.get(f"/inbox?after={first['next']}")).body

    assert [len(first["items"]), len(second["items"]), second["next"]] == [PAGE, 2, None]


async def test_reply_in_words_that_nobody_translated_goes_out_as_written(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    reply = await api.post("/inbox/1/replies", {"text": " Ja, dat kan. "})
    await send_all(deps, messenger)

    assert (reply.status, reply.body) == (
        201,
        {"text": "Ja, dat kan.", "translation": None, "language": "ar", "how": "original"},
    )
    assert (await api.get("/inbox?state=open")).body["items"][0] == thread(
        1, "Amina", QUESTION, message("De Regenboog", "Ja, dat kan.")
    )
    assert [delivery.address for delivery in messenger.delivered] == [7001]
    assert "Ja, dat kan." in messenger.delivered[0].text


async def test_reply_is_read_in_the_language_of_the_parent_where_it_is_approved(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    await api.post("/announcements?", {"text": "Ja, dat kan.", "parent_ids": ["P-Amina"]})
    await api.put("/translations/1", {"target": "نعم، هذا ممكن."})

    reply = await api.post("/inbox/1/replies", {"text": "Ja, dat kan."})

    translated = "نعم، هذا ممكن."
    assert reply.body == {"text": "Ja, dat kan.", "translation": translated, "language": "ar", "how": "approved"}
    assert (await api.get("/inbox")).body["items"][0]["messages"][1] == message(
        "De Regenboog", "Ja, dat kan.", translation=translated, how="approved"
    )


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
    assert len((await api.get("/inbox?after=2")).body["items"][0]["messages"]) == 1


@ON_SQLITE
@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "\0"}, {"text": "x" * 2001}, {"text": "a", "to": "P1"}])
async def test_reply_that_does_not_fit_is_told(api: Api, body: dict[str, str]) -> None:
    reply = await api.post("/inbox/1/replies", body)

    assert (reply.status, reply.body["detail"]) == (400, "The body does not fit.")


@ON_SQLITE
@pytest.mark.parametrize("query", ["?state=answered", "?after=-1", "?after=99999999999999999999", "?page=1"])
async def test_inbox_tells_what_it_does_not_take(api: Api, query: str) -> None:
    reply = await api.get(f"/inbox{query}")

    assert (reply.status, reply.body["detail"]) == (400, "The query does not fit.")


async def test_teacher_meets_the_own_group_by_name(deps: Deps, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    other = await teacher.post("/inbox/2/replies", {"text": "Ja."})
    await teacher.post("/inbox/1/replies", {"text": "Ja."})

    assert (other.status, other.body) == (404, problem(404, "Not found", "There is no thread 2."))
    assert (await teacher.get("/inbox")).body["items"] == [thread(1, "Amina", QUESTION, message("Juf Ruth", "Ja."))]


async def test_administrator_does_not_read_what_parents_wrote(deps: Deps, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        administrator = as_caller(await make_token(session, role=Role.ADMINISTRATOR))

    replies = [await administrator.get("/inbox"), await administrator.post("/inbox/1/replies", {"text": "Ja."})]

    sentence = "An administrator does not read what parents write. Ask a teacher, liaison or coordinator."
    assert [(reply.status, reply.body) for reply in replies] == [(403, problem(403, "Not allowed", sentence))] * 2
