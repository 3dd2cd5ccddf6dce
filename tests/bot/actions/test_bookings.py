"""A parent chooses a time, another one, or has to wait; and what that says to the event."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bookings import BookingOutcome, record_choosing
from bot.actions.events import cancel_event
from bot.models import Event, SlotWaiting
from tests.bot.talks import (
    TALKS,
    TAPS,
    book,
    fill_up,
    key_of,
    list_booked,
    list_said,
    list_waiting,
    make_afternoon,
    make_talks,
)
from tests.builders import RUTH
from tests.fakes import NOW

Outcome = BookingOutcome

#: One family at a time: the crowd of test_places and test_talks_at_random go to both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def event(session: AsyncSession) -> Event:
    return await make_afternoon(session)


async def look(session: AsyncSession, event: Event, child: str, parent: str, tap: int = 0) -> BookingOutcome:
    return await record_choosing(
        session, await key_of(session, event, child, parent), update_id=tap or next(TAPS), now=NOW
    )


async def test_time_is_booked_and_says_yes_for_that_child(session: AsyncSession, event: Event) -> None:
    outcome = await book(session, event, 10, "Noor", "Amina")

    assert outcome is Outcome.BOOKED
    assert await list_booked(session) == [(10, "Noor", "Amina")]
    assert await list_said(session) == [("Noor", "Amina", "yes")]


async def test_another_time_moves_the_talk(session: AsyncSession, event: Event) -> None:
    await book(session, event, 10, "Noor", "Amina")

    assert await book(session, event, 20, "Noor", "Amina") is Outcome.BOOKED
    assert await list_booked(session) == [(20, "Noor", "Amina")]


async def test_separated_parents_each_have_a_time(session: AsyncSession, event: Event) -> None:
    await book(session, event, 0, "Noor", "Amina")

    assert await book(session, event, 10, "Noor", "Omar") is Outcome.BOOKED
    assert await list_booked(session) == [(0, "Noor", "Amina"), (10, "Noor", "Omar")]


async def test_same_time_tapped_twice_is_one_booking(session: AsyncSession, event: Event) -> None:
    await book(session, event, 0, "Noor", "Amina")

    assert await book(session, event, 0, "Noor", "Amina") is Outcome.BOOKED
    assert await list_booked(session) == [(0, "Noor", "Amina")]


async def test_taken_time_leaves_the_parent_to_choose_another(session: AsyncSession, event: Event) -> None:
    await book(session, event, 0, "Noor", "Amina")

    assert await book(session, event, 0, "Zosia", "Piotr") is Outcome.TAKEN
    assert await list_booked(session) == [(0, "Noor", "Amina")]
    assert await list_said(session) == [("Noor", "Amina", "yes")]


async def test_slot_takes_as_many_as_it_has_places(session: AsyncSession, event: Event) -> None:
    together = await make_talks(session, 60, 70, capacity=2)

    said = [
        await book(session, together, 60, *pair) for pair in (("Noor", "Amina"), ("Noor", "Omar"), ("Zosia", "Piotr"))
    ]

    assert said == [Outcome.BOOKED, Outcome.BOOKED, Outcome.TAKEN]


async def test_parent_is_not_at_two_talks_at_once(session: AsyncSession, event: Event) -> None:
    other_teacher = await make_talks(session, 5, 25, capacity=2)
    await book(session, event, 0, "Noor", "Amina")

    said = [await book(session, other_teacher, begin, "Sami", "Amina") for begin in (5, 25)]

    assert said == [Outcome.NOT_FREE, Outcome.BOOKED]
    assert await list_booked(session) == [(0, "Noor", "Amina"), (25, "Sami", "Amina")]


async def test_talk_at_an_event_that_was_cancelled_is_in_nobodys_way(session: AsyncSession, event: Event) -> None:
    other_teacher = await make_talks(session, 0)
    await book(session, other_teacher, 0, "Sami", "Amina")
    await cancel_event(session, actor=RUTH, now=NOW, event_id=other_teacher.id)

    assert await book(session, event, 0, "Noor", "Amina") is Outcome.BOOKED


async def test_parent_waits_when_no_time_is_free(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)

    assert await book(session, event, 10, "Zosia", "Piotr") is Outcome.WAITING
    assert await list_waiting(session) == [("Zosia", "Piotr")]
    assert ("Zosia", "Piotr", "maybe") in await list_said(session)


async def test_parent_waits_when_only_times_are_free_at_which_they_are_elsewhere(
    session: AsyncSession, event: Event
) -> None:
    other_teacher = await make_talks(session, 5)
    await book(session, event, 0, "Noor", "Amina")

    assert await book(session, other_teacher, 5, "Sami", "Amina") is Outcome.WAITING


async def test_who_has_a_time_keeps_it_when_the_others_are_taken(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)

    assert await book(session, event, 20, "Noor", "Amina") is Outcome.TAKEN
    assert await list_waiting(session) == []
    assert (await list_booked(session))[0] == (0, "Noor", "Amina")


async def test_look_at_free_times_changes_nothing(session: AsyncSession, event: Event) -> None:
    assert await look(session, event, "Noor", "Amina") is Outcome.CHOOSING
    assert (await list_waiting(session), await list_said(session)) == ([], [])


async def test_look_where_nothing_is_free_is_a_place_in_the_line(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)

    said = [await look(session, event, "Zosia", "Piotr"), await look(session, event, "Noor", "Amina")]

    assert said == [Outcome.WAITING, Outcome.CHOOSING]
    assert await list_waiting(session) == [("Zosia", "Piotr")]


async def test_who_waits_and_taps_again_keeps_the_place(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)
    await book(session, event, 0, "Zosia", "Piotr")
    since = await session.scalar(select(SlotWaiting.id))

    assert await look(session, event, "Zosia", "Piotr") is Outcome.WAITING
    assert await session.scalar(select(SlotWaiting.id)) == since


async def test_slot_that_begins_with_the_event_is_booked_until_the_last_second(
    session: AsyncSession, event: Event
) -> None:
    just_before = TALKS - timedelta(seconds=1)

    assert await book(session, event, 0, "Noor", "Amina", now=just_before) is Outcome.BOOKED
    assert await list_booked(session) == [(0, "Noor", "Amina")]
