"""Places in slots as rows: given, taken back, waited for, handed to the next in line, told.

Whoever counts places holds the lock of `hold_talks` first; every change is also the family's answer to the event.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import Draft, cancel_queued, queue_messages
from bot.actions.rsvps import store_answer
from bot.actions.statements import rows_of
from bot.domain.talks import TalkKey, move_up
from bot.enums import EventState
from bot.models import Event, OutboxMessage, Slot, SlotBooking, SlotWaiting
from bot.queries.bookings import events_waited_for, load_held, load_slots, next_in_line
from messages.facts import Answer, GivenAnswer
from messages.outgoing import MessageKind

#: Who booked, where it was no colleague.
PARENT, WAITING_LIST = "parent", "waiting_list"

#: A family from the waiting list gets no talk that begins sooner.
NOTICE = timedelta(hours=2)


async def hold_talks(session: AsyncSession, *, now: datetime) -> None:
    """From here until the transaction ends nobody else gives or takes a place, at this event or another one.

    All at once and in one order: a family may have talks at several events, and whoever waits may too.
    """
    ahead = exists().where(Slot.event_id == Event.id, Slot.starts_at > now)
    query = select(Event).where(Event.state == EventState.PLANNED, ahead).order_by(Event.id)
    locked = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    (await session.scalars(locked)).all()


async def find_booking(session: AsyncSession, key: TalkKey) -> SlotBooking | None:
    """The place that this family has."""
    return await session.scalar(select(SlotBooking).filter_by(**asdict(key)))


async def find_waiting(session: AsyncSession, key: TalkKey) -> SlotWaiting | None:
    """The family's place in the line."""
    return await session.scalar(select(SlotWaiting).filter_by(**asdict(key)))


async def give_place(
    session: AsyncSession,
    key: TalkKey,
    *,
    slot_id: int,
    by: str,
    now: datetime,
    interpreter: str | None = None,
    update_id: int | None = None,
) -> SlotBooking:
    """Book, or move what is booked; the family waits no longer. A parent's own choice needs no message."""
    waiting = await find_waiting(session, key)
    if waiting is not None:
        interpreter = interpreter or waiting.interpreter
        await session.delete(waiting)
    booking = await find_booking(session, key)
    if booking is None:
        booking = SlotBooking(**asdict(key), interpreter=None)
        session.add(booking)
    else:
        await call_off_news(session, key.event_id, booking, now=now)
    booking.slot_id, booking.booked_by, booking.booked_at = slot_id, by, now
    booking.interpreter = interpreter or booking.interpreter
    booking.told_at = now if by == PARENT else None
    await session.flush()
    await say_for(session, key, Answer.YES, update_id=update_id, now=now)
    return booking


async def take_back(session: AsyncSession, booking: SlotBooking, *, now: datetime) -> None:
    """The place is free; what was to be told of it is not."""
    await call_off_news(session, booking.event_id, booking, now=now)
    await session.delete(booking)
    await session.flush()


async def stand_in_line(session: AsyncSession, key: TalkKey, *, update_id: int, now: datetime) -> None:
    """Behind everybody who waits already; who waits keeps the place."""
    if await find_waiting(session, key) is None:
        session.add(SlotWaiting(**asdict(key), since=now))
        await session.flush()
    await say_for(session, key, Answer.MAYBE, update_id=update_id, now=now)


async def leave_line(session: AsyncSession, key: TalkKey) -> bool:
    """Whether the family stood in it."""
    mine = delete(SlotWaiting).filter_by(**asdict(key))
    return rows_of(await session.execute(mine)) > 0


async def say_for(
    session: AsyncSession,
    key: TalkKey,
    answer: Answer,
    *,
    update_id: int | None,
    now: datetime,
) -> None:
    """The family's answer for this child: yes with a time, maybe while waiting, no without."""
    await store_answer(
        session,
        event_id=key.event_id,
        parent_id=key.parent_id,
        children=[key.child_id],
        given=GivenAnswer(answer),
        update_id=update_id,
        now=now,
    )


async def let_move_up(session: AsyncSession, key: TalkKey, *, now: datetime) -> None:
    """After this family's change: the free places of the event go to who waits, and what it waits for may suit now."""
    await fill_places(session, {key.event_id, *await events_waited_for(session, key.parent_id)}, now=now)


async def fill_places(session: AsyncSession, events: Collection[int], *, now: datetime) -> None:
    """The first in line gets the earliest place that suits, if the event takes place; a message will say so."""
    for event_id in sorted(events):
        event = await session.get_one(Event, event_id)
        line = await next_in_line(session, event_id)
        if event.state != EventState.PLANNED or not line:
            continue
        held = await load_held(session, {key.parent_id for key in line})
        slots = await load_slots(session, event_id)
        for key, slot_id in move_up(slots, line, held, after=now + NOTICE):
            await give_place(session, key, slot_id=slot_id, by=WAITING_LIST, now=now)


async def call_off_news(
    session: AsyncSession, event_id: int, booking: SlotBooking | None = None, *, now: datetime
) -> None:
    """What waits to be told about this place, or without `booking` about all of the event, is not told."""
    about = OutboxMessage.dedupe_key.startswith(f"talk:{event_id}:{booking.id}:" if booking else f"talk:{event_id}:")
    theirs = [OutboxMessage.parent_id == booking.parent_id] if booking else []
    await cancel_queued(session, OutboxMessage.kind == MessageKind.TALK, about, *theirs, now=now)


async def record_told(
    session: AsyncSession, *, booking_id: int, slot_id: int, draft: Draft | None, now: datetime
) -> None:
    """Queue the message, once, unless the place changed while it was composed. None: it would come too late."""
    still = SlotBooking.id == booking_id, SlotBooking.slot_id == slot_id, SlotBooking.told_at.is_(None)
    if rows_of(await session.execute(update(SlotBooking).where(*still).values(told_at=now))) and draft:
        await queue_messages(session, [draft], now=now)
