"""Events with slots: what a family is asked, and its own time in place of the event's."""

from __future__ import annotations

import pytest

from messages.facts import Answer, GivenAnswer
from messages.outgoing import MessageKind
from messages.render import render_event
from tests.messages.builders import make_reader
from tests.messages.talks import LISTEN, THREE, make_talks, noor, rows, sami

AMINA = make_reader("en", children=("Noor",))
OF_TWO = make_reader("en", children=("Noor", "Sami"))

INVITATION = """\
Dear Amina,

juf Ruth invites you. It is about {children}:

{facts}"""
WHOLE_EVENT = """\
💬 Talk with the teacher
📅 Day: Tuesday 8 December
🕐 From 15:00 to 17:00
📍 Place: Lokaal 3"""
QUESTION = "👇 Will you come? Please tap a button."

CHOOSE_NOOR = [("🕐 Choose a time · Noor", "t12.31.7.1")]
CHOOSE_SAMI = [("🕐 Choose a time · Sami", "t12.32.7.1")]
NONE_SUITS = [("🤷 None of these times", "e12.7")]
NO = [("❌ No", "r12.7.n")]
CALENDAR = [("📅 Put it in my calendar", "z12.7")]


def test_invitation_asks_for_a_time() -> None:
    outgoing = render_event(MessageKind.INVITATION, make_talks(noor()), AMINA)

    assert outgoing.text == INVITATION.format(children="Noor", facts=f"{WHOLE_EVENT}\n\n{QUESTION}")
    assert rows(outgoing) == [[("🕐 Choose a time", "t12.31.7.1")], NONE_SUITS, NO, [LISTEN]]


@pytest.mark.parametrize("kind", [MessageKind.INVITATION, MessageKind.REMINDER])
def test_each_child_has_a_button_of_its_own(kind: MessageKind) -> None:
    outgoing = render_event(kind, make_talks(noor(), sami()), OF_TWO)

    assert rows(outgoing) == [CHOOSE_NOOR, CHOOSE_SAMI, NONE_SUITS, NO, [LISTEN]]


def test_chosen_times_stand_in_place_of_the_events() -> None:
    outgoing = render_event(MessageKind.INVITATION, make_talks(noor(0), sami(10)), OF_TWO)

    facts = """\
💬 Talk with the teacher
🕐 The talk about Noor: Tuesday 8 December, from 15:00 to 15:10
🕐 The talk about Sami: Tuesday 8 December, from 15:10 to 15:20
📍 Place: Lokaal 3"""
    assert outgoing.text == INVITATION.format(children="Noor and Sami", facts=facts)
    assert rows(outgoing) == [
        [("🔁 Choose another time · Noor", "t12.31.7.1")],
        [("❌ I am not coming · Noor", "x12.31.7")],
        [("🔁 Choose another time · Sami", "t12.32.7.1")],
        [("❌ I am not coming · Sami", "x12.32.7")],
        CALENDAR,
        [LISTEN],
    ]


def test_reminder_about_the_other_child_takes_nothing_from_the_first() -> None:
    outgoing = render_event(MessageKind.REMINDER, make_talks(noor(0), sami()), make_reader("en", children=("Sami",)))

    assert "The talk about Noor: Tuesday 8 December, from 15:00 to 15:10" in outgoing.text
    assert outgoing.text.endswith(QUESTION)
    assert rows(outgoing) == [
        [("🔁 Choose another time · Noor", "t12.31.7.1")],
        [("❌ I am not coming · Noor", "x12.31.7")],
        CHOOSE_SAMI,
        [("❌ I am not coming · Sami", "x12.32.7")],
        CALENDAR,
        [LISTEN],
    ]


def test_place_in_the_line_is_told_by_child() -> None:
    outgoing = render_event(MessageKind.CHANGE, make_talks(noor(place=3), sami(10)), OF_TWO)

    assert "⏳ Noor: All times are taken. You are number 3 on the waiting list." in outgoing.text
    assert QUESTION not in outgoing.text
    assert rows(outgoing)[0] == [("❌ Leave the waiting list · Noor", "x12.31.7")]


@pytest.mark.parametrize("kind", [MessageKind.NUDGE, MessageKind.CHANGE, MessageKind.CANCELLATION])
def test_later_messages_say_the_own_time(kind: MessageKind) -> None:
    outgoing = render_event(kind, make_talks(noor(20)), AMINA, answer=GivenAnswer(Answer.YES))

    assert "🕐 The talk about Noor: Tuesday 8 December, from 15:20 to 15:30\n📍 Place: Lokaal 3" in outgoing.text
    assert "From 15:00 to 17:00" not in outgoing.text
    assert "How many people are coming?" not in outgoing.text


def test_nudge_lets_change_the_time() -> None:
    outgoing = render_event(MessageKind.NUDGE, make_talks(noor(20)), AMINA, answer=GivenAnswer(Answer.YES))

    assert rows(outgoing) == [
        [("🔁 Choose another time", "t12.31.7.1")],
        [("❌ I am not coming", "x12.31.7")],
        CALENDAR,
        [LISTEN],
    ]


def test_no_is_shown_and_can_be_changed() -> None:
    outgoing = render_event(MessageKind.INVITATION, make_talks(noor()), AMINA, answer=GivenAnswer(Answer.NO))

    assert outgoing.text.endswith("❌ Your answer: no. Thank you for telling us.")
    assert rows(outgoing) == [[("✏️ Change my answer", "c12.7")], [LISTEN]]


def test_yes_without_a_time_is_no_answer_yet() -> None:
    outgoing = render_event(MessageKind.CHANGE, make_talks(noor()), AMINA, answer=GivenAnswer(Answer.YES))

    assert outgoing.text.endswith(QUESTION)
    assert rows(outgoing)[0] == [("🕐 Choose a time", "t12.31.7.1")]


def test_nothing_can_be_chosen_once_answers_are_closed() -> None:
    outgoing = render_event(MessageKind.NUDGE, make_talks(noor(20), answers_open=False, rsvp_by=THREE), AMINA)

    assert rows(outgoing) == [CALENDAR, [LISTEN]]
