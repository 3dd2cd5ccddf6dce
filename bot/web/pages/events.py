"""One event: what each parent reads, when it leaves, how it goes, who answers; stopping it, and calling it off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.actions.campaigns import cancel_campaign
from bot.actions.events import cancel_event, erase_draft
from bot.actions.restoring import WHY
from bot.enums import EventState, Scope
from bot.errors import AppError, NotFound
from bot.queries.campaigns import require_campaign
from bot.queries.event_pages import load_event_page
from bot.queries.events import require_event
from bot.queries.holidays import find_holiday
from bot.web.campaign_models import SendQuery
from bot.web.campaigns import invite
from bot.web.event_models import PreviewQuery
from bot.web.pages.event_sending import SendForm, audience_of, find_doubts, find_mistakes, sending_of
from bot.web.pages.event_words import name_of_event
from bot.web.pages.forms import Form, read_form
from bot.web.pages.series import left_out
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import Clockwork, page_word
from bot.web.preview import preview_event
from messages.languages import Language
from messages.outgoing import MessageKind

#: What was sent, in a word.
KINDS = {
    MessageKind.INVITATION: page_word("Invitation"),
    MessageKind.REMINDER: page_word("Reminder"),
    MessageKind.NUDGE: page_word("Short reminder to those who said yes"),
    MessageKind.CHANGE: page_word("News of a change"),
    MessageKind.CANCELLATION: page_word("News that it is called off"),
}

_WEEKS = page_word("%(number)s weeks before")


async def show(visit: Visit) -> PageAnswer:
    """A draft shows what would be sent; an event that was sent shows how it goes."""
    return await _event(visit, Form())


async def send(visit: Visit) -> PageAnswer:
    """From now on parents are told."""
    given, form = read_form(SendForm, visit.sent)
    if given is None:
        return await _event(visit, form)
    try:
        if wrong := await find_mistakes(visit, given):
            return await _event(visit, Form(visit.sent, wrong))
        if doubts := await _doubts(visit, given):
            return await _event(visit, form, doubts=doubts, sure=given.send_at(visit))
        await invite(visit.as_call(body=given.body(visit), query=SendQuery(), id=visit.row_id()))
    except AppError as error:
        return await _event(visit, Form(visit.sent, {"": error.sentence}))
    return See(f"/events/{visit.row_id()}", notice="invited" if given.when == "now" else "planned")


async def _doubts(visit: Visit, given: SendForm) -> list[str]:
    async with visit.deps.reading() as session:
        event = await require_event(session, actor=visit.actor, event_id=visit.row_id(), scope=Scope.EVENTS_WRITE)
    return await find_doubts(visit, given, event.starts_at)


async def stop(visit: Visit) -> PageAnswer:
    """What has not left stays here, and can be sent later."""
    number = visit.number(visit.sent.get("campaign", ""))
    async with visit.deps.transaction() as session:
        campaign = await require_campaign(session, actor=visit.actor, campaign_id=number)
        if campaign.event_id != visit.row_id():
            raise NotFound("There is nothing here.")
        await cancel_campaign(session, actor=visit.actor, now=visit.now, campaign_id=number, unless_done=True)
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


async def _event(visit: Visit, form: Form, *, doubts: Sequence[str] = (), sure: datetime | None = None) -> Html:
    async with visit.deps.reading() as session:
        all_answers = "all" in visit.query
        found = await load_event_page(session, actor=visit.actor, event_id=visit.row_id(), all_answers=all_answers)
        event = found.event
        away = await find_holiday(session, event.starts_at.astimezone(visit.zone).date())
    sending = await sending_of(visit, found)
    told = found.responses.by_language
    sent = told and (found.invited or not sending["sending"])
    shares = [] if sent else await audience_of(visit, found, sending["sending"])
    language = visit.query.get("language") or likeliest([one.language for one in shares] or told, visit)
    off = event.state == EventState.CANCELLED
    call = visit.as_call(query=PreviewQuery(language=language), id=event.id)
    facts = {
        "form": form,
        "doubts": doubts,
        "sure": sure,
        "found": found,
        "event": event,
        "title": name_of_event(visit, event.kind, event.title),
        "away": away,
        "to_come": event.starts_at > visit.now,
        "told": sorted(told, key=lambda tag: Language(tag).name_in(Language(visit.language))),
        "shares": shares,
        "preview": await preview_event(call, event, MessageKind.CANCELLATION if off else MessageKind.INVITATION),
        "off": await preview_event(call, event, MessageKind.CANCELLATION) if told and not off else None,
    }
    return Html("event.html", _words(visit) | facts | sending, status=422 if form.errors or doubts else 200)


def _words(visit: Visit) -> dict[str, Any]:
    """What the page says in the reader's language, whatever the event."""
    return {
        "left_out": [Clockwork(visit.language, visit.zone, visit.now).date(one) for one in left_out(visit)],
        "weeks": [(str(number), visit.say(_WEEKS, number=number)) for number in range(2, 9)],
        "said_kind": lambda kind: visit.say(KINDS[kind]),
        "restored": WHY,
    }


def likeliest(languages: Iterable[str], visit: Visit) -> str:
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
