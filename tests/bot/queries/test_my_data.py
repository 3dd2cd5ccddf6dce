"""A parent gets everything that is classified as theirs, and nothing of anybody else."""

from __future__ import annotations

import json

from sqlalchemy import String, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.inbox import record_updates
from bot.actions.outbox import queue_messages
from bot.config import Settings
from bot.domain.personal import TABLES, exported_columns
from bot.enums import MediaKind
from bot.models import Base, Media, Thread
from bot.queries.my_data import load_my_data
from messages.languages import Language
from messages.my_data.archive import render_page
from messages.my_data.data import MyData, to_json
from tests.builders import GROUP, make_draft
from tests.canaries import SHARED_PHONE, Family, make_two_families
from tests.fakes import NOW

EXPORTED = [(table, column) for table in TABLES for column in exported_columns(table)]


async def load(session: AsyncSession, settings: Settings, family: Family) -> MyData:
    return await load_my_data(session, parent_id=family.parent, zone=settings.timezone, now=NOW)


def has_text(table: str, column: str) -> bool:
    """Numbers, times and links hold no canary."""
    kind = Base.metadata.tables[table].columns[column].type
    return isinstance(kind, String)


async def test_export_holds_every_column_that_is_classified_as_theirs(
    session: AsyncSession, settings: Settings
) -> None:
    amina, _ = await make_two_families(session)

    data = await load(session, settings, amina)

    missing = [
        f"{table}.{column}"
        for table, column in EXPORTED
        if not any(column.removesuffix("_id") in row or column in row for row in data.of(table))
    ]
    assert missing == []


async def test_both_files_hold_every_word(session: AsyncSession, settings: Settings) -> None:
    amina, _ = await make_two_families(session)

    data = await load(session, settings, amina)

    canaries = {amina.canary(f"{table}.{column}") for table, column in EXPORTED if has_text(table, column)}
    for file in (to_json(data, school="S"), render_page(data, school="S", language=Language("ar"))):
        assert {canary for canary in canaries if canary not in file} == set()
    assert list(data.files.values()) == [amina.canary("media.content").encode()]


async def test_export_holds_nothing_of_another_family_nor_of_the_other_guardian(
    session: AsyncSession, settings: Settings
) -> None:
    amina, omar = await make_two_families(session)

    data = await load(session, settings, amina)

    for file in (to_json(data, school="S"), render_page(data, school="S", language=Language("ar"))):
        assert omar.traces.findall(file) == []
    assert {child["first_name"] for child in data.of("children")} == {amina.canary("children.first_name"), "Sami"}


async def test_telephone_that_serves_two_tells_neither_of_what_came_in_there(
    session: AsyncSession, settings: Settings
) -> None:
    amina, _ = await make_two_families(session)
    await record_updates(session, updates=[(77, f'{{"message": {{"chat": {{"id": {SHARED_PHONE}}}}}}}')], now=NOW)
    await queue_messages(session, [make_draft("screen", address=SHARED_PHONE)], now=NOW)

    data = await load(session, settings, amina)

    assert SHARED_PHONE in {chat["address"] for chat in data.of("chats")}
    assert [message for message in data.of("outbox_messages") if message["address"] == SHARED_PHONE] == []
    assert [update["payload"] for update in data.of("updates")] == [amina.raw, amina.canary("updates.payload")]


async def test_what_a_number_leads_to_stands_in_its_place(session: AsyncSession, settings: Settings) -> None:
    amina, _ = await make_two_families(session)

    data = await load(session, settings, amina)

    written = json.loads(to_json(data, school="De Regenboog"))
    assert (written["school"], written["made_at"]) == ("De Regenboog", "2026-11-24T10:00:00+01:00")
    assert written["children"][0]["group"] == GROUP
    assert written["rsvps"][0]["child"] == amina.canary("children.first_name")
    assert written["rsvps"][0]["event"] == {
        "kind": "look_in_morning",
        "title": None,
        "starts_at": "2026-12-15T08:30:00+01:00",
        "place": "Lokaal 3",
    }
    assert written["slot_bookings"][0]["slot"] == {"starts_at": "2026-11-24T10:00:00+01:00", "minutes": 10}
    assert written["thread_messages"][-1]["media"] == written["media"][0]["content"] == next(iter(data.files))


async def test_notes_about_somebody_in_danger_are_not_sent_to_a_telephone(
    session: AsyncSession, settings: Settings
) -> None:
    amina, _ = await make_two_families(session)
    await session.execute(update(Thread).values(urgent_at=NOW))

    data = await load(session, settings, amina)

    notes = list(data.of("thread_notes")), list(data.of("family_notes"))
    assert (notes, len(data.of("thread_messages"))) == (([], []), 2)


async def test_earlier_copies_are_not_copied(session: AsyncSession, settings: Settings) -> None:
    amina, _ = await make_two_families(session)
    await session.execute(update(Media).values(kind=MediaKind.DOCUMENT))

    data = await load(session, settings, amina)

    assert (data.files, data.of("media")[0]["content"]) == ({}, None)


async def test_recordings_that_are_too_much_for_telegram_are_named_only(
    session: AsyncSession, settings: Settings
) -> None:
    amina, _ = await make_two_families(session)
    fits = len(amina.canary("media.content"))

    loaded = [
        await load_my_data(session, parent_id=amina.parent, zone=settings.timezone, now=NOW, most_sound=room)
        for room in (fits, fits - 1)
    ]

    assert [(len(data.files), data.of("media")[0]["content"] is None) for data in loaded] == [(1, False), (0, True)]
