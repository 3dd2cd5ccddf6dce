"""What comes in is kept until handled; a parent's words stand once, in one open conversation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.inbox import (
    MAX_HANDLING,
    record_failure,
    record_handled,
    record_question,
    record_reply,
    record_updates,
)
from bot.enums import OutboxState, ThreadState
from bot.errors import NotFound
from bot.models import AuditEntry, OutboxMessage, Thread, ThreadMessage, Update
from bot.queries.inbox import WaitingUpdate, list_waiting_updates
from messages.facts import Words
from messages.languages import Language
from messages.outgoing import HowSaid
from tests.builders import RUTH, TOM, make_draft, make_families, make_question, make_row, require_id
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)
WORDS = Words("Ja hoor!", Language("nl"), "Tabii!", HowSaid.APPROVED)


async def test_update_is_kept_once_and_waits_in_order(session: AsyncSession) -> None:
    await record_updates(session, updates=[], now=NOW)
    await record_updates(session, updates=[(12, "twelve"), (11, "eleven")], now=NOW)
    await record_updates(session, updates=[(12, "again"), (13, "thirteen")], now=LATER)

    assert await list_waiting_updates(session) == [
        WaitingUpdate(11, "eleven"),
        WaitingUpdate(12, "twelve"),
        WaitingUpdate(13, "thirteen"),
    ]


async def test_handled_update_waits_no_more_and_is_not_taken_again(session: AsyncSession) -> None:
    await record_updates(session, updates=[(11, "eleven")], now=NOW)
    await record_handled(session, update_id=11, now=NOW)

    await record_updates(session, updates=[(11, "eleven")], now=LATER)

    assert await list_waiting_updates(session) == []


async def test_update_that_keeps_failing_is_put_aside(session: AsyncSession) -> None:
    await record_updates(session, updates=[(11, "bad"), (12, "good")], now=NOW)

    given_up = [await record_failure(session, update_id=11, error="KeyError", now=NOW) for _ in range(MAX_HANDLING)]

    update = await session.get_one(Update, 11)
    assert given_up == [False] * (MAX_HANDLING - 1) + [True]
    assert (update.attempts, update.error, update.handled_at) == (MAX_HANDLING, "KeyError", NOW)
    assert [waiting.update_id for waiting in await list_waiting_updates(session)] == [12]


async def test_failure_of_an_update_that_is_gone_is_no_failure(session: AsyncSession) -> None:
    assert not await record_failure(session, update_id=11, error="KeyError", now=NOW)


async def test_questions_of_a_parent_stand_in_one_open_conversation(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    first = await make_question(session, "Amina", update_id=1)

    second = await make_question(session, "Amina", update_id=2, now=LATER)

    assert second.id == first.id
    assert (second.state, second.opened_at, second.last_at) == (ThreadState.OPEN, NOW, LATER)
    assert len(list(await session.scalars(select(ThreadMessage)))) == 2


async def test_repeated_question_is_kept_once_even_when_the_conversation_was_closed(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    thread = await make_question(session, "Amina", update_id=1)
    thread.state = ThreadState.CLOSED

    again = await make_question(session, "Amina", update_id=1, now=LATER)

    assert (again.id, again.last_at) == (thread.id, NOW)
    assert len(list(await session.scalars(select(Thread)))) == 1
    assert len(list(await session.scalars(select(ThreadMessage)))) == 1


async def test_question_after_a_closed_conversation_opens_a_new_one(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    thread = await make_question(session, "Amina", update_id=1)
    thread.state = ThreadState.CLOSED

    another = await make_question(session, "Amina", update_id=2)

    assert another.id != thread.id


async def test_spoken_question_keeps_its_recording(session: AsyncSession) -> None:
    await make_families(session, make_row("Luwam", "Selam", "ti"))

    await record_question(
        session,
        parent_id=await require_id(session, "Selam"),
        text="",
        language="ti",
        update_id=1,
        now=NOW,
        file_id="voice-1",
    )

    (message,) = await session.scalars(select(ThreadMessage))
    assert (message.author, message.text, message.language, message.file_id) == (None, "", "ti", "voice-1")


async def test_reply_is_kept_as_written_and_as_read_and_queued(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "tr"))
    thread = await make_question(session, "Amina")

    await record_reply(
        session, actor=RUTH, thread_id=thread.id, words=WORDS, author="Juf Ruth", now=LATER, draft=make_draft("?")
    )

    reply = (await session.scalars(select(ThreadMessage).where(ThreadMessage.author.is_not(None)))).one()
    assert (reply.author, reply.text, reply.language, reply.translation) == ("Juf Ruth", "Ja hoor!", "nl", "Tabii!")
    assert thread.last_at == LATER
    queued = (await session.scalars(select(OutboxMessage))).one()
    assert (queued.dedupe_key, queued.state) == (f"reply:{reply.id}", OutboxState.QUEUED)
    assert await session.scalar(select(AuditEntry.object_id).where(AuditEntry.action == "reply")) == thread.id


async def test_reply_of_a_teacher_of_another_group_is_refused(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    thread = await make_question(session, "Amina")

    with pytest.raises(NotFound, match="There is no thread"):
        await record_reply(
            session, actor=TOM, thread_id=thread.id, words=WORDS, author="Tom", now=NOW, draft=make_draft()
        )
