"""What a parent gets, as buttons that say how it is now; whole values in English."""

from __future__ import annotations

import pytest

from messages.conversation.choices import Choices, ideas_stopped_screen, settings_screen, stopped_screen
from messages.languages import Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.tap_values import DayPart
from tests.messages.builders import make_reader

ENGLISH = Language("en")
LANGUAGES = (Button("🌐 Another language", "l7"),)


def test_settings_show_what_the_parent_gets() -> None:
    assert settings_screen(Choices(ideas=True, voice=False, prefers=DayPart.EVENING), make_reader("en")) == Outgoing(
        MessageKind.SCREEN,
        "en",
        "👤 Amina\n\nThis is what you get. Tap to change it.",
        (
            (Button("💡 Ideas for home: yes", "y7.t0"),),
            (Button("🕐 Ideas in the morning", "y7.pm"),),
            (Button("🕐 Ideas in the afternoon", "y7.pa"),),
            (Button("✅ Ideas in the evening", "y7.pe"),),
            (Button("🔊 Voice with every message: no", "y7.v1"),),
            LANGUAGES,
        ),
    )


def test_who_gets_no_ideas_is_not_asked_when() -> None:
    outgoing = settings_screen(Choices(ideas=False, voice=True, prefers=DayPart.MORNING), make_reader("en"))

    assert outgoing.buttons == (
        (Button("💡 Ideas for home: no", "y7.t1"),),
        (Button("🔊 Voice with every message: yes", "y7.v0"),),
        LANGUAGES,
    )


@pytest.mark.parametrize("part", [*DayPart, None])
def test_one_part_of_the_day_is_marked_at_most(part: DayPart | None) -> None:
    outgoing = settings_screen(Choices(ideas=True, voice=False, prefers=part), make_reader("en"))

    marked = [button.data for row in outgoing.buttons for button in row if button.label.startswith("✅")]
    assert marked == ([f"y7.p{part}"] if part else [])


def test_settings_keep_a_dutch_name_whole_in_arabic() -> None:
    text = settings_screen(Choices(ideas=True, voice=False, prefers=None), make_reader("ar", name="Jan de Wit")).text

    assert text.startswith("👤 \u2068Jan de Wit\u2069\n\n")


def test_stopping_is_undone_by_one_tap_wholly_or_in_part() -> None:
    assert stopped_screen(7, ENGLISH) == Outgoing(
        MessageKind.SCREEN,
        "en",
        "You get no more messages. Did you change your mind? Tap the button.",
        (
            (Button("▶️ Get messages again", "u7"),),
            (Button("📅 Only invitations, no ideas", "y7.io"),),
        ),
    )


def test_ideas_that_stopped_are_one_tap_away() -> None:
    assert ideas_stopped_screen(7, ENGLISH) == Outgoing(
        MessageKind.SCREEN,
        "en",
        "You get no more ideas for home. Invitations still come.",
        ((Button("💡 Ideas for home: yes", "y7.t1"),),),
    )
