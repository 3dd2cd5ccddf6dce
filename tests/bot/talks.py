"""An afternoon of talks with the teacher of groep 3: slots in a row, families who tap, and what stands afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bookings import BookingOutcome, record_booking, record_unbooking
from bot.domain.events import SlotTime
from bot.domain.talks import TalkKey
from bot.models import Child, Event, Parent, Rsvp, Slot, SlotBooking, SlotWaiting
from messages.event_kinds import EventKind
from tests.builders import make_event, make_families, make_joined, make_row, require_id
from tests.fakes import NOW

#: In three weeks, at three in the afternoon, school time.
TALKS = NOW.replace(hour=14) + timedelta(days=21)

#: Updates as the channel numbers them: each tap is newer than those before.
TAPS = count(1)


def at(minutes: int) -> datetime:
    """This long after the first talk begins."""
    return TALKS + timedelta(minutes=minutes)


async def make_talks(session: AsyncSession, *begins: int, minutes: int = 10, capacity: int = 1, **facts: Any) -> Event:
    """Talks that begin so many minutes after three o'clock; three in a row, unless told otherwise."""
    slots = tuple(SlotTime(at(begin), minutes, capacity) for begin in begins or (0, 10, 20))
    facts = {"kind": EventKind.PARENT_TEACHER_TALK, "starts_at": TALKS, "with_child": False, "slots": slots, **facts}
    return await make_event(session, **facts)


async def make_afternoon(session: AsyncSession) -> Event:
    """Three talks in a row; Amina has two children in groep 3, Noor has two parents, Piotr one child."""
    await make_families(
        session,
        *(make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar"), make_row("Noor", "Omar", "ar")),
        *(make_row("Zosia", "Piotr", "pl"), make_row("Liya", "Selam", "ti", group="groep 6")),
    )
    await make_joined(session, "Amina", "Omar", "Piotr")
    return await make_talks(session)


async def child_id(session: AsyncSession, child: str) -> int:
    """Our own id of a child by first name."""
    return (await session.scalars(select(Child.id).where(Child.external_id == f"K-{child}"))).one()


async def key_of(session: AsyncSession, event: Event, child: str, parent: str) -> TalkKey:
    """The talk of this parent about this child."""
    return TalkKey(event.id, await child_id(session, child), await require_id(session, parent))


async def slot_id(session: AsyncSession, event: Event, begin: int) -> int:
    """Of the slot that begins so many minutes after three."""
    query = select(Slot.id).where(Slot.event_id == event.id, Slot.starts_at == at(begin))
    return (await session.scalars(query)).one()


async def book(
    session: AsyncSession, event: Event, begin: int, child: str, parent: str, *, now: datetime = NOW, tap: int = 0
) -> BookingOutcome:
    """This parent taps a time for the talk about this child."""
    key, slot = await key_of(session, event, child, parent), await slot_id(session, event, begin)
    return await record_booking(session, key, slot_id=slot, update_id=tap or next(TAPS), now=now)


async def unbook(
    session: AsyncSession, event: Event, child: str, parent: str, *, now: datetime = NOW, tap: int = 0
) -> BookingOutcome:
    """This parent taps "I am not coming"."""
    key = await key_of(session, event, child, parent)
    return await record_unbooking(session, key, update_id=tap or next(TAPS), now=now)


async def fill_up(session: AsyncSession, event: Event) -> None:
    """All three are taken, none of them by Piotr."""
    await book(session, event, 0, "Noor", "Amina")
    await book(session, event, 10, "Sami", "Amina")
    await book(session, event, 20, "Noor", "Omar")


async def list_booked(session: AsyncSession) -> list[tuple[int, str, str]]:
    """Minutes after three, child and parent, by time."""
    query = (
        select(Slot.starts_at, Child.first_name, Parent.name)
        .join(SlotBooking, SlotBooking.slot_id == Slot.id)
        .join(Child, Child.id == SlotBooking.child_id)
        .join(Parent, Parent.id == SlotBooking.parent_id)
        .order_by(Slot.starts_at, SlotBooking.id)
    )
    found = await session.execute(query)
    return [(int((starts - TALKS).total_seconds() / 60), child, parent) for starts, child, parent in found]


async def list_waiting(session: AsyncSession) -> list[tuple[str, str]]:
    """Child and parent, the first in line first."""
    query = (
        select(Child.first_name, Parent.name)
        .join(SlotWaiting, SlotWaiting.child_id == Child.id)
        .join(Parent, Parent.id == SlotWaiting.parent_id)
        .order_by(SlotWaiting.id)
    )
    return [(child, parent) for child, parent in await session.execute(query)]


async def list_said(session: AsyncSession) -> list[tuple[str, str, str]]:
    """Child, parent and their answer."""
    query = (
        select(Child.first_name, Parent.name, Rsvp.answer)
        .join(Rsvp, Rsvp.child_id == Child.id)
        .join(Parent, Parent.id == Rsvp.parent_id)
        .order_by(Child.id, Parent.id)
    )
    return [(child, parent, said) for child, parent, said in await session.execute(query)]
