"""Whatever families do, in whatever order: no slot too full, nobody at two talks at once, the line kept."""

from __future__ import annotations

from itertools import combinations
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.places import NOTICE
from bot.deps import Deps
from bot.domain.talks import move_up, overlap
from bot.models import Event, Parent, Rsvp, SlotBooking, SlotWaiting
from bot.queries.bookings import load_held, load_slots, next_in_line
from tests.bot.talks import book, make_talks, unbook
from tests.builders import make_families, make_joined, make_row
from tests.fakes import NOW

SEEDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

PAIRS = (
    *(("Noor", "Amina"), ("Sami", "Amina"), ("Noor", "Omar"), ("Sami", "Omar")),
    *(("Zosia", "Piotr"), ("Liya", "Selam"), ("Ming", "Wen")),
)
#: At the first event three slots, at the other two that lie across them.
TIMES = ((0, 0), (0, 10), (0, 20), (1, 5), (1, 15))

Step: TypeAlias = tuple[tuple[str, str], tuple[int, int] | int]
tapped = st.tuples(st.sampled_from(PAIRS), st.sampled_from(TIMES) | st.sampled_from((0, 1)))
steps = st.lists(tapped, min_size=8, max_size=18)


@pytest.fixture
async def events(deps: Deps) -> list[Event]:
    async with deps.transaction() as session:
        await make_families(session, *(make_row(child, parent) for child, parent in PAIRS))
        await make_joined(session, *dict.fromkeys(parent for _, parent in PAIRS))
        return [await make_talks(session, 0, 10, 20), await make_talks(session, 5, 15, capacity=2)]


async def act(session: AsyncSession, events: list[Event], step: Step) -> None:
    """A time is tapped, or no talk at one of the events."""
    pair, what = step
    if isinstance(what, int):
        await unbook(session, events[what], *pair)
    else:
        await book(session, events[what[0]], what[1], *pair)


async def list_line(session: AsyncSession) -> list[tuple[int, int, int]]:
    """Event, child and parent; the first in line first."""
    rows = await session.scalars(select(SlotWaiting).order_by(SlotWaiting.event_id, SlotWaiting.id))
    return [(row.event_id, row.child_id, row.parent_id) for row in rows]


async def check_nobody_too_much(session: AsyncSession, events: list[Event]) -> None:
    parents = list(await session.scalars(select(Parent.id)))
    for event in events:
        assert all(slot.taken <= slot.capacity for slot in await load_slots(session, event.id))
    for talks in (await load_held(session, parents)).values():
        assert not any(overlap(one.slot, other.slot) for one, other in combinations(talks, 2))


async def check_nobody_waits_in_vain(session: AsyncSession, events: list[Event]) -> None:
    for event in events:
        line = await next_in_line(session, event.id)
        held = await load_held(session, [key.parent_id for key in line])
        slots = await load_slots(session, event.id)
        assert move_up(slots, line, held, after=NOW + NOTICE) == []


async def check_answers(session: AsyncSession) -> None:
    """Yes is who has a time, maybe is who waits."""
    counts = dict((await session.execute(select(Rsvp.answer, func.count()).group_by(Rsvp.answer))).all())
    booked = await session.scalar(select(func.count()).select_from(SlotBooking))
    waiting = await session.scalar(select(func.count()).select_from(SlotWaiting))
    assert (counts.get("yes", 0), counts.get("maybe", 0)) == (booked, waiting)


async def play(deps: Deps, events: list[Event], taken: list[Step]) -> None:
    """Each example begins with nobody booked: what it did is taken back."""
    async with deps.database.rehearsal() as session:
        line: list[tuple[int, int, int]] = []
        for step in taken:
            await act(session, events, step)
            await check_nobody_too_much(session, events)
            now = await list_line(session)
            stayed = [one for one in line if one in now]
            assert [one for one in now if one in stayed] == stayed
            line = now
        await check_nobody_waits_in_vain(session, events)
        await check_answers(session)


@settings(SEEDED, max_examples=6)
@given(taken=steps)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_slot_too_full_nobody_twice_at_once_and_the_line_kept(
    deps: Deps, events: list[Event], taken: list[Step]
) -> None:
    await play(deps, events, taken)


@settings(SEEDED, max_examples=6)
@given(taken=steps)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_same_holds_on_postgresql(deps: Deps, events: list[Event], taken: list[Step]) -> None:
    await play(deps, events, taken)
