"""What parents wrote and said: who waits, the conversation with its translation beside it, and what to do with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.enums import ThreadState
from bot.errors import AppError, Conflict
from bot.queries.colleagues import find_holder
from bot.queries.inbox import require_thread
from bot.web.inbox import InboxQuery, conversation, inbox, read_thread
from bot.web.pages.family_words import family_address
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.inbox_words import EMPTY, NOBODY, PARTS, TABS, call_words
from bot.web.pages.visit import NOT_ADMINISTRATOR, File, Html, Page, PageAnswer, See, Visit
from bot.web.recordings import voice_message
from bot.web.replies import ReplyAnswer, ReplyBody, ReplyQuery, reply
from bot.web.thread_models import ConversationAnswer, ThreadAnswer
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


async def read(visit: Visit) -> PageAnswer:
    """Reading is written down: families may know who looked."""
    return await _shown(visit, await read_thread(visit.as_call(id=visit.row_id())), Form(), None)


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
    given, form = read_form(AssignForm, visit.sent)
    if given is None:
        return await _thread(visit, form)
    try:
        return await _do(visit, assign, AssignBody(staff=given.staff))
    except AppError as error:
        return await _thread(visit, Form(visit.sent, {"staff": error.sentence}))


async def to_liaison(visit: Visit) -> PageAnswer:
    """With a word for the liaison, if there is one to say."""
    given, form = read_form(HandoverForm, visit.sent)
    if given is None:
        return await _thread(visit, form)
    try:
        return await _do(visit, hand_over, HandoverBody(note=given.word))
    except Conflict as error:
        return await _thread(visit, Form(visit.sent, {"word": error.sentence}))


async def from_liaison(visit: Visit) -> PageAnswer:
    """Back to the teacher."""
    return await _do(visit, hand_over, HandoverBody(back=True))


async def have_called(visit: Visit) -> PageAnswer:
    """The call that the parent asked for was made."""
    given, form = read_form(CalledForm, visit.sent)
    if given is None:
        return await _thread(visit, form)
    return await _do(visit, called, CalledBody(note=given.said))


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
    return await _shown(visit, found, form, preview)


async def _shown(visit: Visit, found: ConversationAnswer, form: Form, preview: ReplyAnswer | None) -> Html:
    async with visit.deps.reading() as session:
        thread = await require_thread(session, actor=visit.actor, thread_id=found.thread_id)
        holder = await find_holder(session, thread)
    facts = {
        "thread": found,
        "source": visit.deps.settings.source_language,
        "form": form,
        "preview": preview,
        "takers": _takers(visit, found),
        "taker": holder.email if holder else "",
        "address_of": family_address,
        "call": call_words(visit, found.call) if found.call else "",
        "may_give_back": visit.actor.whole_school,
    }
    return Html("thread.html", facts, status=422 if form.errors else 200)


def _takers(visit: Visit, found: ConversationAnswer) -> list[tuple[str, str]]:
    """By address; two of one name with it."""
    names = [colleague.name for colleague in found.colleagues]
    return [
        ("", visit.say(NOBODY)),
        *(
            (one.email, one.name if names.count(one.name) == 1 else f"{one.name} ({one.email})")
            for one in found.colleagues
        ),
    ]


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
