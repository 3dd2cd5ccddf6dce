"""Good news about one child: to one guardian or to each, in their own language; and nobody is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import Lane, Role
from bot.models import GoodNews, OutboxMessage
from tests.bot.web.conftest import ON_SQLITE, Api, problem, send_all
from tests.bot.web.machine import say, serve
from tests.builders import GROUP, make_families, make_joined, make_row, make_token
from tests.fakes import NOW, FakeClock, FakeMessenger

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=AMSTERDAM)
MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=AMSTERDAM)
NOOR = {"child_id": "K-Noor", "phrases": ["was-brave"]}
IN_ENGLISH = (
    "🌟 De Regenboog has good news about Noor:\n\n⭐ Noor was brave today.{added}\n\nWe wanted you to know this."
)


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Noor's father Omar reads English, her mother Emine Turkish; her grandmother has not joined, nor has Piotr."""
    async with deps.transaction() as session:
        await make_families(
            session,
            *(make_row("Noor", parent, tag) for parent, tag in (("Omar", "en"), ("Emine", "tr"), ("Fatma", "tr"))),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti", group="groep 4"),
        )
        await make_joined(session, "Omar", "Emine", "Selam")


async def told(deps: Deps) -> list[tuple[int, str, Lane]]:
    async with deps.reading() as session:
        messages = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(message.address, message.kind, Lane(message.lane)) for message in messages]


def reached(body: dict[str, Any]) -> list[tuple[str, str, str | None, str]]:
    return [(one["parent_id"], one["language"], one["translation"], one["how"]) for one in body["reached"]]


async def test_good_news_goes_to_each_guardian_who_can_be_reached(deps: Deps, api: Api) -> None:
    reply = await api.post("/good-news", NOOR)

    assert reply.status == 201
    assert reached(reply.body) == [("P-Omar", "en", None, "reviewed"), ("P-Emine", "tr", None, "reviewed")]
    assert reply.body["reached"][0]["text"] == IN_ENGLISH.format(added="")
    assert (reply.body["sends_at"], reply.body["not_reached"]) == ("2026-11-24T10:00:00+01:00", ["P-Fatma"])
    assert await told(deps) == [(7001, "good_news", Lane.CONVERSATION), (7002, "good_news", Lane.CONVERSATION)]


async def test_good_news_for_one_guardian_goes_to_nobody_else(deps: Deps, api: Api) -> None:
    reply = await api.post("/good-news", {**NOOR, "parent_id": "P-Emine"})

    assert [one["parent_id"] for one in reply.body["reached"]] == ["P-Emine"]
    assert [address for address, _, _ in await told(deps)] == [7002]


