from __future__ import annotations

from datetime import UTC, datetime

import pytest

from messages.callbacks import MAX_BYTES, parse_tap
from messages.conversation.choices import ERASE_NO, ERASE_SCHOOL_KEEPS, ERASE_YES, ERASED, NOT_ERASED
from messages.conversation.rights import erase_question, erased, not_erased, your_data
from messages.facts import Reader
from messages.languages import Language
from messages.my_data.archive import pack_my_data
from messages.my_data.data import MyData
from messages.outgoing import MessageKind, Outgoing
from messages.phrases import phrases_in, spoken
from messages.taps import EraseTap

ENGLISH = Language("en")
DATA = MyData(datetime(2026, 11, 24, 10, 0, tzinfo=UTC), {})

#: Bot API: characters of a caption.
CAPTION = 1024


def test_copy_comes_with_the_name_of_the_file_to_open() -> None:
    assert your_data(DATA, school="S", language=ENGLISH) == Outgoing(
        MessageKind.SCREEN,
        "en",
        "This is everything that we keep about you. Open “ouderbrug.html” to read it. The other file is for computers.",
        attachment=pack_my_data(DATA, school="S", language=ENGLISH),
    )


@pytest.mark.parametrize("tag", sorted(spoken()))
def test_words_fit_below_a_file(tag: str) -> None:
    assert len(your_data(DATA, school="S", language=Language(tag)).text) <= CAPTION


def test_question_names_the_parent_and_has_a_way_back() -> None:
    question = erase_question(Reader(5, "Amina", ("Noor",), ENGLISH))

    [[yes], [no]] = question.buttons
    assert question.text.startswith("👤 Amina\n\nDo you want us to erase everything")
    assert question.text.endswith(ERASE_SCHOOL_KEEPS)
    assert (yes.label, no.label) == ("🗑 " + ERASE_YES, "↩️ " + ERASE_NO)
    assert [parse_tap(button.data) for button in (yes, no)] == [EraseTap(5, sure=True), EraseTap(5, sure=False)]
    assert all(len(button.data) <= MAX_BYTES for button in (yes, no))


def test_last_words_name_nobody() -> None:
    assert erased(Language("ar")) == Outgoing(MessageKind.SCREEN, "ar", phrases_in("ar").say(ERASED))
    assert not_erased(ENGLISH) == Outgoing(MessageKind.SCREEN, "en", NOT_ERASED)
