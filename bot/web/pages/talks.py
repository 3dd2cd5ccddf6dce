"""Talks in slots: who comes when, who waits; a time booked, moved or given back for a parent at the gate (N19)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from bot.actions.gate import book_for_parent, cancel_booking
from bot.domain.talks import SlotLine
from bot.enums import EventState
from bot.errors import AppError
from bot.queries.bookings import can_be_told
from bot.queries.timetable import BookedTalk, FamilyWithout, TalkFamily, Timetable, load_timetable
from bot.web.pages.event_words import name_of_event
from bot.web.pages.family_words import family_address
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import Clockwork, page_word
from messages.facts import Answer
from messages.languages import Language

_NOT_MEANT = page_word("This family is not among those who are invited any more.")
_CHANGED = page_word("This has changed meanwhile. Look once more.")
_NO_SUCH_TIME = page_word("Choose one of the times.")
_CHOOSE = page_word("Choose a family")
_FAMILY = page_word("%(child)s · %(parent)s (%(language)s)")
_WAITS = page_word("waits, number %(place)s")

#: What who has no time said to the invitation.
_SAID = {
    None: page_word("has not answered yet"),
    Answer.NO: page_word("does not come"),
    Answer.MAYBE: page_word("maybe"),
    Answer.YES: page_word("comes, but has no time yet"),
}
_CANNOT_THEN = page_word("cannot come at these times")


class BookForm(FormModel):
    """Who (child and parent by our numbers), at which slot, and whether an interpreter is wanted."""

    who: Annotated[str, Field(max_length=50)]
    time: Annotated[str, Field(max_length=20)]
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A time with the family that has it, or a time with room."""

    slot: SlotLine
    talk: BookedTalk | None


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A time that was just given back: to be booked again, if nobody else has it now."""

    slot: SlotLine
    family: TalkFamily
    interpreter: bool


async def show(visit: Visit) -> PageAnswer:
    """The timetable; `?look=wall` is the one for the door of the classroom, with first names only."""
    return await _page(visit, Form())


async def book(visit: Visit) -> PageAnswer:
    """Book, or move what is booked. The family gets a message, where one reaches them."""
    given, form = read_form(BookForm, visit.sent)
    table = await _table(visit)
    if given is None:
        return await _page(visit, form)
    family = next((one for one in table.families() if mark_of(one) == given.who), None)
    slot = next((one for one in table.slots if str(one.slot_id) == given.time), None)
    if family is None or slot is None:
        wrong = {"who": _NOT_MEANT} if family is None else {"time": _NO_SUCH_TIME}
        return await _page(visit, Form(visit.sent, wrong))
    try:
        told = await _book(visit, family, slot, interpreter=given.interpreter)
    except AppError as error:
        return await _page(visit, Form(visit.sent, {"time": error.sentence}))
    return See(_here(visit), notice="talk-booked" if told else "talk-booked-untold")


async def give_back(visit: Visit) -> PageAnswer:
    """The next page offers to book it again. A second click is as good as the first."""
    given, _ = read_form(BookForm, visit.sent)
    held = {mark_of(one.family): one.booking_id for one in (await _table(visit)).booked}
    number = visit.row_id("booking_id")
    if given is None or held.get(given.who, number) != number:
        return await _page(visit, Form(errors={"": _CHANGED}))
    if given.who in held:  # by the number alone it could be another family's, which has it since
        async with visit.deps.transaction() as session:
            await cancel_booking(session, actor=visit.actor, now=visit.now, event_id=visit.row_id(), booking_id=number)
    gone = {"back": given.who, "time": given.time} | ({"interpreter": "yes"} if given.interpreter else {})
    return See(f"{_here(visit)}?{urlencode(gone)}", notice="talk-back")


def mark_of(family: TalkFamily) -> str:
    """How a form and an address name a child's parent: by our own numbers."""
    return f"{family.key.child_id}-{family.key.parent_id}"


async def _book(visit: Visit, family: TalkFamily, slot: SlotLine, *, interpreter: bool) -> bool:
    """Whether a message tells them. Raises Conflict, NotFound."""
    async with visit.deps.transaction() as session:
        booking = await book_for_parent(
            session,
            actor=visit.actor,
            now=visit.now,
            event_id=visit.row_id(),
            parent_id=family.parent_id,
            child_id=family.child_id,
            starts_at=slot.starts_at,
            interpreter=family.language if interpreter else None,
        )
        return await can_be_told(session, booking.parent_id)


async def _table(visit: Visit) -> Timetable:
    async with visit.deps.reading() as session:
        return await load_timetable(session, actor=visit.actor, event_id=visit.row_id())


