"""Events, for which groups, their slots, and what families answered."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import EventState
from bot.models.base import Base, BigId, Id, Moment, Name, Number, Tag, Word


class Event(Base):
    """Something parents are invited to. `title`, `bring` and `note` are the author's own words.

    `sequence` grows when the facts change: calendars that hold the event replace it (RFC 5545, SEQUENCE); `changed_at`
    is when they did, or when the event was cancelled. `series_id` is the same for events that were planned together
    (N22): the first one's id. `imported_uid` is how the calendar that it came from knows it.
    """

    __tablename__ = "events"

    id: Mapped[Id]
    kind: Mapped[Word]
    title: Mapped[Name | None]
    source_language: Mapped[Tag]
    starts_at: Mapped[Moment] = mapped_column(index=True)
    ends_at: Mapped[Moment | None]
    place: Mapped[Name | None]
    bring: Mapped[str | None] = mapped_column(String(500))
    note: Mapped[str | None] = mapped_column(Text)
    rsvp_by: Mapped[Moment | None]
    capacity: Mapped[int | None]
    with_child: Mapped[bool]
    asked_by: Mapped[Name]
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_at: Mapped[Moment | None]
    series_id: Mapped[Number | None] = mapped_column(index=True)
    imported_uid: Mapped[str | None] = mapped_column(String(255), index=True)
    state: Mapped[Word] = mapped_column(default=EventState.PLANNED)
    created_by: Mapped[Word]
    created_at: Mapped[Moment]


class EventGroup(Base):
    """This group is meant."""

    __tablename__ = "event_groups"

    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(BigId, ForeignKey("groups.id"), primary_key=True, index=True)


class Slot(Base):
    """A stretch of an event that one family can choose."""

    __tablename__ = "slots"
    __table_args__ = (UniqueConstraint("event_id", "starts_at"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"))
    starts_at: Mapped[Moment]
    minutes: Mapped[int]
    capacity: Mapped[int] = mapped_column(default=1, server_default="1")


class SlotBooking(Base):
    """This parent talks about this child in this slot. Separated parents may each have one (unique by parent).

    `told_at` is empty while the family still has to hear of a time that it did not choose itself.
    """

    __tablename__ = "slot_bookings"
    __table_args__ = (
        UniqueConstraint("event_id", "child_id", "parent_id"),
        Index(
            "ix_slot_bookings_untold",
            "id",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(BigId, ForeignKey("slots.id", ondelete="CASCADE"), index=True)
    child_id: Mapped[int] = mapped_column(BigId, ForeignKey("children.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    interpreter: Mapped[Tag | None]
    booked_by: Mapped[Word]
    booked_at: Mapped[Moment]
    told_at: Mapped[Moment | None]


class SlotWaiting(Base):
    """No slot was free: the place in the line is the order of these rows."""

    __tablename__ = "slot_waiting"
    __table_args__ = (UniqueConstraint("event_id", "child_id", "parent_id"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"))
    child_id: Mapped[int] = mapped_column(BigId, ForeignKey("children.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    interpreter: Mapped[Tag | None]
    since: Mapped[Moment]


class Holiday(Base):
    """Days on which the school is closed, first and last included: nobody answers, no tips are sent."""

    __tablename__ = "holidays"

    id: Mapped[Id]
    starts_on: Mapped[str] = mapped_column(String(10), unique=True)
    ends_on: Mapped[str] = mapped_column(String(10))
    name: Mapped[Name]


class Rsvp(Base):
    """One parent's answer for one child. `update_id` orders repeated and late taps: the newest wins."""

    __tablename__ = "rsvps"
    __table_args__ = (
        UniqueConstraint("event_id", "child_id", "parent_id"),
        Index("ix_rsvps_event_id_parent_id", "event_id", "parent_id"),  # what this parent said, among thousands
    )

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"))
    child_id: Mapped[int] = mapped_column(BigId, ForeignKey("children.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    answer: Mapped[Word]
    people: Mapped[int | None]
    cannot_then: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text)
    update_id: Mapped[Number]
    answered_at: Mapped[Moment]
