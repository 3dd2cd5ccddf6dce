"""A conversation by machine: what staff answer and what parents write, each with both texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.reading import claim_unread, record_read
from bot.deps import Deps
from bot.domain.spoken import ReadText
from tests.bot.web.conftest import Api, Reply, send_all
from tests.bot.web.machine import say, serve
from tests.builders import make_families, make_joined, make_question, make_row
from tests.fakes import NOW, FakeClock, FakeMessenger

ENGINE = "tr-en 1.0 + en-nl 1.0"


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Emine reads Turkish and wrote just now."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Emre", "Emine", "tr"))
        await make_joined(session, "Emine")
        await make_question(session, "Emine")


async def messages(api: Api) -> list[dict[str, Any]]:
    (thread,) = (await api.get("/inbox")).body["items"]
    facts = ("text", "language", "mixed", "translation", "how")
    return [{name: message[name] for name in facts} for message in thread["messages"]]


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        (
            ReadText("tr", True, False, "Ziek.", False, ENGINE),
            {"language": "tr", "translation": "Ziek.", "how": "machine"},
        ),
        (
            ReadText("tr", True, True, "Mijn kind.", True, ENGINE),
            {"language": "tr", "mixed": True, "translation": "Mijn kind.", "how": "held"},
        ),
        (ReadText("nl", True, False, None, False, None), {"language": "nl"}),
        (ReadText(None, False, False, None, False, None), {}),
    ],
    ids=["read", "mixed and unsure", "in Dutch", "in no language that it knows"],
)
async def test_parents_message_is_shown_as_the_machine_read_it(
    deps: Deps, api: Api, read: ReadText, shown: dict[str, Any]
) -> None:
    before = await messages(api)
    async with deps.transaction() as session:
        unread = await claim_unread(session, now=NOW)
        assert unread is not None
        await record_read(session, unread=unread, read=read, now=NOW)

    unread_message = {
        "text": "Mogen we later komen?", "language": None, "mixed": False, "translation": None, "how": None,
    }  # fmt: skip
    assert (before, await messages(api)) == ([unread_message], [{**unread_message, **shown}])


async def test_reply_is_said_by_the_machine_that_comes_in_time(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger
) -> None:
    await serve(deps, "tr")
    first = await api.post("/inbox/1/replies", {"text": "Tot morgen!"})
    await say(deps, "tr", "Yarın görüşürüz!")
    second = await api.post("/inbox/1/replies", {"text": "Tot morgen!"})
    for _ in range(2):  # a chat takes one message a second
        await send_all(deps, messenger)
        clock.push(timedelta(seconds=2))

    assert [told(reply) for reply in (first, second)] == [
        {"text": "Tot morgen!", "translation": None, "language": "tr", "how": "original"},
        {"text": "Tot morgen!", "translation": "Yarın görüşürüz!", "language": "tr", "how": "machine"},
    ]
    assert [message["how"] for message in (await messages(api))[1:]] == ["original", "machine"]
    assert [("Yarın" in sent.text, "Tot morgen!" in sent.text) for sent in messenger.delivered] == [
        (False, True), (True, False),
    ]  # fmt: skip


def told(reply: Reply) -> dict[str, Any]:
    return {name: reply.body[name] for name in ("text", "translation", "language", "how")}


async def test_reply_stays_between_the_school_and_the_family(deps: Deps, api: Api) -> None:
    await serve(deps, "tr")
    await api.post("/inbox/1/replies", {"text": "Tot morgen!"})

    assert (await api.get("/translations")).body["items"] == []
    assert (await api.put("/translations/1", {"target": "Yarın!"})).status == 404
