"""The story when it does not go well: it says where, and ends. How it goes well: tests/bot/commands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.demo.client import Api
from bot.demo.runtime import Demo, next_school_morning, running_demo
from bot.demo.story import CHAPTERS
from bot.demo.teller import Step, Teller

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    async with running_demo() as demo:
        yield demo


async def test_story_ends_with_the_step_that_was_refused(demo: Demo) -> None:
    async with Api(demo.api.url, "ob_wrong") as stranger:
        story = await Teller(replace(demo, api=stranger)).tell(CHAPTERS)

    sentence = "This token is unknown or too old. Make one with: ouderbrug token add NAME --scope all"
    told: dict[str, Any] = story.as_dict()
    assert told.pop("seconds") >= 0
    assert told == {
        "ok": False,
        "steps": [{"name": "enrolment", "ok": False, "detail": f"RuntimeError: POST /families/import: {sentence}"}],
        "messages": [],
        "responses": {},
        "reminded": [],
        "not_reminded": [],
    }


async def test_story_ends_when_nobody_answers(demo: Demo) -> None:
    async with Api("http://127.0.0.1:1", "ob_any") as nowhere:
        story = await Teller(replace(demo, api=nowhere)).tell(CHAPTERS)

    detail = "RuntimeError: POST /families/import: no answer (ClientConnectorError)"
    assert story.steps == [Step("enrolment", False, detail)]


async def test_story_names_the_first_of_many_failures(demo: Demo) -> None:
    async def enrolment(_teller: Teller) -> str:
        raise ExceptionGroup("tasks", [ExceptionGroup("more", [TimeoutError("no message")]), RuntimeError("later")])

    teller = Teller(demo)

    assert await teller.play(enrolment) is False
    assert teller.story.steps == [Step("enrolment", False, "TimeoutError: no message")]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-24T09:59:00+01:00", "2026-11-24T10:00:00+01:00"),
        ("2026-11-24T10:00:00+01:00", "2026-11-25T10:00:00+01:00"),
        ("2026-11-26T23:00:00+01:00", "2026-11-30T10:00:00+01:00"),
        ("2027-03-27T12:00:00+01:00", "2027-03-29T10:00:00+02:00"),
    ],
    ids=["in a minute", "tomorrow", "after the weekend", "after the clock went forward"],
)
def test_demo_begins_at_ten_on_a_school_day(now: str, then: str) -> None:
    morning = next_school_morning(datetime.fromisoformat(now), AMSTERDAM)

    assert morning == datetime.fromisoformat(then)
