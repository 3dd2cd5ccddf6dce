"""What is said to a parent who asks for a copy of everything, or to be erased (N24)."""

from __future__ import annotations

from messages.callbacks import format_tap
from messages.conversation.choices import ERASE_NO, ERASE_YES, ERASED, NOT_ERASED, YOUR_DATA
from messages.facts import Reader
from messages.languages import Language
from messages.my_data.archive import PAGE, pack_my_data
from messages.my_data.data import MyData
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import phrases_in
from messages.screens import say_screen
from messages.taps import EraseTap
from messages.templating import fill


def your_data(data: MyData, *, school: str, language: Language) -> Outgoing:
    """The archive, and which file of it to open."""
    words = phrases_in(language.tag).say(YOUR_DATA, file=PAGE)
    attachment = pack_my_data(data, school=school, language=language)
    return Outgoing(MessageKind.SCREEN, language.tag, words, attachment=attachment)


def erase_question(reader: Reader) -> Outgoing:
    """Whether the parent is sure; named, because a telephone may serve two parents."""
    phrases = phrases_in(reader.language.tag)
    rows = (
        (Button("🗑 " + phrases.say(ERASE_YES), format_tap(EraseTap(reader.parent_id, sure=True))),),
        (Button("↩️ " + phrases.say(ERASE_NO), format_tap(EraseTap(reader.parent_id, sure=False))),),
    )
    text = fill("erase.txt", reader.language, reader=reader)
    return Outgoing(MessageKind.SCREEN, reader.language.tag, text, rows)


def not_erased(language: Language) -> Outgoing:
    """Everything stays."""
    return say_screen(NOT_ERASED, language)


def erased(language: Language) -> Outgoing:
    """The last words: they name nobody."""
    return say_screen(ERASED, language)
