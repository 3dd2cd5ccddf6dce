"""What parents tap about a talk: a time, another one, none; the waiting list; an interpreter.

Each works under the lock of all talks, changes nothing where the tap is late, repeated or not theirs, and ends with
whoever waits moving up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.places import (
    PARENT,
    fill_places,
    find_booking,
    find_waiting,
    give_place,
    hold_talks,
    leave_line,
    let_move_up,
    say_for,
    stand_in_line,
    take_back,
)
from bot.actions.rsvps import RsvpOutcome, is_newest_tap, prove_delivery, record_rsvp, store_answer
from bot.domain.talks import TalkKey, free_slots, suits
from bot.enums import EventState
from bot.models import Event, Parent, Rsvp, Slot, SlotBooking, SlotWaiting
from bot.queries.bookings import events_waited_for, has_slots, is_theirs, load_held, load_slots
from bot.queries.events import can_answer
from bot.queries.follow_up import children_meant
from messages.facts import Answer, GivenAnswer


class BookingOutcome(Enum):
    """What to show the parent."""

    CHOOSING = auto()
    BOOKED = auto()
    TAKEN = auto()
    NOT_FREE = auto()  # it has begun, or they are elsewhere then
    WAITING = auto()
    LEFT = auto()
    LEFT_LINE = auto()
    NONE_SUITS = auto()
    STALE = auto()
    TOO_LATE = auto()
    CANCELLED = auto()
    NOT_THEIRS = auto()


async def record_choosing(session: AsyncSession, key: TalkKey, *, update_id: int, now: datetime) -> BookingOutcome:
    """Show the free times. Where there is none for a family that has none, it waits from now on."""
    if refusal := await _refusal(session, key, update_id, now):
        return refusal
    held = (await load_held(session, [key.parent_id]))[key.parent_id]
    free = free_slots(await load_slots(session, key.event_id), key, held, after=now)
    if free or any(talk.key == key for talk in held):
        return BookingOutcome.CHOOSING
    await stand_in_line(session, key, update_id=update_id, now=now)
    return BookingOutcome.WAITING


async def record_booking(
    session: AsyncSession, key: TalkKey, *, slot_id: int, update_id: int, now: datetime
) -> BookingOutcome:
    """This slot, if a place is free and the parent is nowhere else then; where no slot is free at all they wait."""
    if refusal := await _refusal(session, key, update_id, now):
        return refusal
    held = (await load_held(session, [key.parent_id]))[key.parent_id]
    slots = await load_slots(session, key.event_id)
    wanted = next((line for line in slots if line.slot_id == slot_id), None)
    if wanted is None:
        return BookingOutcome.NOT_THEIRS
    if suits(wanted, key, held, after=now):
        await give_place(session, key, slot_id=slot_id, by=PARENT, update_id=update_id, now=now)
        await let_move_up(session, key, now=now)
        return BookingOutcome.BOOKED
    if free_slots(slots, key, held, after=now) or any(talk.key == key for talk in held):
        return BookingOutcome.NOT_FREE if wanted.free else BookingOutcome.TAKEN
    await stand_in_line(session, key, update_id=update_id, now=now)
    return BookingOutcome.WAITING


async def record_unbooking(session: AsyncSession, key: TalkKey, *, update_id: int, now: datetime) -> BookingOutcome:
    """No talk about this child: the place is given back, or the one in the line."""
    if refusal := await _refusal(session, key, update_id, now):
        return refusal
    booking = await find_booking(session, key)
    if booking is not None:
        await take_back(session, booking, now=now)
    left_line = await leave_line(session, key)
    await say_for(session, key, Answer.NO, update_id=update_id, now=now)
    await let_move_up(session, key, now=now)
    return BookingOutcome.LEFT_LINE if left_line else BookingOutcome.LEFT


async def record_interpreter(session: AsyncSession, key: TalkKey, *, update_id: int, now: datetime) -> BookingOutcome:
    """An interpreter for the parent's home language, or none after all; at this talk, or at the one waited for."""
    if refusal := await _refusal(session, key, update_id, now):
        return refusal
    booking = await find_booking(session, key)
    place = booking or await find_waiting(session, key)
    if place is None:
        return BookingOutcome.LEFT
    parent = await session.get_one(Parent, key.parent_id)
    place.interpreter = None if place.interpreter else parent.home_language
    await say_for(session, key, Answer.YES if booking else Answer.MAYBE, update_id=update_id, now=now)
    return BookingOutcome.BOOKED if booking else BookingOutcome.WAITING


