"""Change an event: the form, then what the parents who were told will read of it, then the deed.

A draft can change in all. Once parents are invited, what they were invited to and for which groups stands, and talks
only move with the start: the form shows these as words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.actions.events import record_change
from bot.domain.events import EventDetails, changed_facts
from bot.enums import EventState, Scope
from bot.errors import AppError, Conflict
from bot.models import Event
from bot.queries.answer_counts import count_told
from bot.queries.event_pages import load_event_page
from bot.queries.events import details_of, require_event
from bot.web.event_models import PreviewQuery
from bot.web.events import details_from
from bot.web.pages.event_form import EventForm, filled_from, mistakes_of
from bot.web.pages.events import likeliest
from bot.web.pages.forms import Form, read_form
from bot.web.pages.invite import event_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from bot.web.preview import preview_event
from messages.outgoing import MessageKind

#: What a draft keeps, as this form does not ask for it; and what an event that parents were invited to keeps, too.
_KEPT, _STANDS = {"asked_by", "capacity"}, {"asked_by", "capacity", "kind", "groups", "slots"}

_INVITED = page_word("Parents were invited meanwhile: what it is, the groups and the talks can no longer change.")


@dataclass(frozen=True, slots=True)
class Standing:
    """The event as it is, and whether parents were invited to it, or told that it is off."""

    details: EventDetails
    invited: bool


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The event as it would be, which facts parents are told of, and how many of them."""

    event: Event
    changed: frozenset[str]
    told: int


async def edit(visit: Visit) -> PageAnswer:
    """The same form, filled."""
    return await _form(visit, await _standing(visit), Form())


async def change(visit: Visit) -> PageAnswer:
    """Where somebody is to be told, what they will read is shown first."""
    standing = await _standing(visit)  # another's event is none, whatever the form says
    given, form = read_form(EventForm, visit.sent)
    if given is None or visit.sent.get("step") == "edit":
        return await _form(visit, standing, form)
    try:
        facts = _facts(visit, standing, given)
        if visit.sent.get("step") != "tell":
            rehearsed = await _rehearse(visit, facts)
            if rehearsed.told:
                return await _ask(visit, rehearsed)
        async with visit.deps.transaction() as session:
            await record_change(session, **_change(visit, facts))
    except AppError as error:
        return await _form(visit, standing, Form(visit.sent, mistakes_of(error)))
    return See(f"/events/{visit.row_id()}", notice="changed")


async def _standing(visit: Visit) -> Standing:
    async with visit.deps.reading() as session:
        event = await require_event(session, actor=visit.actor, event_id=visit.row_id(), scope=Scope.EVENTS_WRITE)
        return Standing(await details_of(session, event), event.state != EventState.DRAFT)


async def _form(visit: Visit, standing: Standing, form: Form) -> Html:
    values = filled_from(standing.details, visit.zone)
    return await event_form(visit, form, values, event_id=visit.row_id(), invited=standing.invited)


def _facts(visit: Visit, standing: Standing, given: EventForm) -> dict[str, Any]:
    """Raises Conflict for a form of a draft that was sent meanwhile, BadInput where talks do not fit."""
    if standing.invited:
        if _differs(visit, standing.details, given):
            raise Conflict(_INVITED)
        return given.model_copy(update={"talk_minutes": None}).body(visit.zone).model_dump(exclude=_STANDS)
    body = given.body(visit.zone)
    details = details_from(body)
    return {**body.model_dump(exclude=_KEPT), "groups": tuple(sorted(details.groups)), "slots": details.slots}


def _differs(visit: Visit, stands: EventDetails, given: EventForm) -> bool:
    """The form of an event that stands sends no talks; that of a draft always does."""
    talks = str(filled_from(stands, visit.zone)["talk_minutes"])
    same = stands.kind == given.kind and set(stands.groups) == set(given.groups)
    return not same or visit.sent.get("talk_minutes", talks) != talks


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
        told = await count_told(session, event_id)
    silent = event.state == EventState.DRAFT or not changed
    return Rehearsed(event, changed, 0 if silent else told)


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
