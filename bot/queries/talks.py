"""Talks as parents read of them: a family's own times and place in the line, the other parent's, who must be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.talks import TalkKey, free_slots
from bot.enums import EventState
from bot.models import Child, Event, Parent, Slot, SlotBooking, SlotWaiting
from bot.queries.audiences import live_address
from bot.queries.bookings import has_slots, load_held, load_slots
from bot.queries.families import ChildLine
from messages.conversation.talk_screens import Choice, FreeTime, OtherParent
from messages.facts import Talk, TalkTime
from messages.languages import Language

#: As many families are told in one step.
PAGE = 50


@dataclass(frozen=True, slots=True)
class TalkBook:
    """What some parents have at one event with slots, by parent; in school time."""

    settled: Mapping[int, tuple[Talk, ...]]

    def talks(self, parent_id: int, children: Iterable[ChildLine]) -> tuple[Talk, ...]:
        """One for each of these children, and for every other one about whom the parent has a time or waits."""
        found = {talk.child_id: talk for talk in self.settled.get(parent_id, ())}
        open_ones = {child.id: Talk(child.id, child.first_name) for child in children}
        return tuple(talk for _, talk in sorted((open_ones | found).items()))


@dataclass(frozen=True, slots=True)
class Untold:
    """A family with a time that it did not choose: where it gets messages, and what stands."""

    booking_id: int
    slot_id: int
    starts_at: datetime
    key: TalkKey
    talk: Talk
    booked_by: str
    booked_at: datetime
    address: int


async def load_talk_book(
    session: AsyncSession, *, event_id: int, parents: Collection[int], zone: ZoneInfo
) -> TalkBook | None:
    """For composing messages; None where families choose no time."""
    if not await has_slots(session, event_id):
        return None
    settled: dict[int, list[Talk]] = {}
    mine = SlotBooking.event_id == event_id, SlotBooking.parent_id.in_(parents)
    for booking, slot, name in await session.execute(_booked().where(*mine)):
        settled.setdefault(booking.parent_id, []).append(_talk(booking, slot, name, zone))
    for place, (row, name) in enumerate(await session.execute(_line(event_id)), start=1):
        settled.setdefault(row.parent_id, []).append(
            Talk(row.child_id, name, place=place, interpreter=_language(row.interpreter))
        )
    return TalkBook({parent: tuple(settled[parent]) for parent in parents if parent in settled})


async def load_choice(session: AsyncSession, *, key: TalkKey, talk: Talk, now: datetime, zone: ZoneInfo) -> Choice:
    """What this parent can choose for this talk now, and what the child's other parents chose."""
    held = (await load_held(session, [key.parent_id]))[key.parent_id]
    free = free_slots(await load_slots(session, key.event_id), key, held, after=now)
    return Choice(
        event_id=key.event_id,
        talk=talk,
        free=[FreeTime(one.slot.slot_id, one.slot.starts_at.astimezone(zone), one.beside) for one in free],
        chosen=next((one.slot.slot_id for one in held if one.key == key), None),
        others=await _others(session, key, zone),
    )


async def list_untold(session: AsyncSession, *, now: datetime, zone: ZoneInfo, limit: int = PAGE) -> list[Untold]:
    """Families who can be told, of events that take place, before their talk begins."""
    query = (
        _booked()
        .add_columns(live_address())
        .join(Event, Event.id == SlotBooking.event_id)
        .join(Parent, Parent.id == SlotBooking.parent_id)
        .where(
            SlotBooking.told_at.is_(None),
            Event.state == EventState.PLANNED,
            Slot.starts_at > now,
            live_address().is_not(None),
        )
        .limit(limit)
    )
    found = await session.execute(query)
    return [_untold(booking, slot, name, address, zone) for booking, slot, name, address in found]


def _booked() -> Select[SlotBooking, Slot, str]:
    """Each booking with its slot and the child's first name."""
    return (
        select(SlotBooking, Slot, Child.first_name)
        .join(Slot, Slot.id == SlotBooking.slot_id)
        .join(Child, Child.id == SlotBooking.child_id)
        .order_by(SlotBooking.id)
    )


def _line(event_id: int) -> Select[SlotWaiting, str]:
    """Who waits at this event with the child's first name, the first in line first."""
    named = select(SlotWaiting, Child.first_name).join(Child, Child.id == SlotWaiting.child_id)
    return named.where(SlotWaiting.event_id == event_id).order_by(SlotWaiting.id)


def _talk(booking: SlotBooking, slot: Slot, name: str, zone: ZoneInfo) -> Talk:
    begin = slot.starts_at.astimezone(zone)
    end = (slot.starts_at + timedelta(minutes=slot.minutes)).astimezone(zone)
    return Talk(booking.child_id, name, TalkTime(begin, end), interpreter=_language(booking.interpreter))


def _language(tag: str | None) -> Language | None:
    return Language(tag) if tag else None


def _untold(booking: SlotBooking, slot: Slot, name: str, address: int, zone: ZoneInfo) -> Untold:
    return Untold(
        booking_id=booking.id,
        slot_id=slot.id,
        starts_at=slot.starts_at,
        key=TalkKey(booking.event_id, booking.child_id, booking.parent_id),
        talk=_talk(booking, slot, name, zone),
        booked_by=booking.booked_by,
        booked_at=booking.booked_at,
        address=address,
    )


async def _others(session: AsyncSession, key: TalkKey, zone: ZoneInfo) -> list[OtherParent]:
    query = (
        select(Parent.name, Slot.starts_at)
        .join(SlotBooking, SlotBooking.parent_id == Parent.id)
        .join(Slot, Slot.id == SlotBooking.slot_id)
        .where(
            SlotBooking.event_id == key.event_id,
            SlotBooking.child_id == key.child_id,
            SlotBooking.parent_id != key.parent_id,
        )
        .order_by(Slot.starts_at)
    )
    return [OtherParent(name, starts_at.astimezone(zone)) for name, starts_at in await session.execute(query)]
