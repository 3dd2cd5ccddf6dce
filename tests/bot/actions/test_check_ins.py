"""Answers to one short question: of who was asked, the newest, for two weeks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actions.check_ins import OPEN_FOR, CheckInOutcome, record_check_in
from bot.deps import Deps
from bot.enums import OutboxState
from bot.models import CheckInAnswer, OutboxMessage
from tests.builders import make_families, make_joined, make_row
from tests.fakes import NOW
from tests.questions import make_check_in
from tests.steps import deliver

ASKED, AMINA, PIOTR = 1, 1, 2


@pytest.fixture(autouse=True)
async def question(deps: Deps) -> None:
    """Amina was asked; Piotr is of another group."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6"))
        await make_joined(session, "Amina", "Piotr")
        await make_check_in(session)
    await deliver(deps)


async def answer(deps: Deps, face: int, update_id: int, *, days: int = 0, parent: int = AMINA) -> CheckInOutcome:
    now = NOW + timedelta(days=days)
    facts = {"campaign_id": ASKED, "parent_id": parent, "answer": face, "update_id": update_id}
    async with deps.transaction() as session:
        return await record_check_in(session, **facts, now=now)


async def answers(deps: Deps) -> list[tuple[int, int, int]]:
    async with deps.reading() as session:
        rows = await session.scalars(select(CheckInAnswer).order_by(CheckInAnswer.id))
        return [(row.campaign_id, row.parent_id, row.answer) for row in rows]


async def test_newest_tap_wins_and_a_repeated_one_changes_nothing(deps: Deps) -> None:
    outcomes = [await answer(deps, face, update) for face, update in ((1, 10), (3, 12), (2, 11), (3, 12))]

    assert outcomes == [CheckInOutcome.SAVED] * 4
    assert await answers(deps) == [(ASKED, AMINA, 3)]


async def test_tap_after_a_silent_week_wins_whatever_its_number(deps: Deps) -> None:
    await answer(deps, 1, 1000)
    await answer(deps, 4, 5, days=7)

    assert await answers(deps) == [(ASKED, AMINA, 4)]


@pytest.mark.parametrize(("days", "outcome"), [(13, CheckInOutcome.SAVED), (14, CheckInOutcome.TOO_LATE)])
async def test_answer_is_open_for_two_weeks(deps: Deps, days: int, outcome: CheckInOutcome) -> None:
    assert await answer(deps, 1, 10, days=days) is outcome
    assert len(await answers(deps)) == (outcome is CheckInOutcome.SAVED)
    assert timedelta(days=14) == OPEN_FOR


async def test_who_was_not_asked_cannot_answer(deps: Deps) -> None:
    assert await answer(deps, 1, 10, parent=PIOTR) is CheckInOutcome.NOT_THEIRS
    assert await answers(deps) == []


async def test_tap_proves_that_the_question_arrived(deps: Deps) -> None:
    async with deps.transaction() as session:
        message = (await session.scalars(select(OutboxMessage))).one()
        message.state, message.finished_at = OutboxState.UNKNOWN, None

    await answer(deps, 1, 10)

    async with deps.reading() as session:
        message = (await session.scalars(select(OutboxMessage))).one()
    assert (message.state, message.finished_at) == (OutboxState.SENT, NOW)
