"""Conversations in the order in which somebody should look, each to whom it concerns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.conversations import record_look, record_note
from bot.domain.actors import Actor
from bot.enums import Role, ThreadState
from bot.errors import NotFound
from bot.models import ApiToken, Staff
from bot.queries.colleagues import Look
from bot.queries.conversations import Counts, WantedCall, count_threads, list_threads, load_conversation
from messages.tap_values import DayPart
from tests.bot.conversations import make_colleague, make_thread
from tests.builders import RUTH, SAM, TOM, make_families, make_row, make_token
from tests.fakes import NOW

HOUR = timedelta(hours=1)
PEOPLE = ("Amina", "Piotr", "Selam", "Wen", "Omar", "Emine")


@pytest.fixture(autouse=True)
async def school(session: AsyncSession) -> None:
    rows = [make_row(f"Kind{name}", name, "ar") for name in PEOPLE]
    await make_families(session, *rows, make_row("Luwam", "Yonas", "ti", group="groep 6"))


async def ids(session: AsyncSession, **how: Any) -> list[int]:
    asked: dict[str, Any] = {"actor": SAM, "state": None, **how}
    return [line.id for line in await list_threads(session, **asked)]


async def test_urgent_stands_first_then_who_waits_longest_then_the_newest(session: AsyncSession) -> None:
    facts: list[dict[str, Any]] = [
        {"now": NOW},  # 1 waits
        {"now": NOW, "waits_since": None, "last_at": NOW + HOUR},  # 2 answered
        {"now": NOW, "waits_since": NOW - HOUR},  # 3 waits longer
        {"now": NOW, "waits_since": None, "last_at": NOW + 2 * HOUR},  # 4 answered later
        {"now": NOW, "waits_since": None, "urgent_at": NOW},  # 5 urgent, answered
        {"now": NOW, "urgent_at": NOW + HOUR},  # 6 urgent, waits
    ]
    for number, (name, how) in enumerate(zip(PEOPLE, facts, strict=True), start=1):
        await make_thread(session, name, update_id=number, **how)
    closed = await make_thread(session, "Yonas", update_id=9, urgent_at=NOW, last_at=NOW + 3 * HOUR)
    closed.state = ThreadState.CLOSED
    await session.flush()

    assert await ids(session) == [6, 5, 3, 1, 7, 4, 2]
    assert await ids(session, state=ThreadState.OPEN) == [6, 5, 3, 1, 4, 2]


async def test_page_begins_behind_a_place_whatever_moved_meanwhile(session: AsyncSession) -> None:
    for number, name in enumerate(PEOPLE, start=1):
        thread = await make_thread(session, name, update_id=number, now=NOW + number * HOUR)
    lines = await list_threads(session, actor=SAM, state=None)
    third = lines[2]

    thread = await session.get_one(type(thread), third.id)
    thread.waits_since, thread.last_at = None, NOW + 9 * HOUR
    await session.flush()

    assert [line.id for line in lines] == [1, 2, 3, 4, 5, 6]
    assert await ids(session, after=third.place) == [4, 5, 6, 3]


async def test_those_who_wait_since_the_same_second_stand_in_the_order_of_their_numbers(session: AsyncSession) -> None:
    for number, name in enumerate(PEOPLE[:3], start=1):
        await make_thread(session, name, update_id=number)
    lines = await list_threads(session, actor=SAM, state=None)

    pages = [await ids(session, after=line.place) for line in lines]

    assert pages == [[2, 3], [3], []]


async def test_conversations_are_those_of_the_own_groups(session: AsyncSession) -> None:
    await make_thread(session, "Amina", update_id=1)
    await make_thread(session, "Yonas", update_id=2)

    assert [await ids(session, actor=actor) for actor in (SAM, RUTH, TOM)] == [[1, 2], [1], [2]]
    assert [(await count_threads(session, actor=actor)).open for actor in (SAM, RUTH, TOM)] == [2, 1, 1]
    with pytest.raises(NotFound, match="No group 'groep 6' among yours"):
        await ids(session, actor=RUTH, group="groep 6")


async def test_what_nobody_began_is_not_shown(session: AsyncSession) -> None:
    thread = await make_thread(session, "Amina", update_id=1)
    for message in (await list_threads(session, actor=SAM, state=None))[0].messages:
        await session.delete(message)
    await session.flush()
    empty = await ids(session)
    thread.call_day, thread.call_part = "2026-11-25", DayPart.AFTERNOON
    await session.flush()

    (line,) = await list_threads(session, actor=SAM, state=None)

    assert (empty, line.call) == ([], WantedCall("2026-11-25", DayPart.AFTERNOON, done=False))


async def test_nobody_waits_in_what_is_closed(session: AsyncSession) -> None:
    await make_thread(session, "Amina", update_id=1, state=ThreadState.CLOSED)

    (line,) = await list_threads(session, actor=SAM, state=None)

    assert (line.waits_since, await count_threads(session, actor=SAM)) == (None, Counts(0, 0, 0, 0, ()))


async def test_mine_are_those_that_were_given_to_me(session: AsyncSession) -> None:
    ruth = await make_colleague(session, "Ruth")
    await make_thread(session, "Amina", update_id=1, assigned_to=ruth.staff_id)
    await make_thread(session, "Piotr", update_id=2)

    assert [await ids(session, actor=actor, mine=True) for actor in (ruth, SAM)] == [[1], []]


async def test_those_with_the_liaison_are_found_and_those_that_are_not(session: AsyncSession) -> None:
    await make_thread(session, "Amina", update_id=1, with_liaison=True)
    await make_thread(session, "Piotr", update_id=2)

    assert [await ids(session, with_liaison=asked) for asked in (True, False, None)] == [[1], [2], [1, 2]]
    assert (await count_threads(session, actor=SAM)).with_liaison == 1


async def test_who_has_left_has_nothing_any_more(session: AsyncSession) -> None:
    ruth = await make_colleague(session, "Ruth")
    await make_thread(session, "Amina", update_id=1, assigned_to=ruth.staff_id)
    before = (await list_threads(session, actor=SAM, state=None))[0].assigned_to
    (await session.get_one(Staff, ruth.staff_id)).left_at = NOW
    await session.flush()

    conversation = await load_conversation(session, actor=SAM, now=NOW, thread_id=1)

    assert (before, conversation.line.assigned_to, conversation.readers) == ("Ruth", None, ())


async def test_conversation_shows_notes_and_who_may_read_it(session: AsyncSession) -> None:
    thread = await make_thread(session, "Amina", update_id=1)
    lio, ruth = [await make_colleague(session, "Lio", Role.LIAISON), await make_colleague(session, "Ruth")]
    await make_colleague(session, "Tom", groups=("groep 6",))
    await make_colleague(session, "Ada", Role.ADMINISTRATOR)
    for actor in (lio, ruth):
        text = f"Gezien door {actor.name}."
        await record_note(session, actor=actor, now=NOW, thread_id=thread.id, author=actor.name or "", text=text)

    found = await load_conversation(session, actor=ruth, now=NOW, thread_id=thread.id)

    assert [(note.author, note.text) for note in found.notes] == [
        ("Lio", "Gezien door Lio."), ("Ruth", "Gezien door Ruth."),
    ]  # fmt: skip
    assert [colleague.email for colleague in found.readers] == ["lio@school.example", "ruth@school.example"]
    assert found.line.note_count == 2


async def test_trail_shows_who_looked_by_name_and_nobody_of_before(session: AsyncSession) -> None:
    ruth = await make_colleague(session, "Ruth")
    await make_token(session, role=Role.COORDINATOR)
    await make_token(session)
    looks = [(ruth, -HOUR), (ruth, HOUR), (ruth, 3 * HOUR)]
    looks += [(Actor(f"token:{number}", None, Role.COORDINATOR), number * HOUR) for number in (1, 2, 99)]
    thread = await make_thread(session, "Amina", update_id=1)
    for actor, after in looks:
        await record_look(session, actor=actor, now=NOW + after, thread_id=thread.id)

    found = await load_conversation(session, actor=SAM, now=NOW, thread_id=thread.id)

    assert (await session.get_one(ApiToken, 2)).name == "test"
    assert found.looks == (Look("Ruth", NOW + 3 * HOUR), Look("test", NOW + 2 * HOUR), Look("Juf Ruth", NOW + HOUR))
