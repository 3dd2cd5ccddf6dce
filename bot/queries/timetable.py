"""Who comes when to talks in slots, who waits, and who has no time: what a teacher looks at before the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.talks import SlotLine, TalkKey
from bot.enums import Scope, ThreadState
from bot.models import Child, Event, EventGroup, Guardianship, Parent, Rsvp, SlotBooking, SlotWaiting, Thread
from bot.queries.audiences import live_address
from bot.queries.bookings import load_slots
from bot.queries.events import require_event
from messages.facts import Answer


@dataclass(frozen=True, slots=True)
class TalkFamily:
    """A parent and the child that the talk is about. `reached`: a message comes; `thread_id`: what they wrote last.

    `parent_id` and `child_id` are the school's.
    """

    key: TalkKey
    parent_id: str
    parent_name: str
    child_id: str
    first_name: str
    language: str
    reached: bool
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class BookedTalk:
    """A family's place in a slot."""

    booking_id: int
    slot_id: int
    family: TalkFamily
    interpreter: str | None


@dataclass(frozen=True, slots=True)
class WaitingFamily:
    """A family in the line."""

    family: TalkFamily
    interpreter: str | None


@dataclass(frozen=True, slots=True)
class FamilyWithout:
    """A family that has no time and does not wait. `answer` is None while they said nothing."""

    family: TalkFamily
    answer: Answer | None
    cannot_then: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """The slots in order of time, who has them, the line with its first first, and everybody else who is meant."""

    event: Event
    slots: list[SlotLine]
    booked: list[BookedTalk]
    waiting: list[WaitingFamily]
    without: list[FamilyWithout]

    def families(self) -> list[TalkFamily]:
        """All who can be booked: who waits first, then who has no time, then who can be moved."""
        waiting, without = [one.family for one in self.waiting], [one.family for one in self.without]
        return [*waiting, *without, *(one.family for one in self.booked)]


async def load_timetable(session: AsyncSession, *, actor: Actor, event_id: int) -> Timetable:
    """For staff of the event's groups. Raises NotFound, NotAllowed."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_READ)
    slots = await load_slots(session, event_id)
    if not slots:  # such an event may be the whole school's
        return Timetable(event, [], [], [], [])
    return Timetable(
        event=event,
        slots=slots,
        booked=await _booked(session, event_id),
        waiting=await _waiting(session, event_id),
        without=await _without(session, event_id),
    )


async def _booked(session: AsyncSession, event_id: int) -> list[BookedTalk]:
    query = _families(SlotBooking, SlotBooking.id, SlotBooking.slot_id, SlotBooking.interpreter)
    found = await session.execute(query.where(SlotBooking.event_id == event_id).order_by(SlotBooking.id))
    return [BookedTalk(row.id, row.slot_id, _family(event_id, row), row.interpreter) for row in found]


async def _waiting(session: AsyncSession, event_id: int) -> list[WaitingFamily]:
    query = _families(SlotWaiting, SlotWaiting.interpreter)
    found = await session.execute(query.where(SlotWaiting.event_id == event_id).order_by(SlotWaiting.id))
    return [WaitingFamily(_family(event_id, row), row.interpreter) for row in found]


async def _without(session: AsyncSession, event_id: int) -> list[FamilyWithout]:
    """By the name of the child."""
    said = and_(Rsvp.event_id == event_id, Rsvp.parent_id == Parent.id, Rsvp.child_id == Child.id)
    query = (
        _families(Guardianship, Rsvp.answer, Rsvp.cannot_then)
        .join(EventGroup, EventGroup.group_id == Child.group_id)
        .outerjoin(Rsvp, said)
        .where(EventGroup.event_id == event_id, ~_has(SlotBooking, event_id), ~_has(SlotWaiting, event_id))
        .order_by(func.lower(Child.first_name), Child.id, Parent.id)
    )
    return [
        FamilyWithout(_family(event_id, row), Answer(row.answer) if row.answer else None, bool(row.cannot_then))
        for row in await session.execute(query)
    ]


def _families(pairs: type[SlotBooking | SlotWaiting | Guardianship], *more: Any) -> Select[Any]:  # noqa: ANN401  # columns
    """Each pair of a parent and a child, with what else is asked for."""
    reached, thread = live_address().is_not(None).label("reached"), _open_thread().label("thread")
    return (
        select(Parent, Child, reached, thread, *more)
        .select_from(pairs)
        .join(Parent, Parent.id == pairs.parent_id)
        .join(Child, Child.id == pairs.child_id)
    )


def _open_thread() -> ColumnElement[int | None]:
    """Where this parent writes with the school now."""
    mine = Thread.parent_id == Parent.id, Thread.state == ThreadState.OPEN
    return select(func.max(Thread.id)).where(*mine).correlate(Parent).scalar_subquery()


def _has(table: type[SlotBooking | SlotWaiting], event_id: int) -> ColumnElement[bool]:
    return exists().where(table.event_id == event_id, table.parent_id == Parent.id, table.child_id == Child.id)


def _family(event_id: int, row: Row[Any]) -> TalkFamily:
    parent, child = row.Parent, row.Child
    return TalkFamily(
        key=TalkKey(event_id, child.id, parent.id),
        parent_id=parent.external_id,
        parent_name=parent.name,
        child_id=child.external_id,
        first_name=child.first_name,
        language=parent.home_language,
        reached=bool(row.reached),
        thread_id=row.thread,
    )
