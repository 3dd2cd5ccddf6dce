"""The list of free times, the talks as they stand, and the message about a time that others chose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from messages.callbacks import MAX_BYTES
from messages.conversation.talk_screens import (
    PAGE,
    Choice,
    FreeTime,
    OtherParent,
    none_suits_screen,
    talk_news,
    talks_screen,
    times_screen,
)
from messages.facts import Reader, Talk
from messages.languages import OFFERED, Language
from messages.outgoing import MessageKind
from tests.messages.builders import make_reader
from tests.messages.talks import ARABIC, LISTEN, THREE, make_talks, make_time, noor, rows, sami

AMINA = make_reader("en")

NONE_SUITS = [("🤷 None of these times", "e12.7")]
NOT_COMING = [("❌ I am not coming", "x12.31.7")]
MORE = "➡️ More times"
FREE = "Choose a time for the talk about Noor. These times are free:"


def free(number: int, *, beside: bool = False, days: int = 0) -> FreeTime:
    """The slot with this number, ten minutes after the one before."""
    return FreeTime(number, THREE + timedelta(minutes=10 * number, days=days), beside)


def make_choice(*times: FreeTime, **facts: Any) -> Choice:
    return Choice(**{"event_id": 12, "talk": noor(), "free": times, **facts})


def test_times_are_two_in_a_row() -> None:
    outgoing = times_screen(make_choice(free(0), free(1), free(2)), AMINA)

    assert outgoing.text == f"{FREE}\n\n📅 Tuesday 8 December"
    assert rows(outgoing) == [
        [("15:00", "b0.31.7"), ("15:10", "b1.31.7")],
        [("15:20", "b2.31.7")],
        NONE_SUITS,
        NOT_COMING,
    ]


def test_each_day_has_rows_of_its_own() -> None:
    outgoing = times_screen(make_choice(free(0), free(1, days=1), free(2, days=1)), AMINA)

    assert outgoing.text == f"{FREE}\n\n📅 Tuesday 8 December\n📅 Wednesday 9 December"
    assert rows(outgoing)[:2] == [
        [("Tue 8 15:00", "b0.31.7")],
        [("Wed 9 15:10", "b1.31.7"), ("Wed 9 15:20", "b2.31.7")],
    ]


def test_times_beside_the_other_talk_carry_a_star_in_rows_of_their_own() -> None:
    outgoing = times_screen(make_choice(free(4, beside=True), free(1), free(2)), AMINA)

    assert outgoing.text.endswith("⭐ is right before or after your other talk.")
    assert rows(outgoing)[:2] == [[("⭐ 15:40", "b4.31.7")], [("15:10", "b1.31.7"), ("15:20", "b2.31.7")]]


@pytest.mark.parametrize(
    ("page", "first", "shown", "following"),
    [(1, "15:00", 10, "2"), (2, "16:40", 10, "3"), (3, "18:20", 3, "1"), (4, "15:00", 10, "2")],
)
def test_more_times_go_from_page_to_page_and_round(page: int, first: str, shown: int, following: str) -> None:
    outgoing = times_screen(make_choice(*(free(number) for number in range(2 * PAGE + 3))), AMINA, page=page)

    buttons = [label for row in rows(outgoing) for label, _ in row]
    assert (buttons[0], len(buttons) - 3) == (first, shown)
    assert rows(outgoing)[-3] == [(MORE, f"t12.31.7.{following}")]


def test_time_that_stands_is_shown_and_can_be_kept() -> None:
    outgoing = times_screen(make_choice(free(3), talk=noor(0), chosen=9), AMINA)

    stands = "✅ The talk about Noor: Tuesday 8 December, from 15:00 to 15:10"
    assert outgoing.text == f"{stands}\n\n{FREE}\n\n📅 Tuesday 8 December"
    assert rows(outgoing) == [[("✅ 15:00", "b9.31.7")], [("15:30", "b3.31.7")], NOT_COMING]


def test_who_was_too_late_is_told_so() -> None:
    outgoing = times_screen(make_choice(free(0), taken_meanwhile=True), AMINA)

    assert outgoing.text.startswith("⚠️ Somebody else took it just before you. Please choose another time.\n\n" + FREE)


def test_only_the_own_time_is_left() -> None:
    outgoing = times_screen(make_choice(talk=noor(0), chosen=9), AMINA)

    assert outgoing.text == "✅ The talk about Noor: Tuesday 8 December, from 15:00 to 15:10"
    assert rows(outgoing) == [[("✅ 15:00", "b9.31.7")], NOT_COMING]


def test_other_parents_time_is_told() -> None:
    outgoing = times_screen(make_choice(free(0), others=[OtherParent("Omar", THREE)]), AMINA)

    said = "👥 Omar has chosen Tuesday 8 December, 15:00. You can come along, or choose a time of your own."
    assert outgoing.text.startswith(f"{said}\n\n{FREE}")


def test_chosen_time_with_place_and_what_can_be_changed() -> None:
    outgoing = talks_screen(make_talks(noor(0)), AMINA)

    text = "✅ The talk about Noor: Tuesday 8 December, from 15:00 to 15:10\n📍 Place: Lokaal 3"
    assert (outgoing.kind, outgoing.text) == (MessageKind.SCREEN, text)
    assert rows(outgoing) == [
        [("🔁 Choose another time", "t12.31.7.1")],
        NOT_COMING,
        [("🗣 I want an interpreter", "i12.31.7")],
        [LISTEN],
    ]


def test_interpreter_is_not_offered_in_the_language_of_the_school_but_can_be_taken_back() -> None:
    nobody = talks_screen(make_talks(noor(0, offers_interpreter=False)), AMINA)
    asked = talks_screen(make_talks(noor(0, offers_interpreter=False, interpreter=ARABIC)), AMINA)

    assert [rows(nobody)[2:], rows(asked)[2]] == [[[LISTEN]], [("🗣 No interpreter needed", "i12.31.7")]]


def test_interpreter_is_told_in_the_readers_language_and_can_be_taken_back() -> None:
    outgoing = talks_screen(make_talks(noor(0, interpreter=ARABIC), sami(10, interpreter=ARABIC)), AMINA)

    assert outgoing.text.count("🗣 The school knows that you want an interpreter for Arabic.") == 1
    assert rows(outgoing)[2] == [("🗣 No interpreter needed · Noor", "i12.31.7")]


def test_sibling_without_a_time_is_offered_one() -> None:
    outgoing = talks_screen(make_talks(noor(0), sami()), AMINA)

    assert rows(outgoing)[3:] == [[("🕐 Choose a time · Sami", "t12.32.7.1")], [LISTEN]]


def test_place_in_the_line_and_the_way_out() -> None:
    outgoing = talks_screen(make_talks(noor(place=3)), AMINA)

    assert outgoing.text == (
        "⏳ All times are taken. You are number 3 on the waiting list. "
        "If a time becomes free, you get it and we tell you."
    )
    assert rows(outgoing) == [
        [("❌ Leave the waiting list", "x12.31.7")],
        [("🗣 I want an interpreter", "i12.31.7")],
        [LISTEN],
    ]


def test_talk_called_off_leaves_the_way_back() -> None:
    outgoing = talks_screen(make_talks(noor()), AMINA, cancelled="Noor")

    assert outgoing.text == "There will be no talk about Noor. Thank you for telling us."
    assert rows(outgoing) == [[("🕐 Choose a time", "t12.31.7.1")], [LISTEN]]


def test_line_that_was_left() -> None:
    outgoing = talks_screen(make_talks(noor(), sami(10)), AMINA, cancelled="Noor", left_line=True)

    assert outgoing.text == (
        "You are no longer on the waiting list.\n\n"
        "✅ The talk about Sami: Tuesday 8 December, from 15:10 to 15:20\n📍 Place: Lokaal 3"
    )


def test_none_suits_asks_which_would() -> None:
    outgoing = none_suits_screen(make_talks(noor()), AMINA)

    assert outgoing.text == "✏️ Which day and which time suit you? Write it here. juf Ruth will read it."
    assert rows(outgoing) == [[("🕐 Choose a time", "t12.31.7.1")], [LISTEN]]


@pytest.mark.parametrize(
    ("by_school", "news"),
    [(False, "A time became free, and it is yours:"), (True, "The school chose this time for you:")],
)
def test_time_that_others_chose_is_told_whole(*, by_school: bool, news: str) -> None:
    outgoing = talk_news(make_talks(noor(0)), AMINA, by_school=by_school)

    text = f"""\
