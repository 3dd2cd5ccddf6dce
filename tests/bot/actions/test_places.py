"""Many tap at once, few times: nobody too much, the rest in line; and who is next when a time becomes free."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bookings import BookingOutcome, record_decline, release_parent
from bot.actions.enrolment import record_stop
from bot.actions.events import cancel_event
from bot.actions.places import NOTICE
from bot.deps import Deps
from bot.models import Event, SlotBooking
from messages.facts import Answer, GivenAnswer
from tests.bot.talks import TALKS, book, list_booked, list_said, list_waiting, make_talks, unbook
from tests.builders import RUTH, make_families, make_joined, make_row, require_id
from tests.fakes import NOW

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Outcome = BookingOutcome

FAMILIES = 50
TIMES = 10


def family(number: int) -> tuple[str, str]:
    """Child and parent."""
    return f"Kind {number}", f"Ouder {number}"


async def choose(deps: Deps, event: Event, number: int) -> tuple[int, BookingOutcome]:
    """One parent taps a time, and the next one as long as the list shows others: each tap is a transaction."""
    for again in range(TIMES):
        async with deps.transaction() as session:
            begin = 10 * ((number + again) % TIMES)
            outcome = await book(session, event, begin, *family(number), now=deps.clock.now())
        if outcome is not Outcome.TAKEN:
            return number, outcome
    raise AssertionError("the list showed free times for ever")


async def test_fifty_parents_at_once_for_ten_times_and_two_days_later_one_becomes_free(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, *(make_row(*family(number)) for number in range(FAMILIES)))
        await make_joined(session, *(family(number)[1] for number in range(FAMILIES)))
        event = await make_talks(session, *range(0, 10 * TIMES, 10))

    outcomes = dict(await asyncio.gather(*(choose(deps, event, number) for number in range(FAMILIES))))

    async with deps.reading() as session:
        booked, waiting = await list_booked(session), await list_waiting(session)
    assert [begin for begin, *_ in booked] == list(range(0, 10 * TIMES, 10))
    assert {child for _, child, _ in booked} == {
        family(number)[0] for number, outcome in outcomes.items() if outcome is Outcome.BOOKED
    }
    assert sorted(waiting) == sorted(
        family(number) for number, outcome in outcomes.items() if outcome is Outcome.WAITING
    )
    assert (len(booked), len(waiting)) == (10, 40)

    begin, *leaving = booked[3]
    async with deps.transaction() as session:
        await unbook(session, event, *leaving, now=NOW + timedelta(days=2))

    async with deps.reading() as session:
        assert (begin, *waiting[0]) in await list_booked(session)
        assert await list_waiting(session) == waiting[1:]


@pytest.fixture
async def full(session: AsyncSession) -> Event:
    """One talk, which Amina has; Piotr and then Selam wait for it."""
    await make_families(
        session,
        *(make_row("Noor", "Amina"), make_row("Sami", "Amina"), make_row("Zosia", "Piotr"), make_row("Liya", "Selam")),
        *(make_row("Ming", "Wen"), make_row("Jan", "Piotr")),
    )
    await make_joined(session, "Amina", "Piotr", "Selam", "Wen")
    event = await make_talks(session, 0)
    for child, parent in (("Noor", "Amina"), ("Zosia", "Piotr"), ("Liya", "Selam")):
        await book(session, event, 0, child, parent)
    return event


async def test_first_in_line_moves_up_and_says_yes(session: AsyncSession, full: Event) -> None:
    await unbook(session, full, "Noor", "Amina")

    assert await list_booked(session) == [(0, "Zosia", "Piotr")]
    assert await list_waiting(session) == [("Liya", "Selam")]
    assert await list_said(session) == [
        ("Noor", "Amina", "no"),
        ("Zosia", "Piotr", "yes"),
        ("Liya", "Selam", "maybe"),
    ]


async def test_who_moved_up_still_has_to_be_told(session: AsyncSession, full: Event) -> None:
    chosen = (await session.execute(select(SlotBooking.booked_by, SlotBooking.told_at))).one()
    await unbook(session, full, "Noor", "Amina")
    given = (await session.execute(select(SlotBooking.booked_by, SlotBooking.told_at))).one()

    assert (tuple(chosen), tuple(given)) == (("parent", NOW), ("waiting_list", None))


@on_sqlite
async def test_tap_after_moving_up_counts(session: AsyncSession, full: Event) -> None:
    await unbook(session, full, "Noor", "Amina")

    assert await unbook(session, full, "Zosia", "Piotr") is Outcome.LEFT
    assert await list_booked(session) == [(0, "Liya", "Selam")]


@on_sqlite
async def test_moving_to_another_time_frees_the_old_one_for_the_line(session: AsyncSession, full: Event) -> None:
    later = await make_talks(session, 60, 70)
    for begin, *pair in ((60, "Noor", "Amina"), (70, "Zosia", "Piotr"), (60, "Liya", "Selam")):
        await book(session, later, begin, *pair)
    await unbook(session, later, "Zosia", "Piotr")  # at seventy, for Selam

    await book(session, later, 60, "Zosia", "Piotr")
    await unbook(session, later, "Noor", "Amina")

    assert await list_booked(session) == [(0, "Noor", "Amina"), (60, "Zosia", "Piotr"), (70, "Liya", "Selam")]


@on_sqlite
async def test_who_is_elsewhere_then_is_passed_over_and_keeps_the_place(session: AsyncSession, full: Event) -> None:
    elsewhere = await make_talks(session, 5)
    await book(session, elsewhere, 5, "Jan", "Piotr")

    await unbook(session, full, "Noor", "Amina")

    assert await list_booked(session) == [(0, "Liya", "Selam"), (5, "Jan", "Piotr")]
    assert await list_waiting(session) == [("Zosia", "Piotr")]


@on_sqlite
async def test_who_is_no_longer_elsewhere_moves_up_at_another_event(session: AsyncSession, full: Event) -> None:
    elsewhere = await make_talks(session, 5)
    await book(session, elsewhere, 5, "Jan", "Piotr")
    await unbook(session, full, "Liya", "Selam")
    await unbook(session, full, "Noor", "Amina")
    before = await list_booked(session)

    await unbook(session, elsewhere, "Jan", "Piotr")

    assert before == [(5, "Jan", "Piotr")]
    assert await list_booked(session) == [(0, "Zosia", "Piotr")]


@on_sqlite
async def test_nobody_moves_up_to_a_talk_that_begins_within_two_hours(session: AsyncSession, full: Event) -> None:
    full.rsvp_by = full.starts_at = TALKS + timedelta(hours=1)  # answers stay open

    await unbook(session, full, "Noor", "Amina", now=TALKS - NOTICE)

    assert await list_booked(session) == []
    assert await list_waiting(session) == [("Zosia", "Piotr"), ("Liya", "Selam")]


@on_sqlite
async def test_who_cannot_be_told_is_not_moved_up(session: AsyncSession, full: Event) -> None:
    await record_stop(session, address=7002, now=NOW)

    await unbook(session, full, "Noor", "Amina")

    assert await list_booked(session) == [(0, "Liya", "Selam")]
    assert await list_waiting(session) == [("Zosia", "Piotr")]


@on_sqlite
async def test_no_to_the_event_lets_the_next_one_in(session: AsyncSession, full: Event) -> None:
    await record_decline(
        session,
        event_id=full.id,
        parent_id=await require_id(session, "Amina"),
        given=GivenAnswer(Answer.NO),
        update_id=1_000_000,
        now=NOW,
    )

    assert await list_booked(session) == [(0, "Zosia", "Piotr")]


async def test_erased_parent_leaves_the_time_to_the_next_one(session: AsyncSession, full: Event) -> None:
    await release_parent(session, parent_id=await require_id(session, "Piotr"), now=NOW)
    await release_parent(session, parent_id=await require_id(session, "Amina"), now=NOW)

    assert await list_booked(session) == [(0, "Liya", "Selam")]
    assert await list_waiting(session) == []


@on_sqlite
async def test_nobody_moves_up_at_an_event_that_is_off(session: AsyncSession, full: Event) -> None:
    await cancel_event(session, actor=RUTH, now=NOW, event_id=full.id)

    await release_parent(session, parent_id=await require_id(session, "Amina"), now=NOW)

    assert await list_booked(session) == []
    assert len(await list_waiting(session)) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_talks_at_two_events_at_once_cannot_overlap(deps: Deps) -> None:
    """Two processes, one parent, two events: the lock is on all talks ahead."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Sami", "Amina"))
        events = [await make_talks(session, begin) for begin in (0, 5)]

    async def tap(event: Event, begin: int, child: str) -> BookingOutcome:
        async with deps.transaction() as session:
            return await book(session, event, begin, child, "Amina")

    said = await asyncio.gather(tap(events[0], 0, "Noor"), tap(events[1], 5, "Sami"))

    assert sorted(outcome.name for outcome in said) == ["BOOKED", "WAITING"]
    async with deps.reading() as session:
        assert len(await list_booked(session)) == 1
