"""Schedule an invitation in under a minute: one form, then the event's page with what each parent will read (N28)."""

from __future__ import annotations

from bot.actions.events import record_change
from bot.enums import EventState, Scope
from bot.errors import AppError
from bot.queries.events import details_of, require_event
from bot.queries.families import list_groups
from bot.web.events import schedule_from
from bot.web.pages.event_form import EventForm, copied_from, filled_from
from bot.web.pages.forms import Form, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from messages.event_kinds import TITLES, EventKind, title_of
from messages.phrases import phrases_in

#: What a form begins with: a look-in morning at the start of a day.
_FRESH: dict[str, object] = {
    "kind": EventKind.LOOK_IN_MORNING, "title": "", "groups": [], "day": "", "starts": "08:30", "ends": "",
    "place": "", "bring": "", "note": "", "rsvp_by": "", "with_child": "yes", "talk_minutes": "",
}  # fmt: skip


async def show(visit: Visit) -> PageAnswer:
    """An empty form, or one filled from an earlier event (`?copy=`)."""
    copied = visit.query.get("copy")
    if copied is None:
        return await _form(visit, Form(), _FRESH)
    async with visit.deps.reading() as session:
        number = visit.number(copied)
        event = await require_event(session, actor=visit.actor, event_id=number, scope=Scope.EVENTS_READ)
        details = await details_of(session, event)
    return await _form(visit, Form(), copied_from(details, visit.zone, visit.now))


async def draft(visit: Visit) -> PageAnswer:
    """Kept as a draft; nobody is told before the next page says so."""
    given, form = read_form(EventForm, visit.sent)
    if given is None:
        return await _form(visit, form, _FRESH)
    try:
        event, _ = await schedule_from(visit.as_call(body=given.body(visit.zone)), EventState.DRAFT)
    except AppError as error:
        return await _form(visit, Form(visit.sent, {"": error.sentence}), _FRESH)
    return See(f"/events/{event.id}")


async def edit(visit: Visit) -> PageAnswer:
    """The same form, filled."""
    async with visit.deps.reading() as session:
        event = await require_event(session, actor=visit.actor, event_id=visit.row_id(), scope=Scope.EVENTS_WRITE)
        details = await details_of(session, event)
    return await _form(visit, Form(), filled_from(details, visit.zone), event_id=event.id)


async def change(visit: Visit) -> PageAnswer:
    """Whoever was told is told of the change."""
    given, form = read_form(EventForm, visit.sent)
    if given is None:
        return await _form(visit, form, _FRESH, event_id=visit.row_id())
    try:
        facts = given.body(visit.zone).model_dump(exclude={"groups", "slots", "asked_by", "kind", "capacity"})
        async with visit.deps.transaction() as session:
            await record_change(
                session, actor=visit.actor, now=visit.now, event_id=visit.row_id(), changes=facts, zone=visit.zone
            )
    except AppError as error:
        return await _form(visit, Form(visit.sent, {"": error.sentence}), _FRESH, event_id=visit.row_id())
    return See(f"/events/{visit.row_id()}", notice="changed")


async def _form(visit: Visit, form: Form, values: dict[str, object], *, event_id: int | None = None) -> Html:
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    phrases = phrases_in(visit.language)
    kinds = [(kind.value, f"{TITLES[kind].icon} {title_of(kind, phrases)}") for kind in EventKind]
    only = groups if len(groups) == 1 else []
    facts = {"form": form, "values": {**values, "groups": values["groups"] or only}, "groups": groups, "kinds": kinds}
    return Html("invite.html", {**facts, "event_id": event_id}, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/invite", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/invite", draft, roles=NOT_ADMINISTRATOR),
    Page("GET", "/events/{id}/edit", edit, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/edit", change, roles=NOT_ADMINISTRATOR),
]
