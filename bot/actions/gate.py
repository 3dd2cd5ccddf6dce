"""Staff book a talk for a parent who came to the gate, or give a place back for one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.places import give_place, hold_talks, let_move_up, say_for, take_back
from bot.domain.actors import Actor
from bot.domain.talks import SlotLine, TalkKey, suits
from bot.enums import EventState, Scope
from bot.errors import Conflict, NotFound
from bot.models import Child, Event, SlotBooking
from bot.queries.bookings import is_theirs, load_held, load_slots
from bot.queries.events import require_event
from bot.queries.families import require_parent
from messages.facts import Answer


async def book_for_parent(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    event_id: int,
    parent_id: str,
    child_id: str,
    starts_at: datetime,
    interpreter: str | None = None,
) -> SlotBooking:
    """Book or move, also when parents cannot any more; ids are the school's. Raises Conflict, NotFound."""
    event = await _require_talks(session, actor, event_id, now)
    parent = await require_parent(session, actor=actor, external_id=parent_id)
    child = await session.scalar(select(Child.id).where(Child.external_id == child_id))
    key = TalkKey(event.id, child or 0, parent.id)
    if not await is_theirs(session, key):
        raise NotFound(f"Parent {parent_id!r} has no child {child_id!r} for whom event {event_id} has slots.")
    slot = await _require_place(session, key, starts_at, now)
    booking = await give_place(session, key, slot_id=slot.slot_id, by=actor.key, now=now, interpreter=interpreter)
    await let_move_up(session, key, now=now)
    record_audit(session, actor=actor, now=now, action="talk-book", object_id=booking.id, event=event_id)
    return booking


async def cancel_booking(session: AsyncSession, *, actor: Actor, now: datetime, event_id: int, booking_id: int) -> None:
    """The family does not come; the next in line does. Raises Conflict, NotFound."""
    event = await _require_talks(session, actor, event_id, now)
    booking = await session.get(SlotBooking, booking_id)
    if booking is None or booking.event_id != event.id:
        raise NotFound(f"There is no booking {booking_id} at event {event_id}.")
    key = TalkKey(event.id, booking.child_id, booking.parent_id)
    await take_back(session, booking, now=now)
    await say_for(session, key, Answer.NO, update_id=None, now=now)
    await let_move_up(session, key, now=now)
    record_audit(session, actor=actor, now=now, action="talk-cancel", object_id=booking_id, event=event_id)


async def _require_talks(session: AsyncSession, actor: Actor, event_id: int, now: datetime) -> Event:
    """The event, with the lock held. Raises Conflict where it was cancelled, NotFound."""
    await hold_talks(session, now=now)
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
    if event.state != EventState.PLANNED:
        raise Conflict(f"Event {event.id} was cancelled.")
    return event


async def _require_place(session: AsyncSession, key: TalkKey, starts_at: datetime, now: datetime) -> SlotLine:
    """The slot that begins then, with room for this family. Raises Conflict, NotFound."""
    slots = await load_slots(session, key.event_id)
    slot = next((line for line in slots if line.starts_at == starts_at), None)
    if slot is None:
        raise NotFound(f"Event {key.event_id} has no slot that starts at {starts_at.isoformat()}.")
    if slot.starts_at <= now:
        raise Conflict("This slot has begun.")
    held = (await load_held(session, [key.parent_id]))[key.parent_id]
    if suits(slot, key, held, after=now):
        return slot
    if slot.free:
        raise Conflict("This parent has another talk at that time.")
    raise Conflict("This slot is taken.")
