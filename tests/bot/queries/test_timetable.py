"""Who comes when, who waits in order, who has no time and why; others' groups do not exist."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bookings import record_none_suits
from bot.errors import NotFound
from bot.models import Event
from bot.queries.timetable import TalkFamily, Timetable, load_timetable
from messages.facts import Answer
from tests.bot.talks import book, fill_up, key_of, make_afternoon, slot_id, unbook
from tests.builders import RUTH, TOM, make_event, make_question
from tests.fakes import NOW


@pytest.fixture
async def event(session: AsyncSession) -> Event:
    return await make_afternoon(session)


async def test_booked_and_waiting_families_stand_in_order(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)
    thread = await make_question(session, "Piotr", update_id=900)
    await book(session, event, 0, "Zosia", "Piotr")

    table = await load_timetable(session, actor=RUTH, event_id=event.id)

    assert [(one.taken, one.free) for one in table.slots] == [(1, 0)] * 3
    assert [(one.slot_id, one.family.first_name, one.family.parent_name) for one in table.booked] == [
        (await slot_id(session, event, 0), "Noor", "Amina"),
        (await slot_id(session, event, 10), "Sami", "Amina"),
        (await slot_id(session, event, 20), "Noor", "Omar"),
    ]
    piotr = TalkFamily(
        key=await key_of(session, event, "Zosia", "Piotr"),
        parent_id="P-Piotr",
        parent_name="Piotr",
        child_id="K-Zosia",
        first_name="Zosia",
        language="pl",
        reached=True,
        thread_id=thread.id,
    )
    assert [one.family for one in table.waiting] == [piotr]
    assert (table.without, table.families()[0]) == ([], piotr)


async def test_who_has_no_time_stands_with_what_they_said(session: AsyncSession, event: Event) -> None:
    await unbook(session, event, "Sami", "Amina")
    none_suits = await key_of(session, event, "Zosia", "Piotr")
    await record_none_suits(session, none_suits, update_id=901, now=NOW)

    table = await load_timetable(session, actor=RUTH, event_id=event.id)

    said = [(one.family.first_name, one.family.parent_name, one.answer, one.cannot_then) for one in table.without]
    assert said == [
        ("Noor", "Amina", None, False),
        ("Noor", "Omar", None, False),
        ("Sami", "Amina", Answer.NO, False),
        ("Zosia", "Piotr", Answer.NO, True),
    ]
    assert (table.booked, table.waiting) == ([], [])


async def test_event_without_slots_has_no_families_to_show(session: AsyncSession, event: Event) -> None:
    plain = await make_event(session)

    assert await load_timetable(session, actor=RUTH, event_id=plain.id) == Timetable(plain, [], [], [], [])


async def test_talks_of_another_group_do_not_exist(session: AsyncSession, event: Event) -> None:
    with pytest.raises(NotFound):
        await load_timetable(session, actor=TOM, event_id=event.id)
