"""An idea for home: whole or in parts, tied to the theme, and thanked for."""

from __future__ import annotations

import pytest

from messages.conversation.ideas import render_tip
from messages.outgoing import Button, MessageKind, Outgoing
from messages.tap_values import TipReply
from messages.tips import Tip, TipPart, tip_code
from tests.messages.builders import make_listen, make_reader

TIP = Tip("daily_routines", "colours", "en", title="Colours", why="Nice.", do="Look.", more="Search.")
CODE = tip_code("daily_routines/colours")
DID, NOT_YET, ANOTHER = (
    (Button("🎉 We did it", f"h{CODE}.7.d"),),
    (Button("🌱 Not yet", f"h{CODE}.7.n"),),
    (Button("💡 Another idea", f"h{CODE}.7.a"),),
)
READER = make_reader("en", children=("Noor", "Omar"))


@pytest.mark.parametrize(
    ("part", "heading", "told"),
    [
        (TipPart.WHOLE, "An idea for home, for you and Noor and Omar:", "❓ Nice.\n\n👉 Look.\n\n➕ Search."),
        (TipPart.DO, "An idea for home, for you and Noor and Omar:", "👉 Look."),
    ],
)
def test_what_can_be_done_is_asked_about(part: TipPart, heading: str, told: str) -> None:
    text = f"💡 {heading}\n\nColours\n\n{told}"

    outgoing = render_tip(TIP, READER, part=part)

    assert outgoing == Outgoing(MessageKind.TIP, "en", text, (DID, NOT_YET, ANOTHER, make_listen("en")))


@pytest.mark.parametrize(
    ("part", "heading", "told"),
    [
        (TipPart.WHY, "Did you know? For you and Noor and Omar:", "❓ Nice."),
        (TipPart.MORE, "There is more to it, for you and Noor and Omar:", "➕ Search."),
    ],
)
def test_fact_and_growth_ask_nothing(part: TipPart, heading: str, told: str) -> None:
    text = f"💡 {heading}\n\nColours\n\n{told}"

    assert render_tip(TIP, READER, part=part) == Outgoing(MessageKind.TIP, "en", text, (make_listen("en"),))


def test_theme_of_the_group_is_named() -> None:
    outgoing = render_tip(TIP, READER, part=TipPart.MORE, theme_now=True)

    assert outgoing.text.split("\n\n")[1:3] == [
        "🏫 The theme in the group now: Meals, washing and on the way",
        "Colours",
    ]


@pytest.mark.parametrize(
    ("reply", "thanks", "left"),
    [
        (TipReply.DID, "🎉 How nice! Thank you for telling us.", (NOT_YET, ANOTHER)),
        (TipReply.NOT_YET, "🌱 That is fine. There is no hurry.", (DID, ANOTHER)),
    ],
)
def test_answer_is_thanked_for_below_the_tip_and_can_be_changed(
    reply: TipReply, thanks: str, left: tuple[tuple[Button, ...], ...]
) -> None:
    outgoing = render_tip(TIP, READER, reply=reply)

    assert outgoing.text == f"{render_tip(TIP, READER).text}\n\n{thanks}"
    assert outgoing.buttons == (*left, make_listen("en"))
