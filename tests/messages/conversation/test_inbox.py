"""What a parent reads after writing: by when the answer comes, a call, whom to call in danger, who wrote."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from messages.conversation.inbox import (
    CallTime,
    Expected,
    Help,
    ask_when_to_call,
    ask_who_wrote,
    confirm_call,
    confirm_kept,
    confirm_writer,
    warn_of_danger,
)
from messages.languages import OFFERED, Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.tap_values import DayPart

ENGLISH = Language("en")
BY = datetime(2026, 11, 30, 16, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
CLOSED = Expected(BY, BY.date())
PLEASE_CALL = ((Button("📞 Please call me", "j7"),),)
MORNING, AFTERNOON = (CallTime(date(2026, 11, 27), part) for part in (DayPart.MORNING, DayPart.AFTERNOON))


def screen(text: str, rows: tuple[tuple[Button, ...], ...] = ()) -> Outgoing:
    return Outgoing(MessageKind.SCREEN, "en", text, rows)


def test_question_is_confirmed_with_the_time_of_the_answer() -> None:
    assert confirm_kept(7, CLOSED, ENGLISH) == screen(
        "Thank you. Your message has arrived. A person at school will read it.\n"
        "You get an answer before Monday 30 November, 16:30.\n"
        "The school is closed now. It opens again on Monday 30 November.",
        PLEASE_CALL,
    )
    assert confirm_kept(7, Expected(BY, None), ENGLISH, voice=True) == screen(
        "Thank you. Your voice message has arrived. A person at school will listen to it.\n"
        "You get an answer before Monday 30 November, 16:30.",
        PLEASE_CALL,
    )


def test_nothing_is_promised_that_nobody_can_keep() -> None:
    assert confirm_kept(7, Expected(None, None), ENGLISH).text == (
        "Thank you. Your message has arrived. A person at school will read it."
    )


def test_writer_is_thanked_by_name() -> None:
    assert confirm_writer(7, "Amina", Expected(BY, None), ENGLISH) == screen(
        "Thank you, Amina.\nYou get an answer before Monday 30 November, 16:30.", PLEASE_CALL
    )


def test_call_is_asked_for_and_confirmed() -> None:
    assert ask_when_to_call(7, [MORNING, AFTERNOON], ENGLISH) == screen(
        "When can the school call you?",
        (
            (Button("Friday 27 November, in the morning", "m7.20261127.m"),),
            (Button("Friday 27 November, in the afternoon", "m7.20261127.a"),),
        ),
    )
    assert confirm_call(AFTERNOON, ENGLISH) == screen(
        "Thank you. A person at school wants to call you then:\nFriday 27 November, in the afternoon"
    )


def test_in_danger_the_parent_reads_whom_to_call_first() -> None:
    assert warn_of_danger(Help("112", ("Veilig Thuis 0800-2000", "113")), ENGLISH).text == (
        "❗ Is somebody in danger now? Do not wait for us. Call 112.\n"
        "Do you want to talk with somebody? Call Veilig Thuis 0800-2000.\n"
        "Do you want to talk with somebody? Call 113.\n"
        "Your message is now at the top of the list at school. At night and at the weekend nobody may read it at once."
    )


def test_who_wrote_is_asked_once_in_each_language_of_the_chat() -> None:
    writers = [(7, "Amina", ENGLISH), (8, "Omar", ENGLISH), (9, "Sara", Language("nl"))]

    asked = ask_who_wrote(55, writers)

    first, second = asked.text.splitlines()
    assert first == "More than one person uses this chat. Who wrote this?"
    assert second
    assert asked.buttons == tuple((Button(name, f"q{number}.55"),) for number, name, _ in writers)


@pytest.mark.parametrize("tag", OFFERED)
def test_screens_hold_their_facts_in_every_language(tag: str) -> None:
    language = Language(tag)

    kept = confirm_kept(7, CLOSED, language).text
    warned = warn_of_danger(Help("112", ("0800-2000",)), language).text

    assert [fact in kept for fact in (language.day(BY), "16:30")] == [True, True]
    assert [number in warned for number in ("112", "0800-2000")] == [True, True]
    assert language.day(MORNING.day) in confirm_call(MORNING, language).text
    assert "Amina" in confirm_writer(7, "Amina", CLOSED, language).text
