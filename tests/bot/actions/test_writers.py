"""Words on a shared phone move to who wrote them, with the call and the urgency that hang on them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.danger import record_danger
from bot.actions.inbox import record_question, record_reply
from bot.actions.threads import record_call
from bot.actions.writers import record_writer
from bot.enums import ThreadState
from bot.models import Alert, Thread, ThreadMessage, ThreadNote
from messages.conversation.inbox import CallTime
from messages.facts import Words
from messages.languages import Language
from messages.tap_values import DayPart
from tests.builders import SAM, make_draft, make_families, make_row, require_id
from tests.fakes import NOW

LATER, MUCH_LATER = NOW + timedelta(minutes=5), NOW + timedelta(hours=2)
FRIDAY = CallTime(date(2026, 11, 27), DayPart.MORNING)
LIO = "lio@school.example"


@pytest.fixture(autouse=True)
async def school(session: AsyncSession) -> None:
    """Words on the phone that they share are kept with Mehmet at first."""
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Noor", "Mehmet", "tr"))


async def write(session: AsyncSession, update_id: int, now: datetime = NOW, by: str = "Mehmet") -> ThreadMessage:
    facts = {"text": f"Vraag {update_id}", "language": "tr", "address": 7001}
    parent = await require_id(session, by)
    return await record_question(session, parent_id=parent, update_id=update_id, now=now, **facts)  # type: ignore[arg-type]


async def move(session: AsyncSession, update_id: int, to: str = "Amina") -> bool:
    parent = await require_id(session, to)
    moved = await record_writer(
        session, update_id=update_id, address=7001, parent_id=parent, language="ar", now=MUCH_LATER
    )
    session.expire_all()
    return moved


async def threads(session: AsyncSession) -> list[tuple[str, datetime | None, datetime | None, str | None]]:
    """Whose, waits since, urgent at, call."""
    amina = await require_id(session, "Amina")
    found = await session.scalars(select(Thread).order_by(Thread.id))
    return [
        ("Amina" if one.parent_id == amina else "Mehmet", one.waits_since, one.urgent_at, one.call_day) for one in found
    ]


async def reply(session: AsyncSession, thread_id: int) -> None:
    facts = {"actor": SAM, "author": "Sam", "now": LATER, "draft": make_draft()}
    await record_reply(session, thread_id=thread_id, words=Words("Ja", Language("nl")), **facts)  # type: ignore[arg-type]


async def test_only_words_take_everything_along_and_the_empty_conversation_goes(session: AsyncSession) -> None:
    message = await write(session, 1)
    await record_danger(session, message=message, recipients=[LIO], now=NOW)
    await record_call(session, parent_id=await require_id(session, "Mehmet"), wanted=FRIDAY, now=NOW)

    assert await move(session, 1)

    assert await threads(session) == [("Amina", NOW, NOW, "2026-11-27")]
    (alert,) = await session.scalars(select(Alert))
    (moved,) = await session.scalars(select(ThreadMessage))
    assert alert.thread_id == moved.thread_id
    assert (moved.language, moved.read_at) == ("ar", None)


async def test_other_words_stay_and_keep_the_call(session: AsyncSession) -> None:
    await write(session, 1)
    urgent = await write(session, 2, LATER)
    await record_danger(session, message=urgent, recipients=[LIO], now=LATER)
    await record_call(session, parent_id=await require_id(session, "Mehmet"), wanted=FRIDAY, now=LATER)

    await move(session, 2)

    assert await threads(session) == [("Mehmet", NOW, LATER, "2026-11-27"), ("Amina", LATER, LATER, None)]


async def test_urgency_of_older_words_stays_with_them(session: AsyncSession) -> None:
    urgent = await write(session, 1)
    await record_danger(session, message=urgent, recipients=[LIO], now=NOW)
    await write(session, 2, LATER)

    await move(session, 2)

    assert await threads(session) == [("Mehmet", NOW, NOW, None), ("Amina", LATER, None, None)]


async def test_call_that_was_made_and_notes_stay(session: AsyncSession) -> None:
    message = await write(session, 1)
    thread = await record_call(session, parent_id=await require_id(session, "Mehmet"), wanted=FRIDAY, now=NOW)
    thread.called_at = LATER
    session.add(ThreadNote(thread_id=message.thread_id, author="Sam", text="Gebeld", written_at=LATER))
    await session.flush()

    await move(session, 1)

    assert await threads(session) == [("Mehmet", None, None, "2026-11-27"), ("Amina", NOW, None, None)]


async def test_two_conversations_urgent_at_the_same_moment_are_one(session: AsyncSession) -> None:
    for by, update_id in (("Amina", 1), ("Mehmet", 2)):
        message = await write(session, update_id, by=by)
        await record_danger(session, message=message, recipients=[LIO], now=NOW)

    await move(session, 2)

    assert await threads(session) == [("Amina", NOW, NOW, None)]
    assert len(list(await session.scalars(select(Alert)))) == 1


async def test_words_join_an_open_conversation_in_their_own_time(session: AsyncSession) -> None:
    await write(session, 1, MUCH_LATER, by="Amina")
    await write(session, 2)

    await move(session, 2)

    assert await threads(session) == [("Amina", NOW, None, None)]
    assert await session.scalar(select(Thread.last_at)) == MUCH_LATER


async def test_who_has_them_already_keeps_them(session: AsyncSession) -> None:
    await write(session, 1)

    assert await move(session, 1, to="Mehmet")
    assert await threads(session) == [("Mehmet", NOW, None, None)]


@pytest.mark.parametrize("done", ["answered", "closed"])
async def test_words_that_staff_dealt_with_do_not_move(session: AsyncSession, done: str) -> None:
    message = await write(session, 1)
    if done == "answered":
        await reply(session, message.thread_id)
    else:
        (await session.get_one(Thread, message.thread_id)).state = ThreadState.CLOSED
        await session.flush()

    assert [await move(session, 1), await move(session, 1, to="Mehmet")] == [False, False]
    assert [whose for whose, *_ in await threads(session)] == ["Mehmet"]
