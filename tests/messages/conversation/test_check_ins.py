"""One short question and its thanks, as a parent reads them; whole values in English."""

from __future__ import annotations

import pytest

from messages.conversation.check_ins import QUESTIONS, render_check_in
from messages.outgoing import Button, MessageKind, Outgoing
from tests.messages.builders import make_listen, make_reader

AMINA = make_reader("en")
LISTEN = make_listen("en")


def test_question_is_answered_by_one_tap_on_a_face() -> None:
    assert render_check_in(12, "likes-school", AMINA) == Outgoing(
        MessageKind.CHECK_IN,
        "en",
        "💬 One short question. You answer with one tap.\n\n"
        "❓ How does your child like going to school?\n\n"
        "🔒 The school sees how many chose which face. It does not see who.",
        (
            (Button("😀", "k12.7.1"), Button("🙂", "k12.7.2"), Button("😐", "k12.7.3"), Button("🙁", "k12.7.4")),
            LISTEN,
        ),
    )


@pytest.mark.parametrize(
    ("answer", "face", "more"), [(1, "😀", False), (2, "🙂", False), (3, "😐", True), (4, "🙁", True)]
)
def test_answer_is_thanked_for_and_can_be_changed(answer: int, face: str, more: bool) -> None:
    outgoing = render_check_in(12, "clear", AMINA, answer=answer)

    told = "\n\n✍️ Do you want to tell us more? Write it here. Then the school sees that it is from you." if more else ""
    assert outgoing.text == f"❓ Are our messages clear to you?\n\n{face} Thank you for your answer.{told}"
    labels = ["😀", "🙂", "😐", "🙁"]
    labels[answer - 1] = f"✅ {face}"
    assert [button.label for button in outgoing.buttons[0]] == labels


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_asked(question: str) -> None:
    assert QUESTIONS[question] in render_check_in(12, question, AMINA).text
