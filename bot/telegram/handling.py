"""From a stored update to stored answers: each exactly once, in order, and one that cannot be handled blocks nobody.

A crash after the action and before the answer repeats both: actions are idempotent by the update's number, answers
by their dedupe key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot

from bot.actions.inbox import record_failure, record_handled
from bot.actions.outbox import Draft, cancel_edits, queue_messages
from bot.deps import Deps
from bot.enums import Lane
from bot.metrics import UPDATES
from bot.queries.inbox import WaitingUpdate, list_waiting_updates
from bot.queries.readers import list_parents_of_chat
from bot.telegram import (
    calendar,
    calls,
    check_ins,
    choices,
    edits,
    enrolment,
    ideas,
    inbox,
    offers,
    rights,
    rsvp,
    screens,
    talks,
    voice,
)
from bot.telegram.answers import Answer, app_language, language_of, say, toast, too_old
from bot.telegram.inbound import (
    Blocked,
    Command,
    Edited,
    Elsewhere,
    Inbound,
    Pressed,
    Text,
    Unreadable,
    Voice,
    read_sender,
    read_update,
)
from bot.telegram.toasts import Toasts
from messages.conversation.inbox import ONLY_ALONE
from messages.screens import OUR_FAULT
from messages.talk_taps import BookTap, InterpreterTap, NoneSuitsTap, TimesTap, UnbookTap
from messages.taps import (
    CalendarTap,
    CallAtTap,
    CallTap,
    ChangeTap,
    CheckInTap,
    ChoiceTap,
    ConsentTap,
    DeclineTap,
    EraseTap,
    FeedTap,
    LanguagesTap,
    ListenTap,
    NoticeInTap,
    NoticeLanguagesTap,
    OfferDoneTap,
    OfferTap,
    OriginalTap,
    PeopleTap,
    ResumeTap,
    RsvpTap,
    SpeakTap,
    TipTap,
    WriterTap,
)

log = structlog.get_logger()

#: An answer in a conversation that is a day old helps nobody.
_FRESH = timedelta(days=1)

_COMMANDS = {
    "start": enrolment.on_start,
    "language": enrolment.on_language_command,
    "stop": enrolment.on_stop,
    "settings": choices.on_settings,
    "help": screens.on_help,
    "privacy": screens.on_privacy,
    "mydata": rights.on_my_data,
    "delete": rights.on_delete,
    "agenda": calendar.on_agenda,
    "offer": offers.on_offer_command,
    "tips": ideas.on_tips,
}


#: Which handler a button is for; each takes the button's own class.
_TAPS: dict[type[Any], Callable[[Deps, Pressed, Any], Awaitable[Answer]]] = {
    RsvpTap: rsvp.on_rsvp,
    PeopleTap: rsvp.on_rsvp,
    ChangeTap: rsvp.on_change,
    ConsentTap: enrolment.on_consent,
    DeclineTap: enrolment.on_decline,
    NoticeLanguagesTap: enrolment.on_notice_languages,
    NoticeInTap: enrolment.on_notice_in,
    LanguagesTap: enrolment.on_languages,
    SpeakTap: enrolment.on_speak,
    ResumeTap: enrolment.on_resume,
    ChoiceTap: choices.on_choice,
    OriginalTap: screens.on_original,
    ListenTap: voice.on_listen,
    TimesTap: talks.on_times,
    BookTap: talks.on_book,
    UnbookTap: talks.on_unbook,
    InterpreterTap: talks.on_interpreter,
    NoneSuitsTap: talks.on_none_suits,
    EraseTap: rights.on_erase,
    CallTap: calls.on_call,
    CallAtTap: calls.on_call_at,
    WriterTap: inbox.on_writer,
    TipTap: ideas.on_tip,
    CalendarTap: calendar.on_event,
    FeedTap: calendar.on_feed,
    CheckInTap: check_ins.on_check_in,
    OfferTap: offers.on_offer,
    OfferDoneTap: offers.on_offer_done,
}


async def handle_one_update(deps: Deps, bot: Bot, toasts: Toasts) -> bool:
    """The oldest update that waits; False when none does."""
    async with deps.reading() as session:
        waiting = await list_waiting_updates(session, limit=1)
    if not waiting:
        return False
    entry = waiting[0]
    try:
        inbound = read_update(entry.payload, bot)
        answer = await dispatch(deps, inbound) if inbound else Answer()
        await _store(deps, entry, inbound, answer)
    except Exception as error:  # one bad update must not block those behind it
        log.exception("update failed")
        await _put_aside(deps, entry, type(error).__name__)
        return True
    if isinstance(inbound, Pressed):
        toasts.show(inbound.callback_id, answer.toast)
    if isinstance(inbound, Elsewhere):
        toasts.leave(inbound.chat, answer.toast)
    UPDATES.labels("handled").inc()
    return True


async def dispatch(deps: Deps, inbound: Inbound) -> Answer:
    """Which handler it is for."""
    return await _KINDS[type(inbound)](deps, inbound)


async def _dispatch_command(deps: Deps, command: Command) -> Answer:
    return await _COMMANDS.get(command.word, screens.on_unknown)(deps, command)


async def _dispatch_tap(deps: Deps, pressed: Pressed) -> Answer:
    handler = _TAPS.get(type(pressed.tap))
    return await handler(deps, pressed, pressed.tap) if handler else await too_old(deps, pressed)


async def _dispatch_edited(deps: Deps, edited: Edited) -> Answer:
    return await edits.on_edited(deps, edited) or await dispatch(deps, edited.as_new)


async def _refuse_group(deps: Deps, elsewhere: Elsewhere) -> Answer:
    return toast(ONLY_ALONE, app_language(deps, elsewhere))


#: By what an update was.
_KINDS: dict[type[Inbound], Callable[[Deps, Any], Awaitable[Answer]]] = {
    Command: _dispatch_command,
    Pressed: _dispatch_tap,
    Text: inbox.on_question,
    Voice: inbox.on_question,
    Edited: _dispatch_edited,
    Blocked: inbox.on_blocked,
    Unreadable: inbox.on_unreadable,
    Elsewhere: _refuse_group,
}


async def _store(deps: Deps, entry: WaitingUpdate, inbound: Inbound | None, answer: Answer) -> None:
    now = deps.clock.now()
    drafts = [
        Draft(
            dedupe_key=f"{answer.once or f'update:{entry.update_id}'}:{place}",
            address=inbound.address,
            outgoing=screen,
            lane=Lane.CONVERSATION,
            available_at=now,
            use_by=now + _FRESH,
            edits=answer.edits if place == 0 else None,
            parent_id=answer.about[place] if answer.about else None,
        )
        for place, screen in enumerate(answer.screens)
        if inbound
    ]
    async with deps.transaction() as session:
        if inbound and answer.edits is not None:
            await cancel_edits(session, address=inbound.address, edits=answer.edits, now=now)
        await queue_messages(session, drafts, now=now)
        address = inbound.address if inbound else None
        await record_handled(session, update_id=entry.update_id, now=now, address=address)


async def _put_aside(deps: Deps, entry: WaitingUpdate, error: str) -> None:
    """Tried again twice; then the parent hears that it is our fault, and the next one is handled."""
    async with deps.transaction() as session:
        given_up = await record_failure(session, update_id=entry.update_id, error=error, now=deps.clock.now())
    if not given_up:
        return
    UPDATES.labels("failed").inc()
    try:
        sender = read_sender(entry.payload)
        async with deps.reading() as session:
            parents = await list_parents_of_chat(session, sender.address)
        await _store(deps, entry, sender, say(OUR_FAULT, language_of(deps, parents, sender)))
    except Exception:  # nobody can be named: there is nobody to answer
        log.exception("update put aside in silence")
