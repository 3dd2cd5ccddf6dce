"""What a voice says: no sign that only the eye reads, and every time of the clock as people say it."""

from __future__ import annotations

from datetime import datetime

import pytest
import regex

from messages.conversation.voice import SPOKEN_FULL_HOUR, SPOKEN_TIME
from messages.languages import Language
from messages.outgoing import HowSaid, MessageKind
from messages.phrases import phrases_in, spoken
from messages.render import render_announcement, render_event, render_reply
from messages.speech import speech_of
from tests.messages.builders import SCHOOL_TIME, STARTS, make_facts, make_reader, make_words

#: Who says nothing between the hour and the minutes.
SAYS_THE_ZERO = {**dict.fromkeys(("en", "pl", "ru", "uk"), "8 0 5"), "tr": "saat 8 0 5"}

ENGLISH, DUTCH, ARABIC = Language("en"), Language("nl"), Language("ar")


def clock(tag: str, hours: int, minutes: int = 0) -> str:
    """As the catalogue has it, without the isolates that only the eye needs."""
    sentence = SPOKEN_TIME if minutes else SPOKEN_FULL_HOUR
    return bare(phrases_in(tag).say(sentence, hours=str(hours), minutes=str(minutes)))


def bare(text: str) -> str:
    return regex.sub(r"[\u2068\u2069\u200f]", "", text)


def test_invitation_is_said_in_english() -> None:
    note = make_words("Neem een doos mee.", "Bring a box.", how=HowSaid.MACHINE)
    facts = make_facts(ends_at=STARTS.replace(hour=10, minute=0), place="Lokaal 3", note=note, rsvp_by=STARTS)

    said = speech_of(render_event(MessageKind.INVITATION, facts, make_reader("en")).text, ENGLISH)

    assert said.split("\n") == [
        "Dear Amina,",
        "juf Ruth invites you, together with Noor:",
        "Look-in morning in the group.",
        "Day: Tuesday 8 December.",
        "From 8 30 to 10 o’clock.",
        "Place: Lokaal 3.",
        "juf Ruth writes: Bring a box.",
        "Some of these words were translated by a machine. There can be mistakes.",
        "Will you come? Please tap a button before Tuesday 8 December, 8 30.",
    ]


def test_note_about_words_that_nobody_translated_is_said() -> None:
    reply = render_reply(make_words("Ja hoor!"), make_reader("en"), asked_by="juf Ruth")

    assert speech_of(reply.text, ENGLISH) == (
        "juf Ruth answers you:\nJa hoor!\nSome words are from the school itself. They are not translated. "
        "They are in this language: Dutch."
    )


@pytest.mark.parametrize("tag", sorted(spoken()))
def test_start_is_said_once_in_every_language(tag: str) -> None:
    """No digits with a colon, no leading zero, and the word for the hour not twice in a row."""
    shown = phrases_in(tag).say("At {start}", start="08:05")

    said = speech_of(shown, Language(tag))

    words = regex.findall(r"[\p{L}\p{M}’']+|\d+", said.casefold())
    bare = SAYS_THE_ZERO.get(tag)
    assert (bare or clock(tag, 8, 5)).casefold() in said.casefold()
    assert [digits for digits in words if digits.isdigit()] == (["8", "0", "5"] if bare else ["8", "5"])
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "From 8 30 to 15 o’clock."),
        ("ru", "С 8 30 до 15 ноль ноль."),
        ("uk", "З 8 30 до 15 нуль нуль."),
        ("pl", "Od 8 30 do 15 zero zero."),
        ("es", "De 8 y 30 a 15 horas."),
        ("pt", "Das 8 horas e 30 às 15 horas."),
        ("ro", "De la ora 8 și 30 până la ora 15."),
        ("fr", "De 8 heures 30 à 15 heures."),
        ("de", "Von 8 Uhr 30 bis 15 Uhr."),
        ("nl", "Van 8 uur 30 tot 15 uur."),
    ],
)
def test_start_and_end_are_said_as_a_time_and_not_as_how_long(tag: str, said: str) -> None:
    shown = phrases_in(tag).say("From {start} to {end}", start="08:30", end="15:00")

    assert speech_of(shown, Language(tag)) == said


