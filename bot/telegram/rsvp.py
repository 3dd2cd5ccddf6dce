"""One tap: yes, no, maybe, not then, how many; confirmed in place, changeable until the answer closes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.actions.bookings import record_decline
from bot.actions.rsvps import RsvpOutcome, record_rsvp
from bot.deps import Deps
from bot.domain.memory import Memory
from bot.models import Event
from bot.queries.events import facts_of, find_answer, find_event, groups_of_event, own_texts, require_known_event
from bot.queries.readers import ChatParent, find_parent_of_chat
from bot.queries.talks import load_talk_book
from bot.queries.translations import load_memory
from bot.telegram.answers import Answer as Shown
from bot.telegram.answers import toast, too_old
from bot.telegram.inbound import Pressed
from messages.facts import Answer, GivenAnswer, Talk
from messages.outgoing import MessageKind, Outgoing
from messages.phrases import phrases_in, spoken
from messages.render import render_event
from messages.screens import ANSWER_SAVED, ANSWER_TOO_LATE, EVENT_CANCELLED
from messages.taps import ChangeTap, PeopleTap, RsvpTap

_REFUSALS = {
    RsvpOutcome.TOO_LATE: ANSWER_TOO_LATE,
    RsvpOutcome.CANCELLED: EVENT_CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the pressed message was about, as it stands now."""

    event: Event
    groups: list[str]
    memory: Memory
    answer: GivenAnswer | None
    talks: tuple[Talk, ...]


async def on_rsvp(deps: Deps, pressed: Pressed, tap: RsvpTap | PeopleTap) -> Shown:
    """Store the answer, then show it in place of the question."""
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        outcome = RsvpOutcome.NOT_THEIRS
        if parent is not None:
            given = _given(tap)
            record = record_decline if given.answer is Answer.NO else record_rsvp
            outcome = await record(
                session,
                event_id=tap.event_id,
                parent_id=tap.parent_id,
                given=given,
                update_id=pressed.update_id,
                now=deps.clock.now(),
            )
    if parent is None or outcome is RsvpOutcome.NOT_THEIRS:
        return await too_old(deps, pressed)
    language = parent.reads(deps.settings.source_language)
    if outcome is not RsvpOutcome.SAVED:
        return toast(_REFUSALS[outcome], language)
    asked = await _read(deps, tap, parent)
    saved = phrases_in(language.tag).say(ANSWER_SAVED)
    return Shown((_invitation(deps, asked, parent, asked.answer),), pressed.message_number, saved)


async def on_change(deps: Deps, pressed: Pressed, tap: ChangeTap) -> Shown:
    """Show the question again; the answer stands until another one is tapped."""
    async with deps.reading() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        event = await find_event(session, tap.event_id)
    if parent is None or event is None:
        return await too_old(deps, pressed)
    asked = await _read(deps, tap, parent)
    return Shown((_invitation(deps, asked, parent, None),), pressed.message_number)


def _given(tap: RsvpTap | PeopleTap) -> GivenAnswer:
    """A number of people is a yes."""
    if isinstance(tap, PeopleTap):
        return GivenAnswer(Answer.YES, tap.people)
    return GivenAnswer(tap.answer, cannot_then=tap.cannot_then)


async def _read(deps: Deps, tap: RsvpTap | PeopleTap | ChangeTap, parent: ChatParent) -> Asked:
    async with deps.reading() as session:
        event = await require_known_event(session, tap.event_id)
        groups = await groups_of_event(session, event.id)
        memory = await load_memory(session, texts=own_texts(event), source=event.source_language, targets=spoken())
        answer = await find_answer(session, event_id=event.id, parent_id=parent.parent_id)
        zone = deps.settings.timezone
        book = await load_talk_book(session, event_id=event.id, parents=[parent.parent_id], zone=zone)
    children = [child for child in parent.children if child.group in groups]
    return Asked(event, groups, memory, answer, book.talks(parent.parent_id, children) if book else ())


def _invitation(deps: Deps, asked: Asked, parent: ChatParent, answer: GivenAnswer | None) -> Outgoing:
    source = asked.event.source_language
    reader = parent.reader_about(asked.groups, source)
    facts = facts_of(asked.event, zone=deps.settings.timezone, reader=reader.language, memory=asked.memory)
    return render_event(MessageKind.INVITATION, replace(facts, talks=asked.talks), reader, answer=answer)