async def test_own_sentence_is_said_by_machine_and_stays_between_school_and_family(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    await serve(deps, "tr")
    await api.post("/good-news?dry_run=true", {**NOOR, "text": "Heel knap!"})
    await say(deps, "tr", "Aferin!")

    reply = await api.post("/good-news", {**NOOR, "text": "Heel knap!"})
    await send_all(deps, messenger)

    assert reached(reply.body) == [
        ("P-Omar", "en", None, "original"),
        ("P-Emine", "tr", "Aferin!", "machine"),
    ]
    assert ["Heel knap!" in sent.text for sent in messenger.delivered] == [True, False]
    assert [button.data for row in messenger.delivered[1].buttons for button in row] == ["o2", "v2"]
    assert (await api.get("/translations")).body["items"] == []
    async with deps.reading() as session:
        rows = list(await session.scalars(select(GoodNews).order_by(GoodNews.id)))
    assert [(row.parent_id, row.phrases, row.text, row.translation, row.how, row.author) for row in rows] == [
        (1, ["was-brave"], "Heel knap!", None, "original", "De Regenboog"),
        (2, ["was-brave"], "Heel knap!", "Aferin!", "machine", "De Regenboog"),
    ]


async def test_rehearsal_shows_the_words_and_tells_nobody(deps: Deps, api: Api) -> None:
    reply = await api.post("/good-news?dry_run=true", {**NOOR, "phrases": ["was-brave", "was-brave"]})

    assert reply.body["reached"][0]["text"] == IN_ENGLISH.format(added="")
    assert await told(deps) == []
    assert [child["news"] for child in (await api.get("/good-news")).body["items"]] == [[], [], []]


async def test_good_news_waits_for_the_end_of_the_quiet_hours(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger
) -> None:
    clock.moment = NIGHT
    reply = await api.post("/good-news", {**NOOR, "parent_id": "P-Omar"})
    await send_all(deps, messenger)
    at_night = len(messenger.delivered)
    clock.moment = MORNING
    await send_all(deps, messenger)

    assert reply.body["sends_at"] == MORNING.isoformat()
    assert (at_night, len(messenger.delivered)) == (0, 1)


@pytest.mark.parametrize(
    ("body", "status", "title", "detail"),
    [
        (
            {"child_id": "K-Zosia"}, 409, "Conflict",
            "This parent cannot be reached by Telegram now. Call, or speak at the gate.",
        ),
        ({"parent_id": "P-Piotr"}, 404, "Not found", "Nobody called 'P-Piotr' cares for this child."),
        ({"child_id": "K-Nobody"}, 404, "Not found", "There is no child 'K-Nobody'."),
    ],
    ids=["nobody reached", "no guardian", "no child"],
)  # fmt: skip
async def test_who_cannot_be_told_is_named(
    deps: Deps, api: Api, body: dict[str, str], status: int, title: str, detail: str
) -> None:
    reply = await api.post("/good-news", {**NOOR, **body})

    assert (reply.status, reply.body) == (status, problem(status, title, detail))
    assert await told(deps) == []


@ON_SQLITE
@pytest.mark.parametrize(
    "body",
    [{"phrases": []}, {"phrases": ["was-brave"] * 4}, {"phrases": ["was-bad"]}, {"text": ""}, {"text": "x" * 2001}],
)
async def test_good_news_that_does_not_fit_is_told(api: Api, body: dict[str, Any]) -> None:
    reply = await api.post("/good-news", {**NOOR, **body})

    assert (reply.status, reply.body["detail"]) == (400, "The body does not fit.")


async def test_children_without_good_news_come_first(api: Api, clock: FakeClock) -> None:
    await api.post("/good-news", NOOR)
    clock.push(timedelta(days=1))
    await api.post("/good-news", {"child_id": "K-Liya", "phrases": ["did-it-alone"], "text": "Knap!"})
    clock.push(timedelta(days=1))
    await api.post("/good-news", {**NOOR, "parent_id": "P-Omar", "phrases": ["tidied-up"]})

    def news(day: int, *phrases: str, text: str | None = None) -> dict[str, Any]:
        at = (NOW + timedelta(days=day)).astimezone(AMSTERDAM).isoformat()
        return {"at": at, "author": "De Regenboog", "phrases": list(phrases), "text": text}

    assert (await api.get("/good-news")).body["items"] == [
        {"child_id": "K-Zosia", "first_name": "Zosia", "group": GROUP, "news": []},
        {
            "child_id": "K-Liya",
            "first_name": "Liya",
            "group": "groep 4",
            "news": [news(1, "did-it-alone", text="Knap!")],
        },
        {
            "child_id": "K-Noor",
            "first_name": "Noor",
            "group": GROUP,
            "news": [news(2, "tidied-up"), news(0, "was-brave")],
        },
    ]
    in_group = (await api.get("/good-news?group=groep%204")).body["items"]
    assert [child["child_id"] for child in in_group] == ["K-Liya"]


@ON_SQLITE
async def test_teacher_tells_in_the_own_name_about_the_own_group_only(
    deps: Deps, as_caller: Callable[[str], Api]
) -> None:
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    own = await teacher.post("/good-news", NOOR)
    other = await teacher.post("/good-news", {**NOOR, "child_id": "K-Liya"})

    assert "🌟 Juf Ruth has good news about Noor:" in own.body["reached"][0]["text"]
    assert (other.status, other.body["detail"]) == (404, "There is no child 'K-Liya'.")
    assert [child["child_id"] for child in (await teacher.get("/good-news")).body["items"]] == ["K-Zosia", "K-Noor"]


@ON_SQLITE
async def test_phrases_are_shown_by_theme_in_the_language_of_who_asks(api: Api) -> None:
    english = await api.call("GET", "/good-news/phrases", headers={"Accept-Language": "en"})
    dutch = await api.call("GET", "/good-news/phrases", headers={"Accept-Language": "nl-NL,en;q=0.5"})

    assert [theme["theme"] for theme in english.body["themes"]] == [
        "learning", "together", "feeling-well", "independent",
    ]  # fmt: skip
    assert english.body["themes"][2]["phrases"][2] == {"key": "was-brave", "text": "… was brave today."}
    keys = [[[phrase["key"] for phrase in theme["phrases"]] for theme in body["themes"]] for body in (
        english.body, dutch.body,
    )]  # fmt: skip
    assert keys[0] == keys[1]
    assert english.body != dutch.body
