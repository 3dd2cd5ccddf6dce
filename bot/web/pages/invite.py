"""Schedule an invitation in under a minute: one form, then the event's page with what each parent will read (N28)."""

from __future__ import annotations

from bot.domain.school_years import school_year_of
from bot.domain.series import Repeat
from bot.enums import EventState, Scope
from bot.errors import AppError
from bot.queries.events import details_of, require_event
from bot.queries.families import list_groups
from bot.web.events import schedule_from
from bot.web.pages.event_form import EventForm, copied_from, mistakes_of
from bot.web.pages.forms import Form, read_form
from bot.web.pages.series import draft_series
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from messages.event_kinds import TITLES, EventKind, title_of
from messages.phrases import phrases_in

#: What a form begins with: a look-in morning at the start of a day.
FRESH: dict[str, object] = {
    "kind": EventKind.LOOK_IN_MORNING, "title": "", "groups": [], "day": "", "starts": "08:30", "ends": "",
    "overnight": "", "place": "", "bring": "", "note": "", "rsvp_by": "", "with_child": "yes", "talk_minutes": "",
}  # fmt: skip

_REPEATS = {
    "": page_word("Once"),
    Repeat.WEEK: page_word("Every week"),
    Repeat.FORTNIGHT: page_word("Every two weeks"),
    Repeat.MONTH: page_word("Every month"),
    Repeat.THIRD: page_word("Three times a year"),
}


async def show(visit: Visit) -> PageAnswer:
    """An empty form, or one filled from an earlier event (`?copy=`)."""
    copied = visit.query.get("copy")
    if copied is None:
        return await event_form(visit, Form(), FRESH)
    async with visit.deps.reading() as session:
        number = visit.number(copied)
        event = await require_event(session, actor=visit.actor, event_id=number, scope=Scope.EVENTS_READ)
        details = await details_of(session, event)
    return await event_form(visit, Form(), copied_from(details, visit.zone, visit.now))


async def draft(visit: Visit) -> PageAnswer:
    """Kept as a draft, or as one for each date; nobody is told before the next page says so."""
    given, form = read_form(EventForm, visit.sent)
    if given is None:
        return await event_form(visit, form, FRESH)
    try:
        if given.repeat:
            return await draft_series(visit, given, given.repeat)
        event, _ = await schedule_from(visit.as_call(body=given.body(visit.zone)), EventState.DRAFT)
    except AppError as error:
        return await event_form(visit, Form(visit.sent, mistakes_of(error)), FRESH)
    return See(f"/events/{event.id}")


async def event_form(
    visit: Visit, form: Form, values: dict[str, object], *, event_id: int | None = None, invited: bool = False
) -> Html:
    """Empty, filled, or as it was sent with its mistakes; what cannot change once parents are invited as words."""
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    phrases = phrases_in(visit.language)
    only = groups if len(groups) == 1 else []
    facts = {
        "form": form,
        "values": {**values, "groups": values["groups"] or only},
        "groups": groups,
        "kinds": [(kind.value, f"{TITLES[kind].icon} {title_of(kind, phrases)}") for kind in EventKind],
        "repeats": [(key, visit.say(words)) for key, words in _REPEATS.items()],
        "last_year": school_year_of(visit.now.astimezone(visit.zone).date()).first - 1,
        "event_id": event_id,
        "invited": invited,
    }
    return Html("invite.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/invite", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/invite", draft, roles=NOT_ADMINISTRATOR),
]
