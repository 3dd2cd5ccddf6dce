"""School days from the chat into the parent's own calendar, and an address that follows them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from aiohttp import ClientSession
from icalendar import Calendar
from structlog.typing import EventDict

from bot.bootstrap import running_web
from bot.config import Settings
from bot.sandbox import Phone
from bot.sandbox.chats import Message
from messages.conversation.calendar import FEED_WITHDRAWN, IN_MY_CALENDAR
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import BUTTON_TOO_OLD, EVENT_CANCELLED, HOW_TO_JOIN, agenda_screen
from tests.builders import make_row
from tests.journeys.school import AMINA, PIOTR, School, on_both_databases, said, seen, sentence

ENGLISH = phrases_in("en")
KEEP = "📅 " + ENGLISH.say(IN_MY_CALENDAR)
YES = 0


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached from outside."""
    return replace(settings, public_url="https://school.example")


@pytest.fixture
async def amina(school: School) -> Phone:
    await school.admit(make_row("Noor", "Amina", "en"))
    return await school.join("Amina", AMINA)


def read(message: Message) -> Iterator[tuple[str, ...]]:
    """The file of a message: what it asks, and of each event its name, number and state."""
    assert message.media is not None
    calendar = Calendar.from_ical(message.media.data)
    assert isinstance(calendar, Calendar)
    for event in calendar.events:
        yield str(calendar["method"]), *(str(event[name]) for name in ("uid", "sequence", "status"))


@on_both_databases
async def test_agenda_comes_with_a_file_and_a_button_for_each_event(school: School, amina: Phone) -> None:
    await school.plan()
    await school.plan(title="Crafts")

    await school.write(amina, "/agenda")
    await school.settle()

    shown, document = [message for message in amina.messages if message.outgoing]
    assert seen(shown).labels == (
        "📅 Tuesday 15 December · Look-in morning in the…",
        "📅 Tuesday 15 December · Crafts",
        "🔄 A calendar that stays up to date",
    )
    assert document.media is not None
    assert (document.text, document.media.name) == (KEEP, "agenda.ics")
    assert list(read(document)) == [
        ("PUBLISH", "event-1@school.example", "0", "CONFIRMED"),
        ("PUBLISH", "event-2@school.example", "0", "CONFIRMED"),
    ]


async def test_empty_agenda_comes_without_a_file(school: School, amina: Phone) -> None:
    await school.write(amina, "/agenda")
    await school.settle()

    (shown,) = [message for message in amina.messages if message.outgoing]
    assert shown.text == said(agenda_screen([], Language("en"))).text


async def test_event_goes_into_the_calendar_and_out_of_it_again(school: School, amina: Phone) -> None:
    event = await school.plan()
    await school.invite(event)
    invited = await amina.receives(lambda message: len(message.buttons) >= 4)
    answered = await school.tap(amina, invited, YES)
    kept = await school.tap(amina, answered, KEEP)
    await school.change(event, place="Aula")
    changed = await amina.receives("Aula")
    again = await school.tap(amina, changed, KEEP)
    await school.cancel(event)
    cancelled = await amina.receives(ENGLISH.say("Dear {parent},", parent="Amina") + "\n\n🚫")
    gone = await school.tap(amina, cancelled, KEEP)

    uid = "event-1@school.example"
    assert [list(read(message)) for message in (kept, again, gone)] == [
        [("PUBLISH", uid, "0", "CONFIRMED")],
        [("PUBLISH", uid, "1", "CONFIRMED")],
        [("CANCEL", uid, "2", "CANCELLED")],
    ]
    assert ENGLISH.say(EVENT_CANCELLED) in gone.text


async def test_event_of_another_group_is_not_given(school: School, amina: Phone) -> None:
    await school.admit(make_row("Jan", "Piotr", "pl", group="groep 6"))
    piotr = await school.join("Piotr", PIOTR)
    await school.plan()
    shown = await school.write(amina, "/agenda")
    help_shown = await school.write(piotr, "/help")

    toasts = [
        await school.toast_after(piotr, lambda: school.forge(piotr, help_shown, "z1.2")),
        await school.toast_after(piotr, lambda: school.forge(piotr, help_shown, "z1.1")),
        await school.toast_after(amina, lambda: school.forge(amina, shown, "z999.1")),
    ]

    assert toasts == [phrases_in(tag).say(BUTTON_TOO_OLD) for tag in ("pl", "pl", "en")]


async def test_agenda_is_for_who_has_joined(school: School) -> None:
    assert seen(await school.write(school.phone(PIOTR, "pl"), "/agenda")) == sentence(HOW_TO_JOIN, "pl")


async def test_living_calendar_is_given_and_withdrawn_and_leaves_no_trace_in_logs(
    school: School, amina: Phone, logs: list[EventDict], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await school.plan()
    agenda = await school.write(amina, "/agenda")
    await school.settle()
    given = await school.tap(amina, agenda, "🔄 A calendar that stays up to date")
    path = given.text.rpartition("https://school.example")[2]

    async with running_web(school.deps) as port, ClientSession(f"http://127.0.0.1:{port}") as web:
        statuses = [(await web.get(path)).status]
        withdrawn = await school.tap(amina, given, 0)
        statuses.append((await web.get(path)).status)

    token = path.removeprefix("/calendar/").removesuffix(".ics")
    assert statuses == [200, 404]
    assert (withdrawn.message_id, seen(withdrawn)) == (given.message_id, sentence(FEED_WITHDRAWN, "en"))
    assert (len(token), token in str(logs) + caplog.text) == (46, False)


async def test_address_is_given_only_to_its_own_parent_and_where_we_are_reached(school: School, amina: Phone) -> None:
    await school.admit(make_row("Jan", "Piotr", "pl"))
    shown = await school.write(amina, "/help")

    toasts = [await school.toast_after(amina, partial(school.forge, amina, shown, data)) for data in ("A2.1", "A2.0")]

    assert toasts == [ENGLISH.say(BUTTON_TOO_OLD)] * 2
