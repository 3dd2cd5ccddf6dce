"""A parent chooses what comes: in the settings, and from the screen of /stop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.queries.choices import load_choices
from bot.sandbox import Phone
from messages.conversation.choices import (
    CHOICE_KEPT,
    Choices,
    ideas_stopped_screen,
    settings_screen,
    stopped_screen,
)
from messages.facts import Reader
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import BUTTON_TOO_OLD, HOW_TO_JOIN, ask_language
from messages.tap_values import DayPart
from tests.builders import make_row
from tests.journeys.school import AMINA, PIOTR, School, on_both_databases, said, seen, sentence

ARABIC = Language("ar")
READER = Reader(1, "Amina", ("Noor",), ARABIC)
AT_FIRST = Choices(ideas=True, voice=False, prefers=None)


@pytest.fixture
async def amina(school: School) -> Phone:
    await school.admit(make_row("Noor", "Amina", "ar"))
    return await school.join("Amina", AMINA)


@on_both_databases
async def test_settings_change_in_place_by_one_tap(school: School, amina: Phone) -> None:
    shown = await school.write(amina, "/settings")

    evening = await school.tap(amina, shown, 3)
    voice = await school.tap(amina, evening, 4)
    quiet = await school.tap(amina, voice, 0)

    expected = [
        AT_FIRST,
        replace(AT_FIRST, prefers=DayPart.EVENING),
        replace(AT_FIRST, prefers=DayPart.EVENING, voice=True),
        Choices(ideas=False, voice=True, prefers=DayPart.EVENING),
    ]
    assert [seen(screen) for screen in (shown, evening, voice, quiet)] == [
        said(settings_screen(choices, READER)) for choices in expected
    ]
    assert {screen.message_id for screen in (shown, evening, voice, quiet)} == {shown.message_id}
    assert {toast.text for toast in amina.chat.toasts} == {phrases_in("ar").say(CHOICE_KEPT)}


async def test_settings_lead_to_the_languages(school: School, amina: Phone) -> None:
    shown = await school.write(amina, "/settings")

    languages = await school.tap(amina, shown, 5)

    assert seen(languages) == said(ask_language(1, first=("ar", "nl"), language=ARABIC))


async def test_partial_stop_keeps_invitations_and_is_undone_by_one_tap(school: School, amina: Phone) -> None:
    stopped = await school.write(amina, "/stop")
    in_part = await school.tap(amina, stopped, 1)
    await school.invite(await school.plan(place="Gymzaal"))
    invited = await amina.receives("Gymzaal")
    back = await school.tap(amina, in_part, 0)

    assert [seen(screen) for screen in (stopped, in_part, back)] == [
        said(stopped_screen(1, ARABIC)),
        said(ideas_stopped_screen(1, ARABIC)),
        said(settings_screen(AT_FIRST, READER)),
    ]
    assert len(invited.buttons) >= 4


async def test_settings_of_who_has_stopped_are_the_way_back(school: School, amina: Phone) -> None:
    await school.write(amina, "/stop")

    assert seen(await school.write(amina, "/settings")) == said(stopped_screen(1, ARABIC))


async def test_shared_phone_has_settings_for_each_parent(school: School, amina: Phone) -> None:
    await school.admit(make_row("Noor", "Omar", "en"))
    await school.join("Omar", AMINA)

    await school.write(amina, "/settings")
    await school.settle()

    omar = Reader(2, "Omar", ("Noor",), Language("en"))
    assert [seen(message) for message in amina.messages if message.outgoing] == [
        said(settings_screen(AT_FIRST, omar)),
        said(settings_screen(AT_FIRST, READER)),
    ]


async def test_settings_are_for_who_has_joined(school: School) -> None:
    assert seen(await school.write(school.phone(PIOTR, "pl"), "/settings")) == sentence(HOW_TO_JOIN, "pl")


async def test_another_parents_button_changes_nothing(school: School, amina: Phone) -> None:
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    await school.join("Piotr", PIOTR)
    shown = await school.write(amina, "/settings")

    toast = await school.toast_after(amina, lambda: school.forge(amina, shown, "y2.t0"))

    async with school.deps.reading() as session:
        assert await load_choices(session, [1, 2]) == {1: AT_FIRST, 2: AT_FIRST}
    assert toast == phrases_in("ar").say(BUTTON_TOO_OLD)
