"""What goes well, as a parent reads it; whole values in English."""

from __future__ import annotations

import pytest

from messages.conversation.good_news import GOOD_NEWS, PHRASES, GoodNewsFacts, render_good_news
from messages.facts import Words
from messages.outgoing import Button, HowSaid, MessageKind, Outgoing
from tests.messages.builders import make_listen, make_reader, make_words

OPENING = "🌟 juf Ruth has good news about Noor:\n\n"
CLOSING = "\n\nWe wanted you to know this."
AMINA = make_reader("en")


def make_news(*phrases: str, child: str = "Noor") -> GoodNewsFacts:
    return GoodNewsFacts("juf Ruth", child, phrases or ("was-brave",))


def test_good_news_is_said_in_reviewed_words() -> None:
    outgoing = render_good_news(make_news("was-brave", "told-a-story"), None, AMINA)

    text = f"{OPENING}⭐ Noor was brave today.\n⭐ Noor told a lovely story today.{CLOSING}"
    assert outgoing == Outgoing(MessageKind.GOOD_NEWS, "en", text, (make_listen("en"),))


@pytest.mark.parametrize(
    ("words", "added", "buttons", "original"),
    [
        (make_words("Knap!", "Well done!"), "Well done!", (), None),
        (
            make_words("Knap!", "Well done!", how=HowSaid.MACHINE),
            "Well done!\n\n🤖 Some of these words were translated by a machine. There can be mistakes.",
            ((Button("📝 What the school wrote", "o7"),),),
            "Knap!",
        ),
        (
            make_words("Knap!"),
            (
                "Knap!\n\nℹ️ Some words are from the school itself. They are not translated. "
                "They are in this language: Dutch"
            ),
            (),
            None,
        ),
    ],
    ids=["approved", "by machine", "as written"],
)
def test_own_sentence_stands_below_as_far_as_it_can_be_said(
    words: Words, added: str, buttons: tuple[tuple[Button, ...], ...], original: str | None
) -> None:
    outgoing = render_good_news(make_news(), words, AMINA)

    text = f"{OPENING}⭐ Noor was brave today.\n✍️ juf Ruth adds: {added}{CLOSING}"
    assert outgoing == Outgoing(
        MessageKind.GOOD_NEWS, "en", text, (*buttons, make_listen("en")), words.how.as_sent, original
    )


def test_name_of_the_child_holds_its_direction_in_arabic() -> None:
    text = render_good_news(make_news(child="Noor de Wit"), None, make_reader("ar")).text

    assert text.count("\u2068Noor de Wit\u2069") == 2


def test_key_stands_for_one_phrase() -> None:
    assert len(PHRASES) == sum(len(theme) for theme in GOOD_NEWS.values())
