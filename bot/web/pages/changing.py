"""Change an event: the form, then what the parents who were told will read of it, then the deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.actions.events import record_change
from bot.domain.events import changed_facts
from bot.enums import EventState, Scope
from bot.errors import AppError
from bot.models import Event
from bot.queries.answer_counts import NOBODY, count_answers
from bot.queries.event_pages import load_event_page
from bot.queries.events import details_of, require_event
from bot.web.event_models import PreviewQuery
from bot.web.pages.event_form import EventForm, filled_from
from bot.web.pages.events import likeliest
from bot.web.pages.forms import Form, read_form
from bot.web.pages.invite import FRESH, event_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.preview import preview_event
from messages.outgoing import MessageKind

#: What cannot change: parents were invited for these groups, and chose among these times.
_FIXED = {"groups", "slots", "asked_by", "kind", "capacity"}


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The event as it would be, which facts parents are told of, and how many of them."""

    event: Event
    changed: frozenset[str]
    told: int


async def edit(visit: Visit) -> PageAnswer:
    """The same form, filled."""
    async with visit.deps.reading() as session:
        event = await require_event(session, actor=visit.actor, event_id=visit.row_id(), scope=Scope.EVENTS_WRITE)
        details = await details_of(session, event)
    return await event_form(visit, Form(), filled_from(details, visit.zone), event_id=event.id)


async def change(visit: Visit) -> PageAnswer:
    """Where somebody is to be told, what they will read is shown first."""
    async with visit.deps.reading() as session:  # another's event is none, whatever the form says
        await require_event(session, actor=visit.actor, event_id=visit.row_id(), scope=Scope.EVENTS_WRITE)
    given, form = read_form(EventForm, visit.sent)
    if given is None or visit.sent.get("step") == "edit":
        return await event_form(visit, form, FRESH, event_id=visit.row_id())
    try:
        facts = given.body(visit.zone).model_dump(exclude=_FIXED)
        if visit.sent.get("step") != "tell":
            rehearsed = await _rehearse(visit, facts)
            if rehearsed.told:
                return await _ask(visit, rehearsed)
        async with visit.deps.transaction() as session:
            await record_change(session, **_change(visit, facts))
    except AppError as error:
        return await event_form(visit, Form(visit.sent, {"": error.sentence}), FRESH, event_id=visit.row_id())
    return See(f"/events/{visit.row_id()}", notice="changed")


def _change(visit: Visit, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "actor": visit.actor,
        "now": visit.now,
        "event_id": visit.row_id(),
        "changes": facts,
        "zone": visit.zone,
    }


async def _rehearse(visit: Visit, facts: dict[str, Any]) -> Rehearsed:
    event_id = visit.row_id()
    async with visit.deps.database.rehearsal() as session:
        event = await require_event(session, actor=visit.actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
        before = await details_of(session, event)
        event = await record_change(session, **_change(visit, facts))
        changed = changed_facts(before, await details_of(session, event))
        counts = await count_answers(session, [event_id])
    silent = event.state == EventState.DRAFT or not changed
    return Rehearsed(event, changed, 0 if silent else counts.get(event_id, NOBODY).invited)


async def _ask(visit: Visit, rehearsed: Rehearsed) -> Html:
    async with visit.deps.reading() as session:
        found = await load_event_page(session, actor=visit.actor, event_id=rehearsed.event.id)
    language = visit.sent.get("language") or likeliest(found.responses.by_language, visit)
    call = visit.as_call(query=PreviewQuery(language=language), id=rehearsed.event.id)
    facts = {
        "event_id": rehearsed.event.id,
        "told": rehearsed.told,
        "languages": sorted(found.responses.by_language),
        "preview": await preview_event(call, rehearsed.event, MessageKind.CHANGE, rehearsed.changed),
        "sent": [(name, value) for name, value in visit.sent.items() if name not in ("step", "language")],
    }
    return Html("event_change.html", facts)


PAGES = [
    Page("GET", "/events/{id}/edit", edit, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/edit", change, roles=NOT_ADMINISTRATOR),
]
