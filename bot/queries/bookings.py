"""Who has which slot and who waits for one, as the actions and screens of a talk need it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.talks import HeldTalk, SlotLine, TalkKey
from bot.enums import EventState, Scope
from bot.models import Child, Event, Parent, Slot, SlotBooking, SlotWaiting
from bot.queries.audiences import live_address
from bot.queries.events import require_event
from bot.queries.follow_up import children_meant


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One family's place in a slot, as staff see it; the ids of parent and child are the school's."""

    id: int
    slot_id: int
    parent_id: str
    parent_name: str
    child_id: str
    child_first_name: str
    interpreter: str | None
    booked_by: str
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One family without a time."""

    parent_id: str
    parent_name: str
    child_id: str
    child_first_name: str
    interpreter: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class SlotBook:
    """The slots of an event in order of time, who has them, and who waits, the first in line first."""

    slots: list[SlotLine]
    bookings: list[BookingLine]
    waiting: list[WaitingLine]


async def find_slot(session: AsyncSession, slot_id: int) -> Slot | None:
    """A button may name any."""
    return await session.get(Slot, slot_id)


async def has_slots(session: AsyncSession, event_id: int) -> bool:
    """Whether families choose a time for this event."""
    return bool(await session.scalar(select(exists().where(Slot.event_id == event_id))))


async def is_theirs(session: AsyncSession, key: TalkKey) -> bool:
    """Whether this parent cares for this child, and the event has slots and is, or was, for the child."""
    theirs = await children_meant(session, key.event_id, key.parent_id)
    return key.child_id in theirs and await has_slots(session, key.event_id)


async def load_slots(session: AsyncSession, event_id: int) -> list[SlotLine]:
    """In order of time, with what is taken."""
    query = select(Slot, _taken()).where(Slot.event_id == event_id).order_by(Slot.starts_at)
    return [_line(slot, taken) for slot, taken in await session.execute(query)]


async def load_held(session: AsyncSession, parents: Collection[int]) -> dict[int, list[HeldTalk]]:
    """Every time that these parents have at events that take place, whichever event it is."""
    query = (
        select(SlotBooking, Slot)
        .join(Slot, Slot.id == SlotBooking.slot_id)
        .join(Event, Event.id == SlotBooking.event_id)
        .where(SlotBooking.parent_id.in_(parents), Event.state == EventState.PLANNED)
        .order_by(Slot.starts_at)
    )
    held: dict[int, list[HeldTalk]] = {parent: [] for parent in parents}
    for booking, slot in await session.execute(query):
        key = TalkKey(booking.event_id, booking.child_id, booking.parent_id)
        held[booking.parent_id].append(HeldTalk(key, _line(slot)))
    return held


async def next_in_line(session: AsyncSession, event_id: int) -> list[TalkKey]:
    """Who waits, in order, of those who can be told: nobody is booked who would not hear of it."""
    query = (
        select(SlotWaiting)
        .join(Parent, Parent.id == SlotWaiting.parent_id)
        .where(SlotWaiting.event_id == event_id, live_address().is_not(None))
        .order_by(SlotWaiting.id)
    )
    return [TalkKey(event_id, row.child_id, row.parent_id) for row in await session.scalars(query)]


async def can_be_told(session: AsyncSession, parent_id: int) -> bool:
    """Whether a message reaches this parent now."""
    return bool(await session.scalar(select(live_address().is_not(None)).where(Parent.id == parent_id)))


async def events_waited_for(session: AsyncSession, parent_id: int) -> set[int]:
    """Where this parent stands in a line."""
    return set(await session.scalars(select(SlotWaiting.event_id).where(SlotWaiting.parent_id == parent_id)))


async def list_slots(session: AsyncSession, *, actor: Actor, event_id: int) -> SlotBook:
    """For staff of the event's groups. Raises NotFound, NotAllowed."""
    await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_READ)
    booked = (
        select(SlotBooking, Parent, Child)
        .join(Parent, Parent.id == SlotBooking.parent_id)
        .join(Child, Child.id == SlotBooking.child_id)
        .where(SlotBooking.event_id == event_id)
        .order_by(SlotBooking.id)
    )
    waits = (
        select(SlotWaiting, Parent, Child)
        .join(Parent, Parent.id == SlotWaiting.parent_id)
        .join(Child, Child.id == SlotWaiting.child_id)
        .where(SlotWaiting.event_id == event_id)
        .order_by(SlotWaiting.id)
    )
    return SlotBook(
        slots=await load_slots(session, event_id),
        bookings=[_booking(*row) for row in await session.execute(booked)],
        waiting=[_waiting(*row) for row in await session.execute(waits)],
    )


def _taken() -> ColumnElement[int]:
    return select(func.count()).where(SlotBooking.slot_id == Slot.id).correlate(Slot).scalar_subquery()


def _line(slot: Slot, taken: int = 0) -> SlotLine:
    return SlotLine(slot.id, slot.starts_at, slot.minutes, slot.capacity, taken)


def _booking(booking: SlotBooking, parent: Parent, child: Child) -> BookingLine:
    return BookingLine(
        id=booking.id,
        slot_id=booking.slot_id,
        parent_id=parent.external_id,
        parent_name=parent.name,
        child_id=child.external_id,
        child_first_name=child.first_name,
        interpreter=booking.interpreter,
        booked_by=booking.booked_by,
        booked_at=booking.booked_at,
    )


def _waiting(row: SlotWaiting, parent: Parent, child: Child) -> WaitingLine:
    return WaitingLine(
        parent_id=parent.external_id,
        parent_name=parent.name,
        child_id=child.external_id,
        child_first_name=child.first_name,
        interpreter=row.interpreter,
        since=row.since,
    )
