"""Talks as their families read of them: own times, places in the line, and what can be chosen."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Event
from bot.queries.bookings import find_slot
from bot.queries.families import children_of
from bot.queries.talks import load_choice, load_talk_book
from messages.conversation.talk_screens import Choice, FreeTime, OtherParent
from messages.facts import Talk, TalkTime
from tests.bot.talks import TALKS, book, child_id, fill_up, key_of, make_afternoon, make_talks, slot_id
from tests.builders import make_event, require_id
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")
THREE = TALKS.astimezone(ZONE)


@pytest.fixture
async def event(session: AsyncSession) -> Event:
    return await make_afternoon(session)


def time(begin: int) -> TalkTime:
    return TalkTime(THREE + timedelta(minutes=begin), THREE + timedelta(minutes=begin + 10))


async def talks(session: AsyncSession, event: Event, parent: str) -> tuple[Talk, ...]:
    """Of this parent, asked for together with another one."""
    parents = [await require_id(session, parent), await require_id(session, "Selam")]
    book = await load_talk_book(session, event_id=event.id, parents=parents, zone=ZONE)
    assert book is not None
    return book.talks(parents[0], (await children_of(session, parents))[parents[0]])


async def test_event_without_slots_has_no_talks(session: AsyncSession, event: Event) -> None:
    plain = await make_event(session)

    assert await load_talk_book(session, event_id=plain.id, parents=[1], zone=ZONE) is None


async def test_each_child_has_a_talk_with_its_time_or_none_yet(session: AsyncSession, event: Event) -> None:
    await book(session, event, 10, "Sami", "Amina")

    noor, sami = await child_id(session, "Noor"), await child_id(session, "Sami")
    assert await talks(session, event, "Amina") == (Talk(noor, "Noor"), Talk(sami, "Sami", time(10)))


async def test_place_in_the_line_counts_everybody(session: AsyncSession, event: Event) -> None:
    other = await make_talks(session, 60)
    for child, parent in (("Noor", "Amina"), ("Noor", "Omar"), ("Zosia", "Piotr")):
        await book(session, other, 60, child, parent)

    places = [[talk.place for talk in await talks(session, other, parent)] for parent in ("Amina", "Omar", "Piotr")]

    assert places == [[None, None], [1], [2]]


async def test_talk_that_stands_is_told_also_where_the_message_is_about_a_sibling(
    session: AsyncSession, event: Event
) -> None:
    await book(session, event, 10, "Sami", "Amina")
    amina = await require_id(session, "Amina")
    found = await load_talk_book(session, event_id=event.id, parents=[amina], zone=ZONE)
    assert found is not None

    noor = [child for child in (await children_of(session, [amina]))[amina] if child.first_name == "Noor"]

    assert [talk.child for talk in found.talks(amina, noor)] == ["Noor", "Sami"]


async def test_choice_is_what_is_free_in_school_time_with_the_other_parents(
    session: AsyncSession, event: Event
) -> None:
    await book(session, event, 0, "Noor", "Omar")
    await book(session, event, 10, "Sami", "Amina")
    key = await key_of(session, event, "Noor", "Amina")
    talk = Talk(key.child_id, "Noor")

    choice = await load_choice(session, key=key, talk=talk, now=NOW, zone=ZONE)

    last = FreeTime(await slot_id(session, event, 20), THREE + timedelta(minutes=20), beside=True)
    assert choice == Choice(event.id, talk, [last], others=[OtherParent("Omar", THREE)])


async def test_chosen_slot_stands_in_the_choice(session: AsyncSession, event: Event) -> None:
    await fill_up(session, event)
    key = await key_of(session, event, "Noor", "Amina")

    choice = await load_choice(session, key=key, talk=Talk(key.child_id, "Noor"), now=NOW, zone=ZONE)

    assert (choice.free, choice.chosen) == ([], await slot_id(session, event, 0))


async def test_slot_is_found_by_its_number_if_there_is_one(session: AsyncSession, event: Event) -> None:
    slot = await find_slot(session, await slot_id(session, event, 10))

    assert slot is not None
    assert (slot.event_id, await find_slot(session, 999)) == (event.id, None)
