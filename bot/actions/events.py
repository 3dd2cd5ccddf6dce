"""Schedule, change and cancel events; whoever was told of the old facts is told of the new ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.campaigns import cancel_event_campaigns, move_reminders, replan_invitations, schedule_notice
from bot.actions.places import call_off_news, hold_talks
from bot.domain.actors import Actor
from bot.domain.events import EventDetails, changed_facts, check_event, with_talks
from bot.enums import EventState, Scope
from bot.errors import BadInput, Conflict
from bot.models import Event, EventGroup, Slot, SlotBooking
from bot.queries.events import details_of, require_event
from bot.queries.families import require_groups
from messages.outgoing import MessageKind


async def schedule_event(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    details: EventDetails,
    language: str,
    school: str,
    state: EventState = EventState.PLANNED,
) -> Event:
    """A new event; nobody is told yet. `school` asks where no colleague's name is known. Raises BadInput, NotFound."""
    actor.check_scope(Scope.EVENTS_WRITE)
    check_event(details, now)
    if details.rsvp_by and details.rsvp_by <= now:
        raise BadInput("rsvp_by lies in the past, so nobody could answer.")
    groups = await require_groups(session, actor, details.groups)
    event = Event(
        **_facts(details),
        asked_by=details.asked_by or actor.name or school,
        source_language=language,
        state=state,
        created_by=actor.key,
        created_at=now,
    )
    session.add(event)
    await session.flush()
    session.add_all(EventGroup(event_id=event.id, group_id=group) for group in groups)
    _add_slots(session, event.id, details)
    record_audit(session, actor=actor, now=now, action="event-schedule", object_id=event.id)
    return event


async def record_change(
    session: AsyncSession, *, actor: Actor, now: datetime, event_id: int, changes: dict[str, Any], zone: ZoneInfo
) -> Event:
    """New facts; invitations that wait say the new ones, who was told gets a note. Talks move with the start.

    Raises BadInput; Conflict for other groups of what is not a draft any more, and for other talks than a family chose.
    """
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
    _check_stands(event)
    before = await details_of(session, event)
    after = with_talks(before, replace(before, **changes))
    check_event(after, now)
    await _change_groups(session, actor, event, before, after)
    await _change_slots(session, event, before, after, now)
    for name, value in _facts(after).items():
        setattr(event, name, value)
    event.asked_by = after.asked_by or event.asked_by
    _renew(event, now)
    record_audit(session, actor=actor, now=now, action="event-change", object_id=event.id)
    if event.state != EventState.DRAFT:
        await _tell_change(session, actor, now, event, changed_facts(before, after), zone)
    return event


async def cancel_event(session: AsyncSession, *, actor: Actor, now: datetime, event_id: int) -> Event:
    """It does not take place: what waits is called off, who was told is told. Raises Conflict when it was before."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
    _check_stands(event)
    event.state = EventState.CANCELLED
    _renew(event, now)
    await cancel_event_campaigns(session, event_id=event.id, now=now)
    await call_off_news(session, event.id, now=now)
    await schedule_notice(session, actor=actor, now=now, event=event, kind=MessageKind.CANCELLATION)
    record_audit(session, actor=actor, now=now, action="event-cancel", object_id=event.id)
    return event


async def erase_draft(session: AsyncSession, *, actor: Actor, now: datetime, event_id: int) -> None:
    """Away with what nobody was told of. Raises NotFound, and Conflict for what is not a draft any more."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
    if event.state != EventState.DRAFT:
        raise Conflict(f"Event {event.id} is not a draft any more; cancel it, so that parents are told.")
    await session.delete(event)
    record_audit(session, actor=actor, now=now, action="event-erase-draft", object_id=event_id)


def _check_stands(event: Event) -> None:
    if event.state == EventState.CANCELLED:
        raise Conflict(f"Event {event.id} was cancelled.")


async def _change_groups(
    session: AsyncSession, actor: Actor, event: Event, before: EventDetails, after: EventDetails
) -> None:
    """Families of a group that joins later would have no invitation, those of one that leaves no word of it."""
    if set(after.groups) == set(before.groups):
        return
    if event.state != EventState.DRAFT:
        raise Conflict("The groups can change only as long as nobody is invited.")
    groups = await require_groups(session, actor, after.groups)
    await session.execute(delete(EventGroup).where(EventGroup.event_id == event.id))
    session.add_all(EventGroup(event_id=event.id, group_id=group) for group in groups)


async def _change_slots(
    session: AsyncSession, event: Event, before: EventDetails, after: EventDetails, now: datetime
) -> None:
    """A time that a family chose is theirs: nobody would tell them of another one."""
    if after.slots == before.slots:
        return
    await hold_talks(session, now=now)
    if await session.scalar(select(exists().where(SlotBooking.event_id == event.id))):
        raise Conflict(
            "Families have chosen times already: call this activity off, so that they hear it, and plan anew."
        )
    await session.execute(delete(Slot).where(Slot.event_id == event.id))
    _add_slots(session, event.id, after)


def _renew(event: Event, now: datetime) -> None:
    """Calendars that hold the event are to replace it."""
    event.sequence += 1
    event.changed_at = now


async def _tell_change(
    session: AsyncSession, actor: Actor, now: datetime, event: Event, changed: frozenset[str], zone: ZoneInfo
) -> None:
    await session.flush()
    await replan_invitations(session, event_id=event.id, now=now, told=bool(changed))
    await move_reminders(session, event=event, now=now, zone=zone)
    if changed:
        await schedule_notice(session, actor=actor, now=now, event=event, kind=MessageKind.CHANGE, changed=changed)


def _facts(details: EventDetails) -> dict[str, Any]:
    return {
        "kind": details.kind,
        "title": details.title,
        "starts_at": details.starts_at,
        "ends_at": details.ends_at,
        "place": details.place,
        "bring": details.bring,
        "note": details.note,
        "rsvp_by": details.rsvp_by,
        "capacity": details.capacity,
        "with_child": details.with_child,
    }


def _add_slots(session: AsyncSession, event_id: int, details: EventDetails) -> None:
    session.add_all(
        Slot(event_id=event_id, starts_at=slot.starts_at, minutes=slot.minutes, capacity=slot.capacity)
        for slot in details.slots
    )
