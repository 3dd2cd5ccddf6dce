"""API: what staff do with a conversation besides answering it; each answer is the conversation as it is then."""

from __future__ import annotations

from typing import Any

from bot.actions.conversations import (
    close_thread,
    record_assigned,
    record_called,
    record_handback,
    record_handover,
    record_note,
    reopen_thread,
)
from bot.enums import Scope
from bot.web.calls import Call, Route
from bot.web.fields import Body, Line, Paragraph
from bot.web.inbox import conversation
from bot.web.thread_models import ConversationAnswer


class AssignBody(Body):
    """Who takes it, by e-mail address; null for nobody."""

    staff: Line | None


class HandoverBody(Body):
    """To the liaison; with `back`, from the liaison to the teacher."""

    note: Paragraph | None = None
    back: bool = False


class NoteBody(Body):
    """For colleagues; the parent does not read it here."""

    text: Paragraph


class CalledBody(Body):
    """What was said, in a few words for colleagues."""

    note: Paragraph | None = None


async def assign(call: Call) -> ConversationAnswer:
    """Only to who may read it."""
    async with call.deps.transaction() as session:
        await record_assigned(session, **_facts(call), email=call.body.staff)
    return await conversation(call)


async def hand_over(call: Call) -> ConversationAnswer:
    """Or back."""
    record = record_handback if call.body.back else record_handover
    async with call.deps.transaction() as session:
        await record(session, **_facts(call), author=_author(call), note=call.body.note)
    return await conversation(call)


async def add_note(call: Call) -> ConversationAnswer:
    """Signed by who calls."""
    async with call.deps.transaction() as session:
        await record_note(session, **_facts(call), author=_author(call), text=call.body.text)
    return await conversation(call)


async def called(call: Call) -> ConversationAnswer:
    """By telephone, outside this service."""
    async with call.deps.transaction() as session:
        await record_called(session, **_facts(call), author=_author(call), note=call.body.note)
    return await conversation(call)


async def close(call: Call) -> ConversationAnswer:
    """Closed twice is closed."""
    async with call.deps.transaction() as session:
        await close_thread(session, **_facts(call))
    return await conversation(call)


async def reopen(call: Call) -> ConversationAnswer:
    """What is open stays so."""
    async with call.deps.transaction() as session:
        await reopen_thread(session, **_facts(call))
    return await conversation(call)


def _facts(call: Call) -> dict[str, Any]:
    return {"actor": call.actor, "now": call.deps.clock.now(), "thread_id": call.row_id()}


def _author(call: Call) -> str:
    return call.actor.name or call.deps.school.school_name


_WRITE = Scope.INBOX_WRITE

ROUTES = [
    Route("POST", "/inbox/{id}/assign", assign, ConversationAnswer, _WRITE, "Say who takes it", AssignBody),
    Route("POST", "/inbox/{id}/handover", hand_over, ConversationAnswer, _WRITE, "Liaison, or back", HandoverBody),
    Route("POST", "/inbox/{id}/notes", add_note, ConversationAnswer, _WRITE, "Tell colleagues", NoteBody, status=201),
    Route("POST", "/inbox/{id}/called", called, ConversationAnswer, _WRITE, "The wanted call was made", CalledBody),
    Route("POST", "/inbox/{id}/close", close, ConversationAnswer, _WRITE, "Done with it"),
    Route("POST", "/inbox/{id}/reopen", reopen, ConversationAnswer, _WRITE, "Not done with it after all"),
]  # fmt: skip
