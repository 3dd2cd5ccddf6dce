"""What the API takes and gives about talks in slots."""

from __future__ import annotations

from datetime import datetime

from bot.web.fields import Answer, Body, Line, Moment, Word


class BookingBody(Body):
    """For a parent who came to the gate; ids are the school's, `interpreter` is a language by tag or name."""

    parent_id: Line
    child_id: Line
    starts_at: Moment
    interpreter: Word | None = None


class BookingAnswer(Answer):
    """One family's place; `booked_by` is `parent`, `waiting_list`, or who of staff."""

    id: int
    parent_id: str
    parent_name: str
    child_id: str
    child_first_name: str
    interpreter: str | None
    booked_by: str
    booked_at: datetime


class BookedSlotAnswer(Answer):
    """One slot with who has it."""

    starts_at: datetime
    minutes: int
    capacity: int
    free: int
    bookings: list[BookingAnswer]


class WaitingAnswer(Answer):
    """One family without a time; 1 is the first in line."""

    place: int
    parent_id: str
    parent_name: str
    child_id: str
    child_first_name: str
    interpreter: str | None
    since: datetime


class SlotsAnswer(Answer):
    """All slots of an event in order of time, and who waits."""

    slots: list[BookedSlotAnswer]
    waiting: list[WaitingAnswer]


class BookedAnswer(SlotsAnswer):
    """The slots with the new booking, and whether the parent gets a message about it."""

    booking_id: int
    told: bool
