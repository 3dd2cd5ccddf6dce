"""One event: what each parent reads, when it leaves, how it goes, who answers; and calling it off."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import Field

from bot.actions.events import cancel_event, erase_draft
from bot.domain.timing import send_time, to_utc
from bot.enums import Audience, EventState
from bot.errors import AppError
from bot.queries.event_pages import load_event_page
from bot.web.campaign_models import CampaignAnswer, InvitationBody, SendQuery
from bot.web.campaigns import invite
from bot.web.event_models import PreviewQuery
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from bot.web.preview import preview
from messages.event_kinds import TITLES, EventKind, title_of
from messages.outgoing import MessageKind
from messages.phrases import phrases_in

#: What was sent, in a word.
KINDS = {
    MessageKind.INVITATION: page_word("Invitation"),
    MessageKind.REMINDER: page_word("Reminder"),
    MessageKind.NUDGE: page_word("Short reminder to who said yes"),
    MessageKind.CHANGE: page_word("News of a change"),
    MessageKind.CANCELLATION: page_word("News that it is called off"),
}


class SendForm(FormModel):
    """When it leaves, who is asked first, which reminders."""

    when: Literal["now", "later"]
    day: date | None = None
    at: time | None = None
    audience: Audience = Audience.ALL
    remind: Annotated[list[Literal["P14D", "P7D", "P2D", "P1D"]], Field(max_length=4)] = Field(default_factory=list)

    def send_at(self, visit: Visit) -> datetime | None:
        """None: now."""
        if self.when == "now" or self.day is None:
            return None
        return to_utc(datetime.combine(self.day, self.at or time(9)), visit.zone)


async def show(visit: Visit) -> PageAnswer:
    """A draft shows what would be sent; an event that was sent shows how it goes."""
    return await _event(visit, Form())


async def send(visit: Visit) -> PageAnswer:
    """From now on parents are told."""
    given, form = read_form(SendForm, visit.sent)
    if given is None:
        return await _event(visit, form)
    body = InvitationBody(send_at=given.send_at(visit), remind=list(given.remind), audience=given.audience)
    try:
        await invite(visit.as_call(body=body, query=SendQuery(), id=visit.row_id()))
    except AppError as error:
        return await _event(visit, Form(visit.sent, {"": error.sentence}))
    return See(f"/events/{visit.row_id()}", notice="invited" if given.when == "now" else "planned")


async def call_off(visit: Visit) -> PageAnswer:
    """Whoever was told is told that it is off."""
    async with visit.deps.transaction() as session:
        await cancel_event(session, actor=visit.actor, now=visit.now, event_id=visit.row_id())
    return See(f"/events/{visit.row_id()}", notice="called-off")


async def throw_away(visit: Visit) -> PageAnswer:
    """A draft that nobody needs."""
    async with visit.deps.transaction() as session:
        await erase_draft(session, actor=visit.actor, now=visit.now, event_id=visit.row_id())
    return See("/", notice="thrown-away")


async def _event(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        found = await load_event_page(session, actor=visit.actor, event_id=visit.row_id())
    untold = not found.sends and found.event.state != EventState.CANCELLED and found.event.starts_at > visit.now
    sending = await _rehearse(visit) if untold else None
    language = _language(visit, sending)
    shown = await preview(visit.as_call(query=PreviewQuery(language=language), id=found.event.id))
    kind = EventKind(found.event.kind)
    facts = {
        "form": form,
        "found": found,
        "event": found.event,
        "icon": TITLES[kind].icon,
        "title": found.event.title or title_of(kind, phrases_in(visit.language)),
        "sending": sending,
        "preview": shown,
        "said_kind": lambda kind: visit.say(KINDS[kind]),
        "leaves": send_time(visit.now, quiet=visit.deps.school.quiet_hours, zone=visit.zone),
    }
    return Html("event.html", facts, status=422 if form.errors else 200)


async def _rehearse(visit: Visit) -> CampaignAnswer:
    """Who would get it, and how; nothing is scheduled."""
    query, body = SendQuery(dry_run=True), InvitationBody()
    return await invite(visit.as_call(body=body, query=query, id=visit.row_id()))


def _language(visit: Visit, sending: CampaignAnswer | None) -> str:
    """The one asked for; else the largest that is not the author's own, where a mistake would show."""
    own = visit.deps.settings.source_language
    if asked := visit.query.get("language"):
        return asked
    others = [share for share in sending.by_language if share.language != own] if sending else []
    return max(others, key=lambda share: share.parents).language if others else own


PAGES = [
    Page("GET", "/events/{id}", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/send", send, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/call-off", call_off, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/throw-away", throw_away, roles=NOT_ADMINISTRATOR),
]
