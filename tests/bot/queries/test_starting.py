"""The first steps of a school, one after the other; and whether the road to parents is open."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import issue_codes
from bot.actions.outbox import queue_messages
from bot.actions.pace import record_pause
from bot.enums import AlertState
from bot.models import Alert, Thread
from bot.queries.starting import FirstSteps, Road, load_first_steps, load_road
from tests.builders import (
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_question,
    make_row,
    require_id,
)
from tests.fakes import NOW

SOON = NOW + timedelta(minutes=1)


async def test_steps_are_done_one_by_one(session: AsyncSession) -> None:
    seen = [await load_first_steps(session)]
    await make_families(session, make_row("Noor", "Amina"))
    seen.append(await load_first_steps(session))
    await issue_codes(session, parents=[await require_id(session, "Amina")], now=NOW)
    seen.append(await load_first_steps(session))
    await make_joined(session, "Amina")
    seen.append(await load_first_steps(session))
    await make_invitation(session, await make_event(session))
    seen.append(await load_first_steps(session))

    assert seen == [FirstSteps(*(place < count for place in range(4))) for count in range(5)]
    assert [steps.done for steps in seen] == [False] * 4 + [True]


async def test_road_says_what_is_due_why_it_is_shut_and_which_calls_did_not_leave(session: AsyncSession) -> None:
    clear = await load_road(session, now=NOW)
    await make_families(session, make_row("Noor", "Amina"))
    await make_joined(session, "Amina")
    drafts = [make_draft("due", available_at=NOW), make_draft("later", available_at=SOON)]
    await queue_messages(session, drafts, now=NOW)
    await record_pause(session, until=SOON, why="HTTP 401", now=NOW, full_pace=10)
    thread = await make_question(session, "Amina")
    alert = {"thread_id": thread.id, "recipient": "sam@school.example", "urgent_at": NOW, "created_at": NOW}
    session.add(Alert(**alert, state=AlertState.DEAD, attempts=8, available_at=NOW))
    await session.flush()

    blocked = await load_road(session, now=NOW)
    await session.execute(update(Thread).values(state="closed"))

    assert [clear, blocked] == [Road(0, None, 0), Road(1, "HTTP 401", 1)]
    assert await load_road(session, now=SOON) == Road(2, None, 0)
