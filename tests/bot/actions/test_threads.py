"""Who takes a conversation, since when a parent waits in it, which call is wanted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import record_unreachable
from bot.actions.inbox import record_question, record_reply
from bot.actions.staff import record_staff
from bot.actions.threads import open_thread, record_call
from bot.domain.actors import COMMAND
from bot.enums import Role, ThreadState
from bot.models import Staff, Thread
from bot.queries.inbox import load_correspondent
from bot.queries.threads import oldest_unanswered
from messages.conversation.inbox import CallTime
from messages.facts import Words
from messages.languages import Language
from messages.tap_values import DayPart
from tests.builders import GROUP, SAM, make_draft, make_families, make_joined, make_question, make_row, require_id
from tests.fakes import NOW

LATER, MUCH_LATER = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
FRIDAY = CallTime(date(2026, 11, 27), DayPart.AFTERNOON)


@pytest.fixture(autouse=True)
async def school(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar", group="groep 6"))
    await make_joined(session, "Amina")


async def reply(session: AsyncSession, thread: Thread) -> None:
    words = Words("Ja", Language("nl"))
    facts = {"actor": SAM, "author": "Sam", "now": MUCH_LATER, "draft": make_draft()}
    await record_reply(session, thread_id=thread.id, words=words, **facts)  # type: ignore[arg-type]


async def add_teacher(session: AsyncSession, name: str, *groups: str, role: Role = Role.TEACHER) -> int:
    email = f"{name}@school.example"
    await record_staff(session, actor=COMMAND, now=NOW, email=email, role=role, groups=groups, name=name)
    await session.flush()
    return (await session.scalars(select(Staff.id).where(Staff.email == email))).one()


async def test_parent_waits_since_the_oldest_words_until_staff_answer(session: AsyncSession) -> None:
    thread = await make_question(session, "Amina", update_id=1)
    await make_question(session, "Amina", update_id=2, now=LATER)
    waited = thread.waits_since

    await reply(session, thread)

    assert (waited, thread.waits_since, thread.last_at) == (NOW, None, MUCH_LATER)
    assert await oldest_unanswered(session, thread_id=thread.id) is None


async def test_words_after_an_answer_wait_anew(session: AsyncSession) -> None:
    thread = await make_question(session, "Amina", update_id=1)
    await reply(session, thread)

    await make_question(session, "Amina", update_id=2, now=MUCH_LATER)

    assert thread.waits_since == MUCH_LATER
    assert await oldest_unanswered(session, thread_id=thread.id) == MUCH_LATER


async def test_call_waits_on_the_open_conversation_and_the_newest_wish_counts(session: AsyncSession) -> None:
    thread = await make_question(session, "Amina")
    thread.called_at = NOW
    parent = await require_id(session, "Amina")

    same = await record_call(session, parent_id=parent, wanted=FRIDAY, now=LATER)

    assert same.id == thread.id
    assert (same.call_day, same.call_part, same.called_at) == ("2026-11-27", "a", None)
    assert (same.waits_since, same.last_at) == (NOW, LATER)


async def test_call_opens_a_conversation_where_there_is_none(session: AsyncSession) -> None:
    thread = await record_call(session, parent_id=await require_id(session, "Amina"), wanted=FRIDAY, now=LATER)

    assert (thread.state, thread.opened_at, thread.waits_since) == (ThreadState.OPEN, LATER, LATER)


@pytest.mark.parametrize(
    ("teachers", "taken"),
    [
        ({}, None),
        ({"ruth": (GROUP,)}, "ruth"),
        ({"ruth": (GROUP, "groep 6")}, "ruth"),
        ({"ruth": (GROUP,), "tom": ("groep 6",)}, None),
        ({"ruth": (GROUP,), "eva": (GROUP,)}, None),
        ({"ruth": ("groep 8",)}, None),
    ],
    ids=["nobody", "one", "one for both children", "one for each child", "two for a group", "of another group"],
)
async def test_new_conversation_is_the_only_teachers(
    session: AsyncSession, teachers: dict[str, tuple[str, ...]], taken: str | None
) -> None:
    await make_families(session, make_row("Jan", "Piotr", "pl", group="groep 8"))
    await add_teacher(session, "lio", GROUP, role=Role.LIAISON)
    ids = {name: await add_teacher(session, name, *groups) for name, groups in teachers.items()}

    thread = await open_thread(session, parent_id=await require_id(session, "Amina"), now=NOW)

    assert thread.assigned_to == (ids[taken] if taken else None)


async def test_new_conversation_is_not_given_to_who_has_left(session: AsyncSession) -> None:
    ruth, eva = [await add_teacher(session, name, GROUP) for name in ("ruth", "eva")]
    (await session.get_one(Staff, eva)).left_at = NOW

    thread = await open_thread(session, parent_id=await require_id(session, "Amina"), now=NOW)

    assert thread.assigned_to == ruth


async def test_reply_goes_to_the_chat_of_the_last_words_while_it_is_alive(session: AsyncSession) -> None:
    parent = await require_id(session, "Amina")
    await make_joined(session, "Amina", first_address=9001, now=LATER)
    wrote = {"parent_id": parent, "text": "Dag", "language": "nl"}
    said = await record_question(session, **wrote, update_id=1, now=NOW, address=9001)  # type: ignore[arg-type]
    await record_question(session, **wrote, update_id=2, now=LATER, address=7001)  # type: ignore[arg-type]

    _, alive, _ = await load_correspondent(session, actor=SAM, thread_id=said.thread_id)
    await record_unreachable(session, address=7001, now=LATER)
    _, other, wrote_at = await load_correspondent(session, actor=SAM, thread_id=said.thread_id)

    assert (alive, other, wrote_at) == (7001, 9001, LATER)
