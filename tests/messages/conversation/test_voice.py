"""The button to hear a message, the question whether to hear them all, and what is said where there is no voice."""

from __future__ import annotations

import pytest

from messages.conversation.voice import (
    ALWAYS_HEAR,
    NO_VOICE,
    SOMETIMES_HEAR,
    WANT_TO_HEAR,
    ask_to_hear,
    no_voice_screen,
    with_listen,
)
from messages.languages import Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import phrases_in
from tests.messages.builders import make_listen, make_reader


@pytest.mark.parametrize("tag", ["nl", "ar", "ti"])
def test_button_to_hear_stands_last(tag: str) -> None:
    outgoing = Outgoing(MessageKind.TIP, tag, "Lees samen.", ((Button("✅", "y"), Button("❌", "n")),))

    heard = with_listen(outgoing, make_reader(tag))

    assert heard == Outgoing(
        MessageKind.TIP, tag, "Lees samen.", ((Button("✅", "y"), Button("❌", "n")), make_listen(tag))
    )


@pytest.mark.parametrize("tag", ["ti", "so", "rif", "ar"])
def test_language_without_a_voice_is_told_by_its_own_name(tag: str) -> None:
    language = Language(tag)

    screen = no_voice_screen(language)

    said = phrases_in(tag).say(NO_VOICE, language=language.own_name)
    assert screen == Outgoing(MessageKind.SCREEN, tag, "🔇 " + said)
    assert language.own_name in screen.text


def test_question_whether_to_hear_all_is_answered_by_a_tap() -> None:
    say = phrases_in("tr").say

    assert ask_to_hear(7, Language("tr")) == Outgoing(
        MessageKind.SCREEN,
        "tr",
        "🔊 " + say(WANT_TO_HEAR),
        ((Button("🔊 " + say(ALWAYS_HEAR), "y7.v1"),), (Button("📖 " + say(SOMETIMES_HEAR), "y7.v0"),)),
    )
