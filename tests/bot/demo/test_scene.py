"""How a conversation of the story is printed. That it is played: tests/bot/commands."""

from __future__ import annotations

import json

from bot.commands.demo import in_words
from bot.demo.scene import reads, says
from bot.demo.teller import Step, Story
from bot.sandbox import Message
from bot.sandbox.files import Media

KEYBOARD = json.dumps([[{"text": "15:00", "callback_data": "b1"}], [{"text": "🔊 Listen", "callback_data": "v1"}]])
FILE = Media("document", "f1", "u1", "documents/1", "ouderbrug.zip", "application/zip", b"")


def make_message(text: str, keyboard: str = "", media: Media | None = None) -> Message:
    return Message(1, 7001, 9, True, 0, text, packed_keyboard=keyboard, media=media)


def test_screen_is_printed_close_with_its_buttons() -> None:
    assert reads("Amina", make_message("Choose a time:\n\n📅 Tuesday", KEYBOARD)) == (
        "    Amina reads:\n      Choose a time:\n      📅 Tuesday\n      [ 15:00 ]   [ 🔊 Listen ]"
    )


def test_file_is_printed_by_its_name() -> None:
    shown = reads("Grace", make_message("This is everything.", media=FILE))

    assert shown == "    Grace reads:\n      This is everything.\n      📎 ouderbrug.zip"


def test_scene_stands_below_its_step() -> None:
    scene = says("Amina writes", "Mag hij mee?\nHij is vier."), reads("Amina", make_message("Ja."))
    story = Story([Step("enrolment", True, "joined"), Step("question", True, "asked", scene)], responses={"yes": 1})

    assert in_words(story).splitlines() == [
        "✓ enrolment: joined",
        "✓ question: asked",
        "    Amina writes: Mag hij mee?",
        "      Hij is vier.",
        "    Amina reads:",
        "      Ja.",
        "Families: {'yes': 1}",
    ]