Dear Amina,

{news}

🕐 The talk about Noor: Tuesday 8 December, from 15:00 to 15:10
📍 Place: Lokaal 3

Does it not suit you? Choose another time, or say that you are not coming."""
    buttons = [[("🔁 Choose another time", "t12.31.7.1")], NOT_COMING, [LISTEN]]
    assert (outgoing.kind, outgoing.text, rows(outgoing)) == (MessageKind.TALK, text, buttons)


def test_time_that_cannot_be_changed_any_more_is_told_without_buttons() -> None:
    outgoing = talk_news(make_talks(noor(0), place=None, answers_open=False), AMINA, by_school=True)

    assert outgoing.text.endswith("from 15:00 to 15:10")
    assert rows(outgoing) == [[LISTEN]]


@pytest.mark.parametrize("tag", OFFERED)
def test_times_on_several_days_fit_two_in_a_row_in_every_language(tag: str) -> None:
    times = (free(number, days=number // 4) for number in range(8))

    outgoing = times_screen(make_choice(*times), make_reader(tag))

    labels = [[len(label) for label, _ in row] for row in rows(outgoing)][:4]
    assert [len(row) for row in labels] == [2, 2, 2, 2]
    assert max(length for row in labels for length in row) <= len("الثلاثاء، 8 15:00")


def test_every_tap_fits_into_a_button() -> None:
    largest = 10**18 - 1
    talk = Talk(largest, "Noor", make_time(0))
    choice = Choice(largest, talk, [FreeTime(largest, THREE) for _ in range(99 * PAGE)], chosen=largest)

    outgoing = times_screen(choice, Reader(largest, "Amina", ("Noor",), Language("en")), page=98)

    assert max(len(data) for row in rows(outgoing) for _, data in row) == len(f"t{largest}.{largest}.{largest}.99")
    assert max(len(data) for row in rows(outgoing) for _, data in row) <= MAX_BYTES
