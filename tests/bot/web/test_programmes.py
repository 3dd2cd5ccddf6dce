"""Programmes of tips for home: started on weekdays at a school hour, and stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.actions.tip_answers import record_tip_answer
from bot.deps import Deps
from messages.tap_values import TipReply
from messages.tips import theme_keys, themes
from tests.bot.web.conftest import ON_SQLITE, Api, problem, send_all
from tests.builders import GROUP, make_families, make_joined, make_row
from tests.fakes import FakeClock, FakeMessenger


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Zosia", "Piotr", "pl"))
        await make_joined(session, "Amina", "Piotr")


def make_body(**facts: Any) -> dict[str, Any]:
    """Every Tuesday and Thursday at eleven, from today."""
    return {
        "theme": "reading_together",
        "groups": [GROUP],
        "weekdays": ["thursday", "tuesday"],
        "at": "11:00",
        "starts_on": "2026-11-24",
        **facts,
    }


def make_shown(**facts: Any) -> dict[str, Any]:
    return {**make_body(weekdays=["tuesday", "thursday"]), "id": 1, "ages": None, "stopped_at": None, **facts}


async def test_programme_sends_its_first_tip_in_each_language(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger
) -> None:
    reply = await api.post("/programmes", make_body())
    clock.push(timedelta(hours=1))
    await send_all(deps, messenger)

    without = [{"language": "ar", "parents": 1, "tips": 6}, {"language": "pl", "parents": 1, "tips": 6}]
    assert (reply.status, reply.body) == (201, make_shown(without=without))
    assert [delivery.address for delivery in messenger.delivered] == [7001, 7002]
    assert messenger.delivered[0].text != messenger.delivered[1].text


async def test_programme_stopped_sends_nothing_more(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger
) -> None:
    await api.post("/programmes", make_body())

    first, second = [await api.post("/programmes/1/stop") for _ in range(2)]
    clock.push(timedelta(hours=1))
    await send_all(deps, messenger)

    assert (first.status, first.body) == (200, make_shown(stopped_at="2026-11-24T10:00:00+01:00"))
    assert (second.status, second.body) == (409, problem(409, "Conflict", "Programme 1 was stopped before."))
    assert messenger.delivered == []


@ON_SQLITE
@pytest.mark.parametrize(
    ("facts", "status", "sentence"),
    [
        (
            {"theme": "cooking"},
            400,
            f"There is no theme 'cooking'; there are: {', '.join(themes())}.",
        ),
        ({"groups": ["groep 9"]}, 404, "There is no group 'groep 9'. Groups come with the import of families."),
    ],
)
async def test_programme_that_does_not_hold_is_told(
    api: Api, facts: dict[str, Any], status: int, sentence: str
) -> None:
    reply = await api.post("/programmes", make_body(**facts))

    title = {400: "Bad input", 404: "Not found"}[status]
    assert (reply.status, reply.body) == (status, problem(status, title, sentence))


@ON_SQLITE
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": ["dinsdag"]}, "weekdays.0"),
        ({"at": "11:00+01:00"}, "at"),
        ({"at": "24:00"}, "at"),
        ({"at": "9:30"}, "at"),
        ({"at": 39600}, "at"),
        ({"starts_on": "24-11-2026"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"starts_on": "2026-11-24T10:00:00+01:00"}, "starts_on"),
        ({"theme": None}, "theme"),
        ({"ages": "3-5"}, "ages"),
        ({"until": "2027-01-01"}, "until"),
    ],
)
async def test_programme_tells_the_wrong_field(api: Api, facts: dict[str, Any], field: str) -> None:
    reply = await api.post("/programmes", make_body(**facts))

    assert (reply.status, reply.body["errors"][0]["field"]) == (400, field)


async def test_unknown_programme_is_not_found(api: Api) -> None:
    reply = await api.post("/programmes/7/stop")

    assert (reply.status, reply.body) == (404, problem(404, "Not found", "There is no programme 7."))


async def test_programme_is_three_days_a_week_after_school_unless_told_otherwise(api: Api) -> None:
    body = {"theme": "reading_together", "groups": [GROUP], "starts_on": "2026-11-25", "ages": "9-12"}

    reply = await api.post("/programmes", body)

    assert (reply.status, reply.body) == (
        201,
        {
            **body,
            "id": 1,
            "weekdays": ["monday", "wednesday", "friday"],
            "at": "16:00",
            "stopped_at": None,
            "without": [{"language": "ar", "parents": 1, "tips": 2}, {"language": "pl", "parents": 1, "tips": 2}],
        },
    )


async def test_programmes_are_listed_by_number(api: Api) -> None:
    for _ in range(2):
        await api.post("/programmes", make_body())

    first, second = await api.get("/programmes"), await api.get("/programmes?after=1")

    assert first.body == {"items": [make_shown(), make_shown(id=2)], "next": None}
    assert second.body == {"items": [make_shown(id=2)], "next": None}


async def test_programme_shows_what_it_told_and_will_and_how_many_tried_it(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger
) -> None:
    await api.post("/programmes", make_body())
    clock.push(timedelta(hours=1))
    await send_all(deps, messenger)
    async with deps.transaction() as session:
        first = theme_keys("reading_together")[0]
        await record_tip_answer(session, parent_id=1, tip_key=first, reply=TipReply.DID, update_id=1, now=clock.now())

    reply = await api.get("/programmes/1")

    first, second = theme_keys("reading_together")[:2]
    tips = reply.body.pop("tips")
    assert (reply.status, reply.body) == (200, make_shown())
    assert tips[:2] == [
        {
            "tip": first,
            "part": "whole",
            "moment": "2026-11-24T11:00:00+01:00",
            "sent": 2,
            "did": 1,
            "not_yet": 0,
        },
        {
            "tip": second,
            "part": "whole",
            "moment": "2026-11-26T11:00:00+01:00",
            "sent": 0,
            "did": 0,
            "not_yet": 0,
        },
    ]
    assert len(tips) == len(theme_keys("reading_together"))
