"""What parents wrote and said: who waits, the conversation with its translation beside it, and what to do with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.enums import ThreadState
from bot.errors import AppError
from bot.web.inbox import InboxQuery, conversation, inbox, read_thread
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, File, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import Clockwork, page_word
from bot.web.recordings import voice_message
from bot.web.replies import ReplyAnswer, ReplyBody, ReplyQuery, reply
from bot.web.thread_models import CallAnswer, ConversationAnswer, ThreadAnswer
from bot.web.threads import (
    AssignBody,
    CalledBody,
    HandoverBody,
    NoteBody,
    add_note,
    assign,
    called,
    close,
    hand_over,
    reopen,
)

Words = Annotated[str, Field(min_length=1, max_length=2000)]
MaybeWords = Annotated[str, Field(max_length=2000)] | None


NOBODY = page_word("nobody in particular")
PARTS = {
    "morning": page_word("in the morning"),
    "afternoon": page_word("in the afternoon"),
    "evening": page_word("in the evening"),
}
TABS = {
    "open": page_word("All open"),
    "mine": page_word("Mine"),
    "nobody": page_word("Nobody's yet"),
    "liaison": page_word("With the liaison"),
    "calls": page_word("Please call"),
    "closed": page_word("Closed"),
}
EMPTY = {
    "open": page_word("Nobody waits. Parents write in their own language; you read it here, and answer in yours."),
    "mine": page_word("You have no conversations. Answer first to take one; “Who takes it?” gives it to somebody."),
    "nobody": page_word("Every conversation has somebody who takes it."),
    "liaison": page_word("Nothing is with the liaison. “Hand over” in a conversation brings it there."),
    "calls": page_word("Nobody asked to be called. Parents do so with the button “Please call me”."),
    "closed": page_word("Nothing is closed yet. “Close” puts away a conversation in which all is said."),
}


class ReplyForm(FormModel):
    """What to answer; looked at first, or sent."""

    answer: Words
    step: Literal["look", "send"]


class NoteForm(FormModel):
    """For colleagues."""

    note: Words


class HandoverForm(FormModel):
    """What the liaison should know, if anything."""

    word: MaybeWords = None


class CalledForm(FormModel):
    """What was said, if colleagues should know it."""

    said: MaybeWords = None


class AssignForm(FormModel):
    """To whom; nobody where it is empty."""

    staff: Annotated[str, Field(max_length=254)] | None = None


async def show(visit: Visit) -> PageAnswer:
    """Who waits longest stands first, after what is urgent; calls in the order in which they are wanted."""
    which = visit.query.get("show", "open")
    query = InboxQuery(
        state=ThreadState.CLOSED if which == "closed" else ThreadState.OPEN,
        mine=which == "mine",
        unassigned=which == "nobody",
        call_wanted=which == "calls",
        with_liaison=True if which == "liaison" else None,
        after=visit.place(),
    )
    found = await inbox(visit.as_call(query=query))
    threads = sorted(found.items, key=_wanted_at) if which == "calls" else found.items
    facts = {
        "threads": threads,
        "next": found.next,
        "which": which if which in EMPTY else "open",
        "tabs": TABS,
        "empty": visit.say(EMPTY.get(which, EMPTY["open"])),
        "calls": {thread.thread_id: call_words(visit, thread.call) for thread in threads if thread.call},
        "today": visit.now.astimezone(visit.zone).date().isoformat(),
    }
    return Html("inbox.html", facts)


def _wanted_at(thread: ThreadAnswer) -> tuple[str, int]:
    return (thread.call.day, list(PARTS).index(thread.call.part)) if thread.call else ("", 0)


def call_words(visit: Visit, call: CallAnswer) -> str:
    """'wo 25 nov, 's ochtends'."""
    noon = datetime.fromisoformat(call.day).replace(hour=12, tzinfo=visit.zone)
    day = Clockwork(visit.language, visit.zone, visit.now).day(noon)
    return f"{day}, {visit.say(PARTS[call.part])}"


async def read(visit: Visit) -> PageAnswer:
    """Reading is written down: families may know who looked."""
    return _shown(visit, await read_thread(visit.as_call(id=visit.row_id())), Form(), None)


