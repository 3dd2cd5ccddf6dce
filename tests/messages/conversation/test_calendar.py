"""School days for the own calendar, as a parent meets them; whole values in English."""

from __future__ import annotations

from dataclasses import replace

import pytest

from messages.conversation.calendar import agenda_document, agenda_rows, event_document, feed_screen, shorten
from messages.event_kinds import EventKind
from messages.languages import Language
from messages.outgoing import Attachment, Button, MessageKind, Outgoing
from tests.messages.builders import make_facts, make_reader, make_words

ENGLISH = Language("en")
AMINA = make_reader("en")
LOOK_IN = (Button("📅 Tuesday 8 December · Look-in morning in the…", "z12.7"),)
LIVING = Button("🔄 A calendar that stays up to date", "A7.1")


def test_agenda_has_a_button_for_each_event() -> None:
    crafts = make_facts(event_id=13, title=make_words("Knutselen", "Crafts"))

    rows = agenda_rows([make_facts(), crafts], [AMINA], followed=False)

    assert rows == (LOOK_IN, (Button("📅 Tuesday 8 December · Crafts", "z13.7"),))


def test_event_with_two_times_of_one_family_has_one_button() -> None:
    assert agenda_rows([make_facts(), make_facts()], [AMINA], followed=False) == (LOOK_IN,)


def test_agenda_leads_to_the_living_calendar_of_each_parent_by_name() -> None:
    omar = replace(AMINA, parent_id=8, name="Omar")

    alone, shared = (agenda_rows([], readers, followed=True) for readers in ([AMINA], [AMINA, omar]))

    assert alone == ((LIVING,),)
    assert shared == (
        (Button("🔄 A calendar that stays up to date · Amina", "A7.1"),),
        (Button("🔄 A calendar that stays up to date · Omar", "A8.1"),),
    )


def test_agenda_as_a_file() -> None:
    attachment = Attachment("agenda.ics", "text/calendar", b"BEGIN")

    assert agenda_document(b"BEGIN", ENGLISH) == Outgoing(
        MessageKind.SCREEN, "en", "📅 Put it in my calendar", attachment=attachment
    )


def test_one_event_as_a_file() -> None:
    attachment = Attachment("event-12.ics", "text/calendar", b"BEGIN")
    facts = make_facts(kind=EventKind.CELEBRATION, title=make_words("Feest", "Party"))

    planned, cancelled = (event_document(b"BEGIN", facts, ENGLISH, cancelled=gone) for gone in (False, True))

    text = "🎉 Party\nTuesday 8 December 🕐 08:30"
    assert planned == Outgoing(MessageKind.SCREEN, "en", text, attachment=attachment)
    assert cancelled == replace(planned, text=f"{text}\n❌ This will not take place.")


def test_address_stands_alone_and_can_be_switched_off() -> None:
    address = "https://school.example/calendar/ob_secret.ics"

    assert feed_screen(address, AMINA) == Outgoing(
        MessageKind.SCREEN,
        "en",
        "🔄 With this address your own calendar shows what the school plans. It is only for you. Do not pass it on.\n\n"
        + address,
        ((Button("🚫 Switch the address off", "A7.0"),),),
    )


def test_address_keeps_its_direction_in_arabic() -> None:
    outgoing = feed_screen("https://school.example", make_reader("ar"))

    assert outgoing.text.endswith("\n\n\u2068https://school.example\u2069")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Knutselen", "Knutselen"),
        ("x" * 24, "x" * 24),
        ("x" * 25, "x" * 24 + "…"),
        ("Samen naar de bibliotheek, met de bus", "Samen naar de…"),
        ("Eten, drinken en dansen, en nog veel meer", "Eten, drinken en dansen…"),
        (
            "学校开放日欢迎所有家长和孩子们一起来参加活动哦谢谢大家光临",
            "学校开放日欢迎所有家长和孩子们一起来参加活动哦谢…",
        ),
    ],
)
def test_long_title_is_cut_between_words(title: str, shown: str) -> None:
    assert shorten(title) == shown


def test_label_in_arabic_holds_a_dutch_title_together() -> None:
    (row,) = agenda_rows([make_facts(title=make_words("Knutselen"))], [make_reader("ar")], followed=False)

    day = Language("ar").day(make_facts().starts_at)
    assert [button.label for button in row] == [f"📅 {day} · \u2068Knutselen\u2069"]
