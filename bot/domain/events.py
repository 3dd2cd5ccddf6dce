"""What makes an event whole, and what parents are told when it changes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from bot.errors import BadInput
from messages.event_kinds import EventKind


@dataclass(frozen=True, slots=True)
class SlotTime:
    """One slot: when, how many minutes, and how many families at once."""

    starts_at: datetime
    minutes: int
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class EventDetails:
    """All that staff say about an event. Times are aware. `asked_by` is who invites, as parents know them (N1)."""

    kind: EventKind
    groups: tuple[str, ...]
    starts_at: datetime
    title: str | None = None
    ends_at: datetime | None = None
    place: str | None = None
    bring: str | None = None
    note: str | None = None
    rsvp_by: datetime | None = None
    capacity: int | None = None
    slots: tuple[SlotTime, ...] = ()
    with_child: bool = True
    asked_by: str | None = None


#: Facts that parents read, and so are told when they change. Slots and capacity are the school's own business.
TOLD = frozenset({"kind", "title", "starts_at", "ends_at", "place", "bring", "note"})


def check_event(details: EventDetails, now: datetime) -> None:
    """Raises BadInput that says which fact does not fit."""
    if details.kind is EventKind.OTHER and not details.title:
        raise BadInput("An event of the kind 'other' needs a title of its own.")
    if not details.groups:
        raise BadInput("Name at least one group.")
    if details.starts_at <= now:
        raise BadInput("starts_at lies in the past.")
    if details.ends_at and details.ends_at <= details.starts_at:
        raise BadInput("ends_at must be later than starts_at.")
    if details.rsvp_by and details.rsvp_by > details.starts_at:
        raise BadInput("rsvp_by must not be later than starts_at.")
    _check_slots(details)


def _check_slots(details: EventDetails) -> None:
    end = details.starts_at
    for slot in sorted(details.slots, key=lambda slot: slot.starts_at):
        if slot.starts_at < end:
            raise BadInput("The slots overlap, or one starts before the event does.")
        end = slot.starts_at + timedelta(minutes=slot.minutes)


def with_talks(before: EventDetails, after: EventDetails) -> EventDetails:
    """Talks go where the event goes, unless they are given anew. Raises BadInput where they outlast its new end."""
    if after.slots != before.slots or (after.starts_at, after.ends_at) == (before.starts_at, before.ends_at):
        return after
    by = after.starts_at - before.starts_at
    slots = tuple(replace(slot, starts_at=slot.starts_at + by) for slot in before.slots)
    if after.ends_at and any(slot.starts_at + timedelta(minutes=slot.minutes) > after.ends_at for slot in slots):
        raise BadInput("The talks no longer fit in between: change the start and the end together.")
    return replace(after, slots=slots)


def changed_facts(before: EventDetails, after: EventDetails) -> frozenset[str]:
    """The names of the facts that parents must be told about; a new end counts as a new time."""
    names = {field.name for field in fields(EventDetails) if getattr(before, field.name) != getattr(after, field.name)}
    told = names & TOLD
    return frozenset({"kind": "title", "ends_at": "starts_at"}.get(name, name) for name in told)


def answers_open(*, now: datetime, starts_at: datetime, rsvp_by: datetime | None, cancelled: bool) -> bool:
    """Whether a parent can still answer or change the answer."""
    return not cancelled and now < (rsvp_by or starts_at)
