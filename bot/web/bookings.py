"""API: who comes when to talks in slots, and bookings for parents who came to the gate."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.gate import book_for_parent, cancel_booking
from bot.domain.talks import SlotLine
from bot.enums import Scope
from bot.queries.bookings import BookingLine, SlotBook, can_be_told, list_slots
from bot.web.booking_models import (
    BookedAnswer,
    BookedSlotAnswer,
    BookingAnswer,
    BookingBody,
    SlotsAnswer,
    WaitingAnswer,
)
from bot.web.calls import Call, Route
from bot.web.fields import require_language


async def slots(call: Call) -> SlotsAnswer:
    """As they stand."""
    async with call.deps.reading() as session:
        book = await list_slots(session, actor=call.actor, event_id=call.row_id())
    return SlotsAnswer(**_shown(book, call.deps.settings.timezone))


async def book(call: Call) -> BookedAnswer:
    """The parent is told, where a message can reach them."""
    body: BookingBody = call.body
    async with call.deps.transaction() as session:
        booking = await book_for_parent(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            event_id=call.row_id(),
            parent_id=body.parent_id,
            child_id=body.child_id,
            starts_at=body.starts_at,
            interpreter=require_language(body.interpreter).tag if body.interpreter else None,
        )
        told = await can_be_told(session, booking.parent_id)
        stands = await list_slots(session, actor=call.actor, event_id=booking.event_id)
    return BookedAnswer(booking_id=booking.id, told=told, **_shown(stands, call.deps.settings.timezone))


async def cancel(call: Call) -> SlotsAnswer:
    """The parent is not told: who said it at the gate knows. The next in line is."""
    event_id = call.row_id()
    async with call.deps.transaction() as session:
        await cancel_booking(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            event_id=event_id,
            booking_id=call.row_id("booking_id"),
        )
        stands = await list_slots(session, actor=call.actor, event_id=event_id)
    return SlotsAnswer(**_shown(stands, call.deps.settings.timezone))


def _shown(book: SlotBook, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "slots": [
            _slot(slot, [one for one in book.bookings if one.slot_id == slot.slot_id], zone) for slot in book.slots
        ],
        "waiting": [
            WaitingAnswer(place=place, **(asdict(line) | {"since": line.since.astimezone(zone)}))
            for place, line in enumerate(book.waiting, start=1)
        ],
    }


def _slot(slot: SlotLine, bookings: list[BookingLine], zone: ZoneInfo) -> BookedSlotAnswer:
    return BookedSlotAnswer(
        starts_at=slot.starts_at.astimezone(zone),
        minutes=slot.minutes,
        capacity=slot.capacity,
        free=slot.free,
        bookings=[_booking(line, zone) for line in bookings],
    )


def _booking(line: BookingLine, zone: ZoneInfo) -> BookingAnswer:
    facts = asdict(line) | {"booked_at": line.booked_at.astimezone(zone)}
    del facts["slot_id"]
    return BookingAnswer(**facts)


ROUTES = [
    Route("GET", "/events/{id}/slots", slots, SlotsAnswer, Scope.EVENTS_READ, "Who comes when, and who waits"),
    Route(
        "POST", "/events/{id}/bookings", book, BookedAnswer, Scope.EVENTS_WRITE, "Book a talk for a parent",
        BookingBody, status=201,
    ),
    Route(
        "DELETE", "/events/{id}/bookings/{booking_id}", cancel, SlotsAnswer, Scope.EVENTS_WRITE,
        "Give a parent's place back",
    ),
]  # fmt: skip
