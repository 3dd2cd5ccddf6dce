"""A parent gives a time back, wants an interpreter, or taps what is late or not theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bookings import (
    BookingOutcome,
    record_booking,
    record_choosing,
    record_decline,
    record_interpreter,
    record_none_suits,
)
from bot.actions.events import cancel_event
from bot.actions.rsvps import RsvpOutcome
from bot.domain.talks import TalkKey
from bot.models import Event, Rsvp, SlotBooking
from messages.facts import Answer, GivenAnswer
from tests.bot.talks import (
    TALKS,
    TAPS,
    book,
    child_id,
    fill_up,
    key_of,
    list_booked,
    list_said,
    list_waiting,
    make_afternoon,
    make_talks,
    slot_id,
    unbook,
)
from tests.builders import RUTH, make_event, require_id
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


async def want_interpreter(session: AsyncSession, event: Event, child: str, tap: int = 0) -> BookingOutcome:
    key = await key_of(session, event, child, "Amina")
    return await record_interpreter(session, key, update_id=tap or next(TAPS), now=NOW)


async def decline(session: AsyncSession, event: Event, parent: str, tap: int = 0) -> RsvpOutcome:
    return await record_decline(
        session,
        event_id=event.id,
        parent_id=await require_id(session, parent),
        given=GivenAnswer(Answer.NO),
        update_id=tap or next(TAPS),
        now=NOW,
    )


async def none_suits(session: AsyncSession, event: Event, parent: str, tap: int = 0) -> BookingOutcome:
    key = TalkKey(event.id, 0, await require_id(session, parent))
    return await record_none_suits(session, key, update_id=tap or next(TAPS), now=NOW)


async def test_talk_called_off_says_no_for_that_child(session: AsyncSession, event: Event) -> None:
    await book(session, event, 0, "Noor", "Amina")
    await book(session, event, 10, "Sami", "Amina")

    assert await unbook(session, event, "Noor", "Amina") is Outcome.LEFT
    assert await list_booked(session) == [(10, "Sami", "Amina")]
    assert await list_said(session) == [("Noor", "Amina", "no"), ("Sami", "Amina", "yes")]


async def test_no_talk_without_having_chosen_one_is_a_no(session: AsyncSession, event: Event) -> None:
    assert await unbook(session, event, "Noor", "Amina") is Outcome.LEFT
    assert await list_said(session) == [("Noor", "Amina", "no")]


async def test_waiting_list_can_be_left(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)
    await book(session, event, 0, "Zosia", "Piotr")

    assert await unbook(session, event, "Zosia", "Piotr") is Outcome.LEFT_LINE
    assert await list_waiting(session) == []
    assert ("Zosia", "Piotr", "no") in await list_said(session)


async def test_late_tap_does_not_undo_a_newer_one(session: AsyncSession, event: Event) -> None:
    await book(session, event, 10, "Noor", "Amina", tap=1_000_010)

    late = [
        await book(session, event, 20, "Noor", "Amina", tap=1_000_009),
        await unbook(session, event, "Noor", "Amina", tap=1_000_009),
        await look(session, event, "Noor", "Amina", 1_000_009),
        await want_interpreter(session, event, "Noor", 1_000_009),
    ]

    assert late == [Outcome.STALE] * 4
    assert await list_booked(session) == [(10, "Noor", "Amina")]


async def test_late_no_to_everything_gives_back_nothing(session: AsyncSession, event: Event) -> None:
    await book(session, event, 10, "Noor", "Amina", tap=1_000_010)

    await decline(session, event, "Amina", 1_000_009)

    assert await list_booked(session) == [(10, "Noor", "Amina")]
    assert await list_said(session) == [("Noor", "Amina", "yes"), ("Sami", "Amina", "no")]


async def test_no_gives_back_the_time_and_the_place_in_the_line(session: AsyncSession, event: Event) -> None:
    await make_talks(session, 0)
    await book(session, event, 0, "Noor", "Amina")
    await book(session, event, 10, "Noor", "Omar")
    await book(session, event, 20, "Zosia", "Piotr")
    await book(session, event, 20, "Sami", "Amina")

    assert await decline(session, event, "Amina") is RsvpOutcome.SAVED
    assert await list_booked(session) == [(10, "Noor", "Omar"), (20, "Zosia", "Piotr")]
    assert await list_waiting(session) == []


async def test_no_that_comes_too_late_gives_back_nothing(session: AsyncSession, event: Event) -> None:
    await book(session, event, 0, "Noor", "Amina")
    event.rsvp_by = NOW

    assert await decline(session, event, "Amina") is RsvpOutcome.TOO_LATE
    assert await list_booked(session) == [(0, "Noor", "Amina")]


async def test_no_to_an_event_without_slots_is_a_no(session: AsyncSession, event: Event) -> None:
    plain = await make_event(session)

    assert await decline(session, plain, "Piotr") is RsvpOutcome.SAVED
    assert await list_said(session) == [("Zosia", "Piotr", "no")]


async def test_none_suits_asks_for_another_time_for_the_children_without_one(
    session: AsyncSession, event: Event
) -> None:
    await book(session, event, 0, "Noor", "Amina")

    assert await none_suits(session, event, "Amina") is Outcome.NONE_SUITS
    query = select(Rsvp.answer, Rsvp.cannot_then).order_by(Rsvp.child_id)
    assert [tuple(row) for row in await session.execute(query)] == [("yes", False), ("no", True)]
    assert await list_booked(session) == [(0, "Noor", "Amina")]


async def test_none_suits_ends_the_waiting(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)
    await book(session, event, 0, "Zosia", "Piotr")

    await none_suits(session, event, "Piotr")

    assert await list_waiting(session) == []


async def test_late_none_suits_changes_nothing(session: AsyncSession, event: Event) -> None:
    await unbook(session, event, "Zosia", "Piotr", tap=1_000_010)

    await none_suits(session, event, "Piotr", 1_000_010)

    assert await session.scalar(select(Rsvp.cannot_then)) is False


async def test_interpreter_is_for_the_home_language_and_can_be_taken_back(session: AsyncSession, event: Event) -> None:
    await book(session, event, 0, "Noor", "Amina")

    wanted = []
    for _ in range(2):
        assert await want_interpreter(session, event, "Noor") is Outcome.BOOKED
        wanted.append(await session.scalar(select(SlotBooking.interpreter)))

    assert wanted == ["ar", None]


async def test_interpreter_wanted_while_waiting_is_not_forgotten(session: AsyncSession, event: Event) -> None:
    await book(session, event, 0, "Zosia", "Piotr")
    await book(session, event, 10, "Noor", "Omar")
    await book(session, event, 20, "Sami", "Amina")
    await look(session, event, "Noor", "Amina")

    assert await want_interpreter(session, event, "Noor") is Outcome.WAITING
    await unbook(session, event, "Zosia", "Piotr")

    mine = SlotBooking.child_id == await child_id(session, "Noor"), SlotBooking.interpreter == "ar"
    assert len((await session.scalars(select(SlotBooking).where(*mine))).all()) == 1


async def test_interpreter_without_a_talk_is_for_nobody(session: AsyncSession, event: Event) -> None:
    assert await want_interpreter(session, event, "Noor") is Outcome.LEFT


async def test_nothing_is_taken_once_answers_are_closed_or_the_event_is_off(
    session: AsyncSession, event: Event
) -> None:
    late = [
        await book(session, event, 0, "Noor", "Amina", now=TALKS),
        await unbook(session, event, "Noor", "Amina", now=TALKS),
    ]
    await cancel_event(session, actor=RUTH, now=NOW, event_id=event.id)
    off = [await book(session, event, 0, "Noor", "Amina"), await none_suits(session, event, "Amina")]

    assert (late, off) == ([Outcome.TOO_LATE] * 2, [Outcome.CANCELLED] * 2)
    assert await list_booked(session) == []


async def test_others_children_events_and_slots_are_not_theirs(session: AsyncSession, event: Event) -> None:
    plain = await make_event(session)
    nothing = replace(await key_of(session, event, "Noor", "Amina"), event_id=999)

    refused = [
        await book(session, event, 0, "Zosia", "Amina"),
        await book(session, event, 0, "Liya", "Selam"),
        await look(session, plain, "Noor", "Amina"),
        await unbook(session, plain, "Noor", "Amina"),
        await none_suits(session, plain, "Amina"),
        await none_suits(session, event, "Selam"),
        await record_choosing(session, nothing, update_id=next(TAPS), now=NOW),
    ]

    assert refused == [Outcome.NOT_THEIRS] * 7


async def test_slot_of_another_event_is_not_theirs(session: AsyncSession, event: Event) -> None:
    slot = await slot_id(session, await make_talks(session, 60), 60)
    key = await key_of(session, event, "Noor", "Amina")

    outcome = await record_booking(session, key, slot_id=slot, update_id=next(TAPS), now=NOW)

    assert outcome is Outcome.NOT_THEIRS
