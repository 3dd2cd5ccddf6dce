"""Talks with the teacher by tap: a time, another one, none, an interpreter; every screen in place of the last."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

from bot.actions.bookings import (
    BookingOutcome,
    record_booking,
    record_choosing,
    record_interpreter,
    record_none_suits,
    record_unbooking,
)
from bot.deps import Deps
from bot.domain.talks import TalkKey
from bot.queries.bookings import find_slot
from bot.queries.events import can_answer, facts_of, groups_of_event, require_known_event
from bot.queries.readers import ChatParent, find_parent_of_chat
from bot.queries.talks import load_choice, load_talk_book
from bot.telegram.answers import Answer, toast, too_old
from bot.telegram.inbound import Pressed
from messages.conversation.talk_screens import Choice, none_suits_screen, talks_screen, times_screen
from messages.conversation.talks import TAKEN_MEANWHILE
from messages.facts import EventFacts, Reader
from messages.outgoing import Outgoing
from messages.phrases import phrases_in
from messages.screens import ANSWER_SAVED, ANSWER_TOO_LATE, BUTTON_TOO_OLD, EVENT_CANCELLED
from messages.talk_taps import BookTap, InterpreterTap, NoneSuitsTap, TimesTap, UnbookTap

Outcome = BookingOutcome

_REFUSALS = {Outcome.TOO_LATE: ANSWER_TOO_LATE, Outcome.CANCELLED: EVENT_CANCELLED}
_TOASTS = {
    Outcome.BOOKED: ANSWER_SAVED,
    Outcome.LEFT: ANSWER_SAVED,
    Outcome.LEFT_LINE: ANSWER_SAVED,
    Outcome.TAKEN: TAKEN_MEANWHILE,
    Outcome.NOT_FREE: BUTTON_TOO_OLD,
}
_LIST = (Outcome.CHOOSING, Outcome.TAKEN, Outcome.NOT_FREE)

Record = Callable[..., Awaitable[BookingOutcome]]


@dataclass(frozen=True, slots=True)
class Stands:
    """The parent's talks at the event, and what can be chosen for the child of the tap, as it is now."""

    facts: EventFacts
    reader: Reader
    choice: Choice | None


async def on_times(deps: Deps, pressed: Pressed, tap: TimesTap) -> Answer:
    """The free times; where there is none, the family waits from now on."""
    return await _tapped(deps, pressed, _key(tap), record_choosing, page=tap.page)


async def on_book(deps: Deps, pressed: Pressed, tap: BookTap) -> Answer:
    """This time, if nobody was before."""
    async with deps.reading() as session:
        slot = await find_slot(session, tap.slot_id)
    if slot is None:
        return await too_old(deps, pressed)
    key = TalkKey(slot.event_id, tap.child_id, tap.parent_id)
    return await _tapped(deps, pressed, key, partial(record_booking, slot_id=slot.id))


async def on_unbook(deps: Deps, pressed: Pressed, tap: UnbookTap) -> Answer:
    """No talk about this child, or off the waiting list."""
    return await _tapped(deps, pressed, _key(tap), record_unbooking)


async def on_interpreter(deps: Deps, pressed: Pressed, tap: InterpreterTap) -> Answer:
    """An interpreter, or none after all."""
    return await _tapped(deps, pressed, _key(tap), record_interpreter)


async def on_none_suits(deps: Deps, pressed: Pressed, tap: NoneSuitsTap) -> Answer:
    """A no that asks which times would do."""
    return await _tapped(deps, pressed, TalkKey(tap.event_id, 0, tap.parent_id), record_none_suits)


def _key(tap: TimesTap | UnbookTap | InterpreterTap) -> TalkKey:
    return TalkKey(tap.event_id, tap.child_id, tap.parent_id)


async def _tapped(deps: Deps, pressed: Pressed, key: TalkKey, record: Record, *, page: int = 1) -> Answer:
    """Store what was tapped, then show how it stands in place of the question; or say why not on the button."""
    outcome = Outcome.NOT_THEIRS
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=key.parent_id)
        if parent is not None:
            outcome = await record(session, key, update_id=pressed.update_id, now=deps.clock.now())
    if parent is None or outcome is Outcome.NOT_THEIRS:
        return await too_old(deps, pressed)
    language = parent.reads(deps.settings.source_language)
    if outcome in _REFUSALS:
        return toast(_REFUSALS[outcome], language)
    stands = await _read(deps, key, parent)
    said = phrases_in(language.tag).say(_TOASTS[outcome]) if outcome in _TOASTS else None
    return Answer((_screen(stands, key, outcome, page),), pressed.message_number, said, about=(key.parent_id,))


def _screen(stands: Stands, key: TalkKey, outcome: BookingOutcome, page: int) -> Outgoing:
    """The list of times, or the talks as they stand."""
    facts, reader, choice = stands.facts, stands.reader, stands.choice
    if outcome is Outcome.NONE_SUITS:
        return none_suits_screen(facts, reader)
    if outcome in _LIST and choice is not None:
        return times_screen(replace(choice, taken_meanwhile=outcome is Outcome.TAKEN), reader, page=page)
    without = [talk.child for talk in facts.talks if talk.child_id == key.child_id and not talk.settled]
    left_line = outcome is Outcome.LEFT_LINE
    return talks_screen(facts, reader, cancelled=next(iter(without), None), left_line=left_line)


async def _read(deps: Deps, key: TalkKey, parent: ChatParent) -> Stands:
    now, zone = deps.clock.now(), deps.settings.timezone
    async with deps.reading() as session:
        event = await require_known_event(session, key.event_id)
        groups = await groups_of_event(session, event.id)
        children = [child for child in parent.children if child.group in groups]
        book = await load_talk_book(session, event_id=event.id, parents=[parent.parent_id], zone=zone)
        talks = book.talks(parent.parent_id, children) if book else ()
        about = next((talk for talk in talks if talk.child_id == key.child_id), None)
        choice = await load_choice(session, key=key, talk=about, now=now, zone=zone) if about else None
    reader = parent.reader_about(groups, event.source_language)
    facts = facts_of(event, zone=zone, reader=reader.language)
    needed = parent.home_language != deps.settings.source_language
    talks = tuple(replace(talk, offers_interpreter=needed) for talk in talks)
    return Stands(replace(facts, talks=talks, answers_open=can_answer(event, now)), reader, choice)
