"""A parent's week gets no fuller than it may, whoever plans at the same moment; what waits is moved or kept to see."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.budget import fit_into_budget
from bot.actions.outbox import Draft, queue_messages
from bot.deps import Deps
from bot.enums import Lane, OutboxState
from bot.metrics import OVER_BUDGET
from bot.models import OutboxMessage
from messages.outgoing import MessageKind
from tests.budgets import make_budget
from tests.builders import make_draft, make_families, make_joined, make_row
from tests.fakes import NOW
from tests.waiting import until

INVITATION, REMINDER, TIP = MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.TIP
WEEK = timedelta(days=7)
NEXT_MONDAY = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)

#: Where a message stands: its state, from when on it may leave, and why not.
Standing = tuple[str, datetime, str | None]


@pytest.fixture
async def amina(session: AsyncSession) -> None:
    """She is parent 1."""
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_joined(session, "Amina")


def make(key: str, kind: MessageKind, **facts: Any) -> Draft:
    """For Amina, now, with eight days to wait."""
    return make_draft(key, kind=kind, **{"parent_id": 1, "waits_until": NOW + timedelta(days=8), **facts})


async def put(session: AsyncSession, *drafts: Draft, limit: int = 1) -> None:
    """As a planner does it."""
    fitting = await fit_into_budget(session, drafts, budget=make_budget(limit), now=NOW)
    await queue_messages(session, fitting, now=NOW)


async def stand(session: AsyncSession) -> dict[str, Standing]:
    columns = OutboxMessage.dedupe_key, OutboxMessage.state, OutboxMessage.available_at, OutboxMessage.error
    query = select(*columns).order_by(OutboxMessage.id)
    return {key: (state, at, error) for key, state, at, error in await session.execute(query)}


@pytest.mark.usefixtures("amina")
async def test_tip_that_finds_the_week_full_is_queued_for_the_next(session: AsyncSession) -> None:
    await put(session, make("a", INVITATION))
    await put(session, make("b", TIP))

    assert await stand(session) == {"a": ("queued", NOW, None), "b": ("queued", NOW + WEEK, None)}


@pytest.mark.usefixtures("amina")
async def test_queued_tip_gives_way_to_a_reminder(session: AsyncSession) -> None:
    await put(session, make("a", TIP, use_by=NOW + timedelta(days=8)))
    await put(session, make("b", REMINDER, waits_until=None))

    assert await stand(session) == {"a": ("queued", NOW + WEEK, None), "b": ("queued", NOW, None)}


@pytest.mark.usefixtures("amina")
async def test_tip_whose_sound_is_still_made_gives_way_too_and_stays_unmade(session: AsyncSession) -> None:
    await put(session, make("a", TIP, use_by=NOW + timedelta(days=8), prepared=False))
    await put(session, make("b", REMINDER, waits_until=None))

    assert (await stand(session))["a"] == ("preparing", NOW + WEEK, None)


@pytest.mark.usefixtures("amina")
async def test_tip_that_would_come_too_late_is_kept_for_staff_to_see(session: AsyncSession) -> None:
    await put(session, make("a", TIP, use_by=NOW + timedelta(days=6)))
    await put(session, make("b", REMINDER, waits_until=None))

    assert (await stand(session))["a"] == ("expired", NOW, "message budget")


@pytest.mark.parametrize("state", [OutboxState.LEASED, OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN])
@pytest.mark.usefixtures("amina")
async def test_what_is_in_somebodys_hands_takes_room_and_does_not_move(session: AsyncSession, state: str) -> None:
    await put(session, make("a", TIP))
    await session.execute(update(OutboxMessage).values(state=state))
    await put(session, make("b", REMINDER, waits_until=None))

    found = await stand(session)
    assert (found["a"], found["b"]) == ((state, NOW, None), ("expired", NOW, "message budget"))


@pytest.mark.parametrize("state", [OutboxState.CANCELLED, OutboxState.EXPIRED, OutboxState.UNREACHABLE])
@pytest.mark.usefixtures("amina")
async def test_what_never_comes_takes_no_room(session: AsyncSession, state: str) -> None:
    await put(session, make("a", TIP))
    await session.execute(update(OutboxMessage).values(state=state))
    await put(session, make("b", TIP))

    assert (await stand(session))["b"] == ("queued", NOW, None)


@pytest.mark.usefixtures("amina")
async def test_invitation_waits_for_a_week_with_room(session: AsyncSession) -> None:
    await put(session, make("a", REMINDER), make("b", INVITATION))
    await put(session, make("c", INVITATION))

    assert (await stand(session))["c"] == ("queued", NEXT_MONDAY, None)


@pytest.mark.usefixtures("amina")
async def test_invitation_that_cannot_wait_goes_over_the_budget_and_is_counted(session: AsyncSession) -> None:
    counted = OVER_BUDGET._value.get()
    await put(session, make("a", REMINDER))
    await put(session, make("b", INVITATION, waits_until=NOW))

    over = await session.execute(select(OutboxMessage.dedupe_key, OutboxMessage.over_budget))
    assert dict(over.all()) == {"a": False, "b": True}
    assert (await stand(session))["b"] == ("queued", NOW, None)
    assert OVER_BUDGET._value.get() - counted == 1


@pytest.mark.usefixtures("amina")
async def test_planning_twice_takes_one_place(session: AsyncSession) -> None:
    for _ in range(2):
        await put(session, make("a", INVITATION), limit=2)
    await put(session, make("b", TIP), limit=2)

    assert await stand(session) == {"a": ("queued", NOW, None), "b": ("queued", NOW, None)}


@pytest.mark.usefixtures("amina")
async def test_answers_changes_and_other_weeks_are_not_counted(session: AsyncSession) -> None:
    await put(session, make("change", MessageKind.CHANGE), make("news", MessageKind.GOOD_NEWS))
    await put(session, make("asked for", TIP, parent_id=None, lane=Lane.CONVERSATION))
    await put(session, make("before", TIP, available_at=NOW - WEEK), make("after", TIP, available_at=NOW + WEEK))

    await put(session, make("a", TIP))

    assert {at for _, at, _ in (await stand(session)).values()} == {NOW, NOW - WEEK, NOW + WEEK}
    assert (await stand(session))["a"] == ("queued", NOW, None)


@pytest.mark.usefixtures("amina")
async def test_no_limit_holds_nothing(session: AsyncSession) -> None:
    await put(session, *(make(str(number), TIP) for number in range(20)), limit=0)

    assert {at for _, at, _ in (await stand(session)).values()} == {NOW}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_planners_do_not_both_fill_the_last_place(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind {n}", f"Ouder {n}") for n in range(20)))

    async def plan(key: str) -> None:
        async with deps.transaction() as session:
            await put(session, *(make(f"{key}{n}", INVITATION, parent_id=n) for n in range(1, 21)))

    async with deps.transaction() as session:
        await put(session, *(make(f"first{n}", INVITATION, parent_id=n) for n in range(1, 21)))
        second = asyncio.create_task(plan("second"))
        await until(lambda: _waits_or_is_done(deps, second))
    await second

    async with deps.reading() as session:
        found = await stand(session)
    assert {at for key, (_, at, _) in found.items() if key.startswith("first")} == {NOW}
    assert {at for key, (_, at, _) in found.items() if key.startswith("second")} == {NEXT_MONDAY}


async def _waits_or_is_done(deps: Deps, task: asyncio.Task[None]) -> bool:
    """Done would mean that it saw an empty week."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with deps.reading() as session:
        return task.done() or bool(await session.scalar(waiting))