async def record_none_suits(session: AsyncSession, key: TalkKey, *, update_id: int, now: datetime) -> BookingOutcome:
    """A no that offers other times, for every child of this parent without one; a time that stands is not given back.

    Which child the key names does not matter.
    """
    await hold_talks(session, now=now)
    children = await children_meant(session, key.event_id, key.parent_id)
    keys = [replace(key, child_id=child) for child in children]
    theirs = bool(keys) and await has_slots(session, key.event_id)
    if refusal := await _closed(session, key.event_id, key.parent_id, theirs=theirs, now=now):
        return refusal
    without = [one for one in keys if await find_booking(session, one) is None]
    newest = [one for one in without if await _is_newest(session, one, update_id, now)]
    if newest:
        await _decline(session, newest, GivenAnswer(Answer.NO, cannot_then=True), update_id, now)
    return BookingOutcome.NONE_SUITS


async def record_decline(
    session: AsyncSession, *, event_id: int, parent_id: int, given: GivenAnswer, update_id: int, now: datetime
) -> RsvpOutcome:
    """A no for all children: who has a place, or waits for one, gives it back."""
    if not await has_slots(session, event_id):
        return await record_rsvp(
            session, event_id=event_id, parent_id=parent_id, given=given, update_id=update_id, now=now
        )
    await hold_talks(session, now=now)
    outcome = await record_rsvp(
        session, event_id=event_id, parent_id=parent_id, given=given, update_id=update_id, now=now
    )
    if outcome is RsvpOutcome.SAVED:
        await _give_back_declined(session, event_id, parent_id, now)
    return outcome


async def release_parent(session: AsyncSession, *, parent_id: int, now: datetime) -> None:
    """Before a parent is erased: every place goes to who waits for it."""
    await hold_talks(session, now=now)
    bookings = (await session.scalars(select(SlotBooking).where(SlotBooking.parent_id == parent_id))).all()
    await session.execute(delete(SlotWaiting).where(SlotWaiting.parent_id == parent_id))
    for booking in bookings:
        await take_back(session, booking, now=now)
    await fill_places(session, {booking.event_id for booking in bookings}, now=now)


async def release_children(session: AsyncSession, *, children: Collection[int], now: datetime) -> None:
    """They left the school: every place that is still to come goes to who waits for it."""
    await hold_talks(session, now=now)
    ahead = select(SlotBooking).join(Slot, Slot.id == SlotBooking.slot_id).where(Slot.starts_at > now)
    bookings = (await session.scalars(ahead.where(SlotBooking.child_id.in_(children)))).all()
    await session.execute(delete(SlotWaiting).where(SlotWaiting.child_id.in_(children)))
    for booking in bookings:
        await take_back(session, booking, now=now)
    await fill_places(session, {booking.event_id for booking in bookings}, now=now)


async def _refusal(session: AsyncSession, key: TalkKey, update_id: int, now: datetime) -> BookingOutcome | None:
    """Why this tap changes nothing, or None; the lock is held from here on."""
    await hold_talks(session, now=now)
    theirs = await is_theirs(session, key)
    if refusal := await _closed(session, key.event_id, key.parent_id, theirs=theirs, now=now):
        return refusal
    return None if await _is_newest(session, key, update_id, now) else BookingOutcome.STALE


async def _closed(
    session: AsyncSession, event_id: int, parent_id: int, *, theirs: bool, now: datetime
) -> BookingOutcome | None:
    if not theirs:
        return BookingOutcome.NOT_THEIRS
    await prove_delivery(session, event_id=event_id, parent_id=parent_id, now=now)
    event = await session.get_one(Event, event_id)
    if can_answer(event, now):
        return None
    return BookingOutcome.CANCELLED if event.state == EventState.CANCELLED else BookingOutcome.TOO_LATE


async def _is_newest(session: AsyncSession, key: TalkKey, update_id: int, now: datetime) -> bool:
    return await is_newest_tap(
        session,
        event_id=key.event_id,
        child_id=key.child_id,
        parent_id=key.parent_id,
        update_id=update_id,
        now=now,
    )


async def _decline(
    session: AsyncSession, keys: Sequence[TalkKey], given: GivenAnswer, update_id: int, now: datetime
) -> None:
    for key in keys:
        await leave_line(session, key)
    children = [key.child_id for key in keys]
    event_id, parent_id = keys[0].event_id, keys[0].parent_id
    await store_answer(
        session, event_id=event_id, parent_id=parent_id, children=children, given=given, update_id=update_id, now=now
    )


async def _give_back_declined(session: AsyncSession, event_id: int, parent_id: int, now: datetime) -> None:
    """Of the children for whom no is the newest answer, which a late tap is not."""
    no = Rsvp.event_id == event_id, Rsvp.parent_id == parent_id, Rsvp.answer == Answer.NO
    for child_id in (await session.scalars(select(Rsvp.child_id).where(*no))).all():
        key = TalkKey(event_id, child_id, parent_id)
        await leave_line(session, key)
        booking = await find_booking(session, key)
        if booking is not None:
            await take_back(session, booking, now=now)
    await fill_places(session, {event_id, *await events_waited_for(session, parent_id)}, now=now)
