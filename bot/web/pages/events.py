"""One event: what each parent reads, when it leaves, how it goes, who answers; stopping it, and calling it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.actions.campaigns import cancel_campaign
from bot.actions.events import cancel_event, erase_draft
from bot.domain.timing import SHORT_NOTICE, before_event, send_time, to_utc
from bot.enums import Audience
from bot.errors import AppError, NotFound
from bot.queries.campaigns import require_campaign
from bot.queries.event_pages import EventPage, count_not_asked, load_event_page
from bot.queries.holidays import find_holiday
from bot.web.campaign_models import CampaignAnswer, InvitationBody, SendQuery
from bot.web.campaigns import invite
from bot.web.event_models import PreviewQuery
from bot.web.pages.event_words import name_of_event
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.series import left_out
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import Clockwork, page_word
from bot.web.preview import preview_event
from messages.outgoing import MessageKind

#: What was sent, in a word.
KINDS = {
    MessageKind.INVITATION: page_word("Invitation"),
    MessageKind.REMINDER: page_word("Reminder"),
    MessageKind.NUDGE: page_word("Short reminder to who said yes"),
    MessageKind.CHANGE: page_word("News of a change"),
    MessageKind.CANCELLATION: page_word("News that it is called off"),
}


_WHICH_DAY = page_word("Say on which day it leaves.")
_WEEKS = page_word("%(number)s weeks before")


class SendForm(FormModel):
    """When it leaves, who is asked first, which reminders."""

    when: Literal["now", "later"]
    day: FormDay | None = None
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
    if given.when == "later" and given.day is None:  # not now by mistake
        return await _event(visit, Form(visit.sent, {"day": _WHICH_DAY}))
    try:
        body = InvitationBody(send_at=given.send_at(visit), remind=list(given.remind), audience=given.audience)
        await invite(visit.as_call(body=body, query=SendQuery(), id=visit.row_id()))
    except AppError as error:
        return await _event(visit, Form(visit.sent, {"": error.sentence}))
    return See(f"/events/{visit.row_id()}", notice="invited" if given.when == "now" else "planned")


async def stop(visit: Visit) -> PageAnswer:
    """What has not left stays here, and can be sent later."""
    number = visit.number(visit.sent.get("campaign", ""))
    async with visit.deps.transaction() as session:
        campaign = await require_campaign(session, actor=visit.actor, campaign_id=number)
        if campaign.event_id != visit.row_id():
            raise NotFound("There is nothing here.")
        await cancel_campaign(session, actor=visit.actor, now=visit.now, campaign_id=number)
    return See(f"/events/{visit.row_id()}", notice="stopped")


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
        all_answers = "all" in visit.query
        found = await load_event_page(session, actor=visit.actor, event_id=visit.row_id(), all_answers=all_answers)
        event = found.event
        away = await find_holiday(session, event.starts_at.astimezone(visit.zone).date())
    sending = await _sending(visit, found) if found.can_be_sent(visit.now) else {"sending": None}
    told = found.responses.by_language
    shares = sending["sending"].by_language if sending["sending"] else ()
    language = visit.query.get("language") or likeliest({one.language: one.parents for one in shares} or told, visit)
    call = visit.as_call(query=PreviewQuery(language=language), id=event.id)
    facts = {
        "form": form,
        "found": found,
        "event": event,
        "title": name_of_event(visit, event.kind, event.title),
        "away": away,
        "left_out": [Clockwork(visit.language, visit.zone, visit.now).date(one) for one in left_out(visit)],
        "weeks": [(str(number), visit.say(_WEEKS, number=number)) for number in range(2, 9)],
        "to_come": event.starts_at > visit.now,
        "told": sorted(told),
        "preview": await preview_event(call, event),
        "off": await preview_event(call, event, MessageKind.CANCELLATION) if told else None,
        "said_kind": lambda kind: visit.say(KINDS[kind]),
    }
    return Html("event.html", facts | sending, status=422 if form.errors else 200)


async def _sending(visit: Visit, found: EventPage) -> dict[str, Any]:
    """Who would get it and how, when it would leave, and who was not asked lately."""
    event = found.event
    async with visit.deps.reading() as session:
        not_asked = await count_not_asked(session, event, found.details.groups, visit.now)
    return {
        "sending": await _rehearse(visit),
        "not_asked": not_asked,
        "early": before_event(event.starts_at, SHORT_NOTICE, visit.zone),
        "leaves": send_time(visit.now, quiet=visit.deps.school.quiet_hours, zone=visit.zone),
    }


async def _rehearse(visit: Visit) -> CampaignAnswer:
    """Who would get it, and how; nothing is scheduled."""
    query, body = SendQuery(dry_run=True), InvitationBody()
    return await invite(visit.as_call(body=body, query=query, id=visit.row_id()))


def likeliest(languages: Mapping[str, object], visit: Visit) -> str:
    """Of the languages of an audience the first that is not the author's own, where a mistake would show."""
    own = visit.deps.settings.source_language
    return next((language for language in languages if language != own), own)


PAGES = [
    Page("GET", "/events/{id}", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/send", send, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/stop", stop, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/call-off", call_off, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/throw-away", throw_away, roles=NOT_ADMINISTRATOR),
]
