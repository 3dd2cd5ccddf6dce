"""Words by machine: marked as such, with what the author wrote one tap away; any other words are not."""

from __future__ import annotations

import pytest

from messages.facts import Answer, EventFacts, GivenAnswer
from messages.outgoing import Button, HowSaid, MessageKind
from messages.phrases import phrases_in, spoken
from messages.render import render_announcement, render_event, render_reply
from tests.messages.builders import make_facts, make_keep, make_listen, make_reader, make_words

MARK = "🤖 Some of these words were translated by a machine. There can be mistakes."
ORIGINAL = (Button("📝 What the school wrote", "o7"),)
KEEP, LISTEN = make_keep("en"), make_listen("en")
TITLE = make_words("Knutselen", "Crafts", how=HowSaid.MACHINE)
NOTE = make_words("Tot dan!", "See you!", how=HowSaid.MACHINE)
READER = make_reader("en")


def make_machine_facts(**facts: object) -> EventFacts:
    """The title and the note are a machine's, what to bring was approved by a person."""
    return make_facts(**{"title": TITLE, "bring": make_words("een doos", "a box"), "note": NOTE, **facts})


@pytest.mark.parametrize("kind", [MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.CHANGE])
def test_event_by_machine_bears_a_mark_before_the_question_and_the_original_below(kind: MessageKind) -> None:
    outgoing = render_event(kind, make_machine_facts(), READER)

    assert f"✍️ juf Ruth writes: See you!\n\n{MARK}\n\n👇 Will you come?" in outgoing.text
    assert (len(outgoing.buttons), outgoing.buttons[-2:]) == (5 + (kind is MessageKind.CHANGE), (ORIGINAL, LISTEN))
    assert (outgoing.free_text, outgoing.original) == (HowSaid.MACHINE, "Knutselen\nTot dan!")


def test_language_that_is_hardly_read_has_the_original_below_approved_words_too() -> None:
    approved = make_words("Tot dan!", "Ar din!", how=HowSaid.APPROVED)

    outgoing = render_announcement(approved, make_reader("rif"), asked_by="juf Ruth")

    assert (outgoing.free_text, outgoing.original, outgoing.buttons[0][0].data) == (HowSaid.APPROVED, "Tot dan!", "o7")


def test_answer_keeps_the_original_one_tap_away() -> None:
    outgoing = render_event(MessageKind.INVITATION, make_machine_facts(), READER, answer=GivenAnswer(Answer.NO))

    assert [button.data for row in outgoing.buttons for button in row] == ["c12.7", "o7", "v7"]


def test_cancellation_shows_only_the_words_that_it_says() -> None:
    outgoing = render_event(MessageKind.CANCELLATION, make_machine_facts(), READER)
    without = render_event(MessageKind.CANCELLATION, make_machine_facts(title=None), READER)

    assert (outgoing.buttons, outgoing.original) == ((KEEP, ORIGINAL, LISTEN), "Knutselen")
    assert (without.buttons, without.original, without.free_text) == ((KEEP, LISTEN), None, HowSaid.REVIEWED)
    assert (MARK in outgoing.text, MARK in without.text) == (True, False)


def test_words_that_stayed_as_written_are_told_beside_the_mark() -> None:
    held = make_words("een doos", how=HowSaid.HELD)

    outgoing = render_event(MessageKind.INVITATION, make_machine_facts(bring=held), READER)

    assert f"They are in this language: Dutch\n\n{MARK}\n\n👇 Will you come?" in outgoing.text
    assert (outgoing.free_text, outgoing.original, outgoing.buttons[-2]) == (
        HowSaid.ORIGINAL, "Knutselen\nTot dan!", ORIGINAL,
    )  # fmt: skip


@pytest.mark.parametrize("how", [HowSaid.PENDING, HowSaid.HELD, HowSaid.ORIGINAL])
def test_words_that_did_not_come_in_time_leave_as_written(how: HowSaid) -> None:
    outgoing = render_announcement(make_words("Tot dan!", how=how), READER, asked_by="Sam")

    assert (outgoing.free_text, outgoing.original, outgoing.buttons) == (HowSaid.ORIGINAL, None, (LISTEN,))
    assert "Tot dan!\n\nℹ️ Some words" in outgoing.text


def test_announcement_and_reply_by_machine_bear_the_mark_and_the_original() -> None:
    said = [render_announcement(NOTE, READER, asked_by="Sam"), render_reply(NOTE, READER, asked_by="Sam")]

    for outgoing in said:
        assert outgoing.text.endswith(f"See you!\n\n{MARK}")
        assert (outgoing.buttons, outgoing.original, outgoing.free_text) == (
            (ORIGINAL, LISTEN), "Tot dan!", HowSaid.MACHINE,
        )  # fmt: skip


def test_reader_of_the_authors_language_gets_no_mark() -> None:
    outgoing = render_announcement(make_words("Tot dan!"), make_reader("nl"), asked_by="Sam")

    assert (outgoing.buttons, outgoing.original, "🤖" in outgoing.text) == ((make_listen(),), None, False)


@pytest.mark.parametrize("tag", sorted(spoken() - {"nl"}))
def test_mark_and_button_are_said_in_every_language(tag: str) -> None:
    outgoing = render_reply(NOTE, make_reader(tag), asked_by="Sam")

    original = (Button("📝 " + phrases_in(tag).say("What the school wrote"), "o7"),)
    assert outgoing.buttons == (original, make_listen(tag))
    assert outgoing.text.endswith("🤖 " + phrases_in(tag).say(MARK.removeprefix("🤖 ")))