@pytest.mark.parametrize(("tag", "said"), [("ru", "Начало в 21 ноль ноль."), ("uk", "Початок о 21 нуль нуль.")])
def test_full_hour_needs_no_form_of_the_word_hour(tag: str, said: str) -> None:
    shown = phrases_in(tag).say("At {start}", start="21:00")

    assert speech_of(shown, Language(tag)) == said


@pytest.mark.parametrize("tag", sorted(spoken()))
def test_message_in_every_language_keeps_its_words_and_loses_its_signs(tag: str) -> None:
    facts = make_facts(ends_at=datetime(2026, 12, 8, 10, 0, tzinfo=SCHOOL_TIME), place="Lokaal 3", rsvp_by=STARTS)
    shown = render_event(MessageKind.CHANGE, facts, make_reader(tag)).text

    said = speech_of(shown, Language(tag))

    assert regex.findall(r"[\p{So}\u2068\u2069\u200f👀📅🕐📍👇🔄]|\d:\d", said) == []
    assert [line for line in said.split("\n") if line[-1] not in ".!?:,،؟。！？：፡።፣，;…"] == []
    assert Language(tag).day(STARTS).casefold() in said.casefold()
    assert {"Amina", "Lokaal 3"} <= set(regex.findall(r"Amina|Lokaal 3", said))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Tot 17:00!", f"Tot {clock('nl', 17)}!"),
        ("Om 8:30.", f"Om {clock('nl', 8, 30)}."),
        ("De bus van 00:15 en 24:00.", f"De bus van {clock('nl', 0, 15)} en {clock('nl', 24)}."),
        ("Stand 3:2, of 1:05:30, of 25:00.", "Stand 3:2, of 1:05:30, of 25:00."),
        ("Op 8 december, groep 3, 2,50 euro.", "Op 8 december, groep 3, 2,50 euro."),
    ],
)
def test_times_are_said_and_other_numbers_left_to_the_voice(shown: str, said: str) -> None:
    assert speech_of(shown, DUTCH) == said


def test_word_for_the_hour_beside_a_time_is_not_said_twice() -> None:
    before, _, after = clock("nl", 8).partition("8")

    assert speech_of(f"Om {before}08:30{after}", DUTCH) == f"Om {clock('nl', 8, 30)}."


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("📅 Dag: dinsdag 8 december", "Dag: dinsdag 8 december."),
        ("👍🏽 Fijn 👨‍👩‍👧 dat u komt 🇳🇱 1️⃣", "Fijn dat u komt 1."),
        ("• een doos\n- lijm\n– een “oude” trui", "een doos.\nlijm.\neen oude trui."),
        ("Neem mee: *lijm*, _verf_ en `krijt`", "Neem mee: lijm, verf en krijt."),
        ("Kom – als het kan – om 9 uur, a.u.b.", "Kom, als het kan, om 9 uur, a.u.b."),
        ("Zie https://school.example/a?b=1 of www.school.example.", "Zie of."),
        ("Vragen? Schrijf /help of bel ons. Tot dan!", "Vragen? Tot dan!"),
        ("Schrijf /stop", ""),
        ("Ja/nee, en/of, 1/2", "Ja/nee, en/of, 1/2."),
        ("Bel 06-12345678 of +31 20 123 45 67", "Bel 0 6 1 2 3 4 5 6 7 8 of + 3 1 2 0 1 2 3 4 5 6 7."),
        ("[[h@loU]] <b>x</b>", "h@loU b x /b."),
        ("foto's, 's avonds", "foto's, 's avonds."),
        ("🎉 …\n\n✅", ""),
        ("", ""),
    ],
)
def test_what_only_the_eye_reads_is_not_said(shown: str, said: str) -> None:
    assert speech_of(shown, DUTCH) == said


def test_names_in_an_arabic_text_are_said_without_isolates() -> None:
    words = make_words("Neem een doos mee.")

    said = speech_of(render_announcement(words, make_reader("ar"), asked_by="juf Ruth").text, ARABIC)

    assert "\nNeem een doos mee.\n" in said
    assert {"Amina", "juf Ruth", "Noor"} <= set(regex.findall("Amina|juf Ruth|Noor", said))
    assert regex.search(r"\p{Cf}", said) is None


def test_chinese_sentences_without_spaces_are_kept() -> None:
    assert speech_of("你好。请写 /help。再见！", Language("zh-Hans")) == "你好。 再见！"


def test_persian_joins_are_kept_because_they_are_part_of_words() -> None:
    assert speech_of("می\u200cآید", Language("fa")) == "می\u200cآید."
