"""Short questions: asked with a minute to think again, answered in numbers that point at nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.actions.check_ins import record_check_in
from bot.deps import Deps
from bot.enums import CampaignState, Role
from bot.models import Campaign
from tests.bot.web.conftest import send_all
from tests.bot.web.pages.test_families import plain
from tests.builders import make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import FakeClock, FakeMessenger

FORM = {"question": "clear", "groups": "groep 3"}


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Twelve families in groep 3, one in groep 6."""
    names = [f"Ouder {number}" for number in range(12)]
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind van {name}", name) for name in names))
        await make_families(session, make_row("Liya", "Selam", "ti", group="groep 6"))
        await make_joined(session, *names)


async def test_nothing_was_asked_and_one_question_is_two_taps(
    visit_as: Any, clock: FakeClock, deps: Deps, messenger: FakeMessenger
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    assert "No question was asked yet" in (await here.get("/ideas/check-ins")).text

    asked = await here.post("/ideas/check-ins", **FORM)
    assert asked.at == "/ideas/check-ins/1?done=asked"
    await send_all(deps, messenger)
    assert messenger.delivered == []
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)

    assert len(messenger.delivered) == 12
    text = plain((await here.get("/ideas/check-ins")).text)
    assert "Asked before Are our messages clear to you? groep 3" in text


async def test_called_off_within_the_minute_it_never_leaves(
    visit_as: Any, clock: FakeClock, deps: Deps, messenger: FakeMessenger
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    await here.post("/ideas/check-ins", **FORM)
    assert "/ideas/check-ins/1/call-off" in (await here.get("/ideas/check-ins/1")).text

    back = await here.post("/ideas/check-ins/1/call-off")

    assert back.at == "/ideas/check-ins?done=question-back"
    clock.push(timedelta(minutes=5))
    await send_all(deps, messenger)
    assert messenger.delivered == []
    assert "called off" in (await here.get("/ideas/check-ins/1")).text
    assert "No question was asked yet" in (await here.get("/ideas/check-ins")).text
    assert (await here.post("/ideas/check-ins/1/call-off")).status == 409


async def test_question_that_has_left_stays_in_the_list(
    visit_as: Any, clock: FakeClock, deps: Deps, messenger: FakeMessenger
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    await here.post("/ideas/check-ins", **FORM)
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)

    late = await here.post("/ideas/check-ins/1/call-off")
    assert (late.status, "All of it has left already" in late.text) == (409, True)
    async with deps.transaction() as session:
        await session.execute(update(Campaign).values(state=CampaignState.CANCELLED))  # half of it was called off
    assert 'href="/ideas/check-ins/1"' in (await here.get("/ideas/check-ins")).text


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([1] * 6 + [2] * 6, ["Answers 12", "very good not shown", " good 6", "so-so not shown"]),
        ([1] * 7 + [4], ["Answers 8", "not good not shown"]),
        ([1] * 4, ["Fewer than five families have answered."]),
    ],
    ids=["shown", "one face left out", "too few"],
)
async def test_answers_are_numbers_of_at_least_five_families(
    visit_as: Any, clock: FakeClock, deps: Deps, messenger: FakeMessenger, answers: list[int], expected: list[str]
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    await here.post("/ideas/check-ins", **FORM)
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)
    async with deps.transaction() as session:
        for parent, answer in enumerate(answers, start=1):
            await record_check_in(
                session, campaign_id=1, parent_id=parent, answer=answer, update_id=parent, now=clock.now()
            )

    text = plain((await here.get("/ideas/check-ins/1")).text)

    assert [words for words in expected if words not in text] == []
    assert "Ouder " not in text
    assert "/call-off" not in text


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"question": "are-you-rich", "groups": "groep 3"}, 422, "Choose one of these questions."),
        ({"groups": "groep 3"}, 422, "Please fill this in."),
        ({"question": "clear"}, 422, "Please fill this in."),
        ({"question": "clear", "groups": "groep 6"}, 404, "No group"),
    ],
)
async def test_what_does_not_fit_is_told(visit_as: Any, form: dict[str, str], status: int, sentence: str) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    shown = await here.post("/ideas/check-ins", **form)

    assert (shown.status, sentence in shown.text) == (status, True)


async def test_others_questions_and_other_campaigns_do_not_exist(visit_as: Any, deps: Deps) -> None:
    here, elsewhere = await visit_as(Role.TEACHER, "groep 3"), await visit_as(Role.TEACHER, "groep 6", name="Juf Els")
    await here.post("/ideas/check-ins", **FORM)
    async with deps.transaction() as session:
        invitation = await make_invitation(session, await make_event(session))

    assert (await elsewhere.get("/ideas/check-ins/1")).status == 404
    assert (await elsewhere.post("/ideas/check-ins/1/call-off")).status == 404
    assert (await here.post(f"/ideas/check-ins/{invitation.id}/call-off")).status == 404