async def _page(visit: Visit, form: Form) -> Html:
    table = await _table(visit)
    event = table.event
    moving = next((one for one in table.booked if mark_of(one.family) == _asked(visit, form)), None)
    free = [one for one in table.slots if one.free and one.starts_at > visit.now]
    facts = {
        "form": form,
        "table": table,
        "event": event,
        "title": name_of_event(visit, event.kind, event.title),
        "wall": visit.query.get("look") == "wall",
        "days": list(_days(visit, table)),
        "interpreters": _interpreters(visit, table),
        "moving": moving,
        "asked": _asked(visit, form),
        "who": _choices(visit, table),
        "times": [(str(one.slot_id), _when(visit, table.slots, one)) for one in free],
        "may_book": event.state == EventState.PLANNED,
        "without": _without(table),
        "given_back": _given_back(visit, table),
        "mark_of": mark_of,
        "said": lambda one: visit.say(_said(one)),
        "at_home": {talk.family.child_id for talk in table.booked},
        "address_of": family_address,
    }
    return Html("talks.html", facts, status=422 if form.errors else 200)


def _asked(visit: Visit, form: Form) -> str:
    """Whom it is about already: who is to be moved, or was pointed at."""
    return form.value("who", visit.query.get("who", ""))


def _days(visit: Visit, table: Timetable) -> Iterable[tuple[SlotLine, list[Line]]]:
    """The first slot of each day, and the lines of that day."""
    for _, slots in groupby(table.slots, lambda one: one.starts_at.astimezone(visit.zone).date()):
        day = list(slots)
        yield day[0], [line for slot in day for line in _lines(table, slot)]


def _lines(table: Timetable, slot: SlotLine) -> list[Line]:
    lines = [Line(slot, talk) for talk in table.booked if talk.slot_id == slot.slot_id]
    return lines + ([Line(slot, None)] if slot.free else [])


def _interpreters(visit: Visit, table: Timetable) -> list[tuple[str, list[str]]]:
    """For each language in which somebody is to interpret, when."""
    times = {slot.slot_id: _when(visit, table.slots, slot) for slot in table.slots}
    wanted = sorted((talk.slot_id, talk.interpreter) for talk in table.booked if talk.interpreter)
    return [
        (tag, [times[slot_id] for slot_id, one in wanted if one == tag])
        for tag in dict.fromkeys(tag for _, tag in wanted)
    ]


def _without(table: Timetable) -> list[FamilyWithout]:
    """Who would come at another time first; last those of whose child somebody has a time."""
    at_home = {talk.family.child_id for talk in table.booked}
    rank = {None: 1, Answer.NO: 2}
    return sorted(
        table.without,
        key=lambda one: (one.family.child_id in at_home, 0 if one.cannot_then else rank.get(one.answer, 0)),
    )


def _choices(visit: Visit, table: Timetable) -> list[tuple[str, str]]:
    """Nobody yet; who waits, in order; then everybody else without a time."""
    waiting = [(one.family, visit.say(_WAITS, place=place)) for place, one in enumerate(table.waiting, start=1)]
    without = [(one.family, visit.say(_said(one)) if one.answer else "") for one in _without(table)]
    named = [(mark_of(family), _named(visit, family, more)) for family, more in waiting + without]
    return [("", visit.say(_CHOOSE)), *named] if named else []


def _named(visit: Visit, family: TalkFamily, more: str) -> str:
    """'Noor · Amina (Arabisch) · wacht, nummer 1'."""
    language = Language(family.language).name_in(Language(visit.language))
    named = visit.say(_FAMILY, child=family.first_name, parent=family.parent_name, language=language)
    return f"{named} · {more}" if more else named


def _said(one: FamilyWithout) -> str:
    return _CANNOT_THEN if one.cannot_then else _SAID[one.answer]


def _when(visit: Visit, slots: Sequence[SlotLine], slot: SlotLine) -> str:
    """The time, with its day where there are several."""
    clock = Clockwork(visit.language, visit.zone, visit.now)
    several = len({one.starts_at.astimezone(visit.zone).date() for one in slots}) > 1
    return clock.moment(slot.starts_at) if several else clock.clock(slot.starts_at)


def _given_back(visit: Visit, table: Timetable) -> GivenBack | None:
    """None also where they have another time meanwhile, or the talk would have begun."""
    mark, time = visit.query.get("back"), visit.query.get("time")
    booked = {one.family for one in table.booked}
    family = next((one for one in table.families() if mark_of(one) == mark and one not in booked), None)
    slot = next((one for one in table.slots if str(one.slot_id) == time and one.starts_at > visit.now), None)
    return GivenBack(slot, family, "interpreter" in visit.query) if family and slot else None


def _here(visit: Visit) -> str:
    return f"/events/{visit.row_id()}/talks"


PAGES = [
    Page("GET", "/events/{id}/talks", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/talks", book, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/talks/{booking_id}/give-back", give_back, roles=NOT_ADMINISTRATOR),
]