async def answer(visit: Visit) -> PageAnswer:
    """First as the parent will read it; then it leaves."""
    given, form = read_form(ReplyForm, visit.sent)
    if given is None:
        return await _thread(visit, form)
    looks = given.step == "look"
    try:
        query = ReplyQuery(dry_run=looks)
        said = await reply(visit.as_call(body=ReplyBody(text=given.answer), query=query, id=visit.row_id()))
    except AppError as error:
        return await _thread(visit, Form(visit.sent, {"answer": error.sentence}))
    return await _thread(visit, form, said) if looks else See(f"/inbox/{visit.row_id()}", notice="answered")


async def note(visit: Visit) -> PageAnswer:
    """The parent does not read it here."""
    given, form = read_form(NoteForm, visit.sent)
    if given is None:
        return await _thread(visit, form)
    return await _do(visit, add_note, NoteBody(text=given.note))


async def give(visit: Visit) -> PageAnswer:
    """To a colleague, or to nobody in particular."""
    given, _ = read_form(AssignForm, visit.sent)
    return await _do(visit, assign, AssignBody(staff=given.staff if given else None))


async def to_liaison(visit: Visit) -> PageAnswer:
    """With a word for the liaison, if there is one to say."""
    given, _ = read_form(HandoverForm, visit.sent)
    return await _do(visit, hand_over, HandoverBody(note=given.word if given else None))


async def from_liaison(visit: Visit) -> PageAnswer:
    """Back to the teacher."""
    return await _do(visit, hand_over, HandoverBody(back=True))


async def have_called(visit: Visit) -> PageAnswer:
    """The call that the parent asked for was made."""
    given, _ = read_form(CalledForm, visit.sent)
    return await _do(visit, called, CalledBody(note=given.said if given else None))


async def shut(visit: Visit) -> PageAnswer:
    """Done; a new message of the parent begins a new conversation."""
    return await _do(visit, close, None, notice="closed")


async def open_again(visit: Visit) -> PageAnswer:
    """Not done after all."""
    return await _do(visit, reopen, None)


async def listen(visit: Visit) -> PageAnswer:
    """A parent's own voice."""
    found = await voice_message(visit.as_call(id=visit.row_id(), message_id=visit.path["message_id"]))
    return File(found.name, found.mime, found.content, shown=True)


async def _do(
    visit: Visit,
    wish: Callable[[Any], Awaitable[object]],
    body: object,
    *,
    notice: str = "saved",
) -> PageAnswer:
    await wish(visit.as_call(body=body, id=visit.row_id()))
    return See(f"/inbox/{visit.row_id()}", notice=notice)


async def _thread(visit: Visit, form: Form, preview: ReplyAnswer | None = None) -> Html:
    found = await conversation(visit.as_call(id=visit.row_id()))
    return _shown(visit, found, form, preview)


def _shown(visit: Visit, found: ConversationAnswer, form: Form, preview: ReplyAnswer | None) -> Html:
    nobody = visit.say(NOBODY)
    takers = [("", nobody), *((colleague.email, colleague.name) for colleague in found.colleagues)]
    taken_by = found.assigned_to.name if found.assigned_to else nobody
    taker = next((key for key, name in takers if name == taken_by), "")
    facts = {
        "thread": found,
        "form": form,
        "preview": preview,
        "takers": takers,
        "taker": taker,
        "call": call_words(visit, found.call) if found.call else "",
        "may_give_back": visit.actor.whole_school,
    }
    return Html("thread.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/inbox", show, roles=NOT_ADMINISTRATOR),
    Page("GET", "/inbox/{id}", read, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/answer", answer, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/note", note, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/assign", give, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/to-liaison", to_liaison, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/from-liaison", from_liaison, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/called", have_called, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/close", shut, roles=NOT_ADMINISTRATOR),
    Page("POST", "/inbox/{id}/reopen", open_again, roles=NOT_ADMINISTRATOR),
    Page("GET", "/inbox/{id}/messages/{message_id}/voice", listen, roles=NOT_ADMINISTRATOR),
]
