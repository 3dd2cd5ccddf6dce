"""What staff do with a conversation: taken, handed over and back, noted, called, closed, opened again; in the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import LOOK
from bot.actions.conversations import (
    close_thread,
    record_assigned,
    record_called,
    record_handback,
    record_handover,
    record_look,
    record_note,
    reopen_thread,
)
from bot.actions.inbox import record_reply
from bot.domain.actors import Actor
from bot.enums import Role, ThreadState
from bot.errors import Conflict, NotAllowed, NotFound
from bot.models import Staff, Thread
from messages.facts import Words
from messages.languages import Language
from messages.tap_values import DayPart
from tests.bot.conversations import list_note_texts, list_trail, make_colleague, make_thread
from tests.builders import LIO, RUTH, SAM, make_draft, make_families, make_question, make_row
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
async def thread(session: AsyncSession) -> Thread:
    """Amina, of groep 3, waits; nobody has it."""
    await make_families(session, make_row("Noor", "Amina", "ar"))
    return await make_thread(session, "Amina", update_id=1)


def at(actor: Actor, thread: Thread) -> dict[str, Any]:
    return {"actor": actor, "now": LATER, "thread_id": thread.id}


async def reply(session: AsyncSession, actor: Actor, thread: Thread) -> None:
    words = Words("Ja.", Language("nl"))
    await record_reply(session, **at(actor, thread), words=words, author="Ruth", draft=make_draft())


async def test_look_stands_in_the_trail_once_an_hour(session: AsyncSession, thread: Thread) -> None:
    for actor, after in ((RUTH, 0), (RUTH, 59), (SAM, 59), (RUTH, 60)):
        moment = NOW + timedelta(minutes=after)
        await record_look(session, actor=actor, now=moment, thread_id=thread.id)

    assert timedelta(minutes=60) == LOOK
    assert await list_trail(session, thread.id) == [
        (RUTH.key, "thread-read"), (SAM.key, "thread-read"), (RUTH.key, "thread-read"),
    ]  # fmt: skip


async def test_colleague_who_may_read_it_takes_it_and_gives_it_away(session: AsyncSession, thread: Thread) -> None:
    await make_colleague(session, "Eva")
    lio = await make_colleague(session, "Lio", Role.LIAISON)

    await record_assigned(session, **at(RUTH, thread), email=" Lio@school.example ")
    taken = thread.assigned_to
    await record_assigned(session, **at(RUTH, thread), email=None)

    assert (taken, thread.assigned_to) == (lio.staff_id, None)
    assert await list_trail(session, thread.id) == [(RUTH.key, "thread-assigned")] * 2


@pytest.mark.parametrize(
    ("name", "role"),
    [("Ruth", Role.TEACHER), ("Ada", Role.ADMINISTRATOR), ("Left", Role.LIAISON), ("Nobody", None)],
    ids=["of another group", "administrator", "has left", "nobody"],
)
async def test_who_may_not_read_it_cannot_take_it(
    session: AsyncSession, thread: Thread, name: str, role: Role | None
) -> None:
    await make_families(session, make_row("Luwam", "Selam", "ti", group="groep 6"))
    other = await make_thread(session, "Selam", update_id=2)
    if role:
        colleague = await session.get_one(Staff, (await make_colleague(session, name, role)).staff_id)
        colleague.left_at = NOW if name == "Left" else None

    with pytest.raises(NotFound, match=f"No colleague with the address '{name}@school.example' may read"):
        await record_assigned(session, **at(SAM, other), email=f"{name}@school.example")
    assert (other.assigned_to, await list_trail(session, other.id)) == (None, [])


async def test_thread_goes_to_the_liaison_and_back_to_the_only_teacher(session: AsyncSession, thread: Thread) -> None:
    ruth = await make_colleague(session, "Ruth")
    await make_colleague(session, "Lio", Role.LIAISON)
    thread.assigned_to = ruth.staff_id

    await record_handover(session, **at(ruth, thread), author="Ruth", note="Spreekt liever met jou.")
    with_liaison = thread.with_liaison, thread.assigned_to
    await record_handback(session, **at(LIO, thread), author="Lio", note="Gesproken.")

    assert (with_liaison, thread.with_liaison, thread.assigned_to) == ((True, None), False, ruth.staff_id)
    assert await list_note_texts(session) == [("Ruth", "Spreekt liever met jou."), ("Lio", "Gesproken.")]
    assert await list_trail(session, thread.id) == [
        (ruth.key, "thread-handed-over"), (LIO.key, "thread-handed-back"),
    ]  # fmt: skip


async def test_teacher_does_not_take_back_what_was_handed_over(session: AsyncSession, thread: Thread) -> None:
    await make_colleague(session, "Lio", Role.LIAISON)
    await record_handover(session, **at(RUTH, thread), author="Ruth")

    with pytest.raises(NotAllowed, match="Only a liaison or a coordinator hands a conversation back"):
        await record_handback(session, **at(RUTH, thread), author="Ruth")
    assert (thread.with_liaison, await list_note_texts(session)) == (True, [])


async def test_nothing_is_handed_over_where_there_is_no_liaison(session: AsyncSession, thread: Thread) -> None:
    lio = await session.get_one(Staff, (await make_colleague(session, "Lio", Role.LIAISON)).staff_id)
    lio.left_at = NOW

    with pytest.raises(Conflict, match="This school has no liaison"):
        await record_handover(session, **at(RUTH, thread), author="Ruth")
    assert (thread.with_liaison, await list_trail(session, thread.id)) == (False, [])


async def test_closed_conversation_is_not_handed_over(session: AsyncSession, thread: Thread) -> None:
    await close_thread(session, **at(RUTH, thread))

    with pytest.raises(Conflict, match="This conversation is closed"):
        await record_handover(session, **at(RUTH, thread), author="Ruth")
    assert not thread.with_liaison


async def test_note_is_kept_with_who_wrote_it(session: AsyncSession, thread: Thread) -> None:
    await record_note(session, **at(RUTH, thread), author="Juf Ruth", text="Ik heb gebeld.")

    assert await list_note_texts(session) == [("Juf Ruth", "Ik heb gebeld.")]
    assert await list_trail(session, thread.id) == [(RUTH.key, "thread-note")]
    assert (thread.waits_since, thread.last_at) == (NOW, NOW)


async def test_wanted_call_was_made_and_the_parent_waits_no_more(session: AsyncSession, thread: Thread) -> None:
    thread.call_day, thread.call_part = "2026-11-25", DayPart.MORNING

    await record_called(session, **at(RUTH, thread), author="Ruth", note="Alles is duidelijk.")

    assert (thread.called_at, thread.waits_since, thread.last_at) == (LATER, None, LATER)
    assert await list_note_texts(session) == [("Ruth", "Alles is duidelijk.")]
    assert await list_trail(session, thread.id) == [(RUTH.key, "thread-called")]


async def test_call_that_nobody_wanted_was_not_made(session: AsyncSession, thread: Thread) -> None:
    with pytest.raises(Conflict, match="Nobody asked to be called"):
        await record_called(session, **at(RUTH, thread), author="Ruth")
    assert thread.waits_since == NOW


async def test_closed_twice_is_closed_and_opened_twice_is_open(session: AsyncSession, thread: Thread) -> None:
    for _ in range(2):
        await close_thread(session, **at(RUTH, thread))
    closed = thread.state, thread.closed_at
    for _ in range(2):
        await reopen_thread(session, **at(SAM, thread))

    assert closed == (ThreadState.CLOSED, LATER)
    assert (thread.state, thread.closed_at, thread.waits_since) == (ThreadState.OPEN, None, NOW)
    assert await list_trail(session, thread.id) == [(RUTH.key, "thread-closed"), (SAM.key, "thread-reopened")]


async def test_words_after_closing_begin_another_conversation_and_go_where_something_was_said_last(
    session: AsyncSession, thread: Thread
) -> None:
    await close_thread(session, **at(RUTH, thread))
    second = await make_question(session, "Amina", update_id=2, now=LATER)
    await reply(session, RUTH, thread)
    thread.last_at = LATER + timedelta(minutes=1)
    await session.flush()

    third = await make_question(session, "Amina", update_id=3, now=LATER)

    assert (second.id == thread.id, third.id == thread.id) == (False, True)


async def test_reply_opens_again_what_was_closed(session: AsyncSession, thread: Thread) -> None:
    await close_thread(session, **at(RUTH, thread))

    await reply(session, RUTH, thread)

    assert (thread.state, thread.closed_at, thread.waits_since) == (ThreadState.OPEN, None, None)


@pytest.mark.parametrize(
    ("role", "with_liaison", "holder", "takes"),
    [
        (Role.TEACHER, False, None, True),
        (Role.TEACHER, False, "Ali", False),
        (Role.TEACHER, False, "Left", True),
        (Role.TEACHER, True, None, False),
        (Role.LIAISON, True, None, True),
        (Role.COORDINATOR, True, "Ali", False),
    ],
)
async def test_who_answers_takes_what_nobody_has(
    session: AsyncSession, thread: Thread, role: Role, with_liaison: bool, holder: str | None, takes: bool
) -> None:
    answers = await make_colleague(session, "Answers", role)
    holds = await make_colleague(session, holder) if holder else None
    if holds:
        (await session.get_one(Staff, holds.staff_id)).left_at = NOW if holder == "Left" else None
    thread.with_liaison, thread.assigned_to = with_liaison, holds.staff_id if holds else None

    await reply(session, answers, thread)

    kept = holds.staff_id if holds else None
    assert thread.assigned_to == (answers.staff_id if takes else kept)


async def test_script_of_the_school_takes_nothing(session: AsyncSession, thread: Thread) -> None:
    await reply(session, SAM, thread)

    assert thread.assigned_to is None
