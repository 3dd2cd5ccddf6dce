"""API: events, what they look like, and who answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.actions.events import cancel_event, record_change, schedule_event
from bot.domain.events import EventDetails, SlotTime
from bot.domain.responses import Counts
from bot.domain.timing import LeadTime, lead_time
from bot.enums import EventState, Scope
from bot.errors import BadInput
from bot.models import Event
from bot.queries.events import details_of, require_event
from bot.queries.reports import Responses, load_responses
from bot.web.calls import Call, Route
from bot.web.event_models import (
    AnswerLineAnswer,
    ChangeBody,
    CountsAnswer,
    EventAnswer,
    EventBody,
    ResponsesAnswer,
    SlotAnswer,
)
from messages.reasons import Reader

_WARNINGS: dict[LeadTime, dict[Reader, str]] = {
    LeadTime.SHORT: {
        "nl": "Ouders horen dit minder dan 14 dagen van tevoren: wie werkt heeft tijd nodig om vrij te vragen.",
        "en": "Parents hear of this less than 14 days before: working parents need time to arrange leave.",
    },
    LeadTime.VERY_SHORT: {
        "nl": "Ouders horen dit minder dan 5 dagen van tevoren: voor veel ouders is dat te laat om te komen.",
        "en": "Parents hear of this less than 5 days before: for many that is too late to come.",
    },
}


async def create_event(call: Call) -> EventAnswer:
    """Nobody is told yet."""
    event, details = await schedule_from(call, EventState.PLANNED)
    return _event(call, event, details)


async def schedule_from(call: Call, state: EventState) -> tuple[Event, EventDetails]:
    """The event of the body, in this state."""
    settings, now = call.deps.settings, call.deps.clock.now()
    async with call.deps.transaction() as session:
        event = await schedule_event(
            session,
            actor=call.actor,
            now=now,
            details=details_from(call.body),
            language=settings.source_language,
            school=call.deps.school.school_name,
            state=state,
        )
        return event, await details_of(session, event)


async def get_event(call: Call) -> EventAnswer:
    """As it stands."""
    async with call.deps.reading() as session:
        event = await require_event(session, actor=call.actor, event_id=call.row_id(), scope=Scope.EVENTS_READ)
        details = await details_of(session, event)
    return _event(call, event, details)


async def change_event(call: Call) -> EventAnswer:
    """Whoever was told is told of the change."""
    body: ChangeBody = call.body
    changes: dict[str, Any] = body.model_dump(include=body.model_fields_set)
    if "starts_at" in changes and changes["starts_at"] is None:
        raise BadInput("starts_at cannot be taken away.")
    async with call.deps.transaction() as session:
        event = await record_change(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            event_id=call.row_id(),
            changes=changes,
            zone=call.deps.settings.timezone,
        )
        details = await details_of(session, event)
    return _event(call, event, details)


async def call_off(call: Call) -> EventAnswer:
    """Whoever was told is told that it is off."""
    async with call.deps.transaction() as session:
        event = await cancel_event(session, actor=call.actor, now=call.deps.clock.now(), event_id=call.row_id())
        details = await details_of(session, event)
    return _event(call, event, details)


async def responses(call: Call) -> ResponsesAnswer:
    """Who answered what."""
    event_id = call.row_id()
    async with call.deps.reading() as session:
        await require_event(session, actor=call.actor, event_id=event_id, scope=Scope.EVENTS_READ)
        found = await load_responses(session, event_id)
    return _responses(call, found)


def lead_time_warnings(notice: LeadTime, reader: Reader) -> list[str]:
    """What the author should know about working parents (N2)."""
    return [_WARNINGS[notice][reader]] if notice in _WARNINGS else []


def details_from(body: EventBody) -> EventDetails:
    """What was sent, as the action takes it."""
    facts = body.model_dump(exclude={"groups", "slots"})
    slots = tuple(SlotTime(slot.starts_at, slot.minutes, slot.capacity) for slot in body.slots)
    return EventDetails(**facts, groups=tuple(dict.fromkeys(body.groups)), slots=slots)


def _event(call: Call, event: Event, details: EventDetails) -> EventAnswer:
    zone = call.deps.settings.timezone

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    notice = lead_time(call.deps.clock.now(), event.starts_at)
    return EventAnswer(
        id=event.id,
        kind=details.kind,
        groups=list(details.groups),
        starts_at=event.starts_at.astimezone(zone),
        title=event.title,
        ends_at=local(event.ends_at),
        place=event.place,
        bring=event.bring,
        note=event.note,
        rsvp_by=local(event.rsvp_by),
        capacity=event.capacity,
        slots=[
            SlotAnswer(starts_at=slot.starts_at.astimezone(zone), minutes=slot.minutes, capacity=slot.capacity)
            for slot in details.slots
        ],
        with_child=event.with_child,
        asked_by=event.asked_by,
        state=EventState(event.state),
        lead_time=notice,
        warnings=lead_time_warnings(notice, call.reader),
    )


def _counts(counts: Counts) -> CountsAnswer:
    return CountsAnswer(**counts.as_dict())


def _responses(call: Call, found: Responses) -> ResponsesAnswer:
    zone = call.deps.settings.timezone
    return ResponsesAnswer(
        **found.total.as_dict(),
        response_rate=found.total.rate,
        by_group={group: _counts(counts) for group, counts in found.by_group.items()},
        by_language={language: _counts(counts) for language, counts in found.by_language.items()},
        answers=[
            AnswerLineAnswer(
                parent_id=line.parent_id,
                child_id=line.child_id,
                answer=line.answer,
                people=line.people,
                note=line.note,
                cannot_then=line.cannot_then,
                answered_at=line.answered_at.astimezone(zone),
            )
            for line in found.answers
        ],
    )


ROUTES = [
    Route("POST", "/events", create_event, EventAnswer, Scope.EVENTS_WRITE, "Schedule an event", EventBody, status=201),
    Route("GET", "/events/{id}", get_event, EventAnswer, Scope.EVENTS_READ, "Read an event"),
    Route("PATCH", "/events/{id}", change_event, EventAnswer, Scope.EVENTS_WRITE, "Change an event", ChangeBody),
    Route("POST", "/events/{id}/cancel", call_off, EventAnswer, Scope.EVENTS_WRITE, "Cancel an event"),
    Route("GET", "/events/{id}/responses", responses, ResponsesAnswer, Scope.EVENTS_READ, "Who answered what"),
]  # fmt: skip
