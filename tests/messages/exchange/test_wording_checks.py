"""What is wrong with a wording, as told to its reviewer."""

from __future__ import annotations

import pytest

from messages.exchange.wording_checks import BUTTONS, ROWS, faults, keeps_facts
from messages.exchange.wordings import Wording

HELLO = "Hello {parent}, write /help in Telegram."
FACTS = "does not have the facts, commands and names of the English: "


def found(said: str, *, english: str = "Here.", tag: str = "nl", place: str = "") -> list[str]:
    return faults(tag, Wording(place, (english,), (said,)))


@pytest.mark.parametrize(
    ("tag", "english", "said"),
    [
        ("nl", HELLO, "Dag {parent}, schrijf /help in Telegram. Telegram is apart."),
        ("ru", "Scan the QR code.", "Сканируйте QR."),
        ("fa", "We go.", "ما می\u200cرویم."),
        ("ar", "To stop: /stop", "للتوقف: \u200e/stop"),
        ("zh-Hans", "At {start}", "时间：{start}"),
    ],
)
def test_good_wording_has_no_fault(tag: str, english: str, said: str) -> None:
    assert found(said, english=english, tag=tag) == []


@pytest.mark.parametrize("said", ["Dag {ouder}, /help, Telegram", "Dag {parent}, Telegram", "Dag {parent}, /help"])
def test_fact_command_or_name_that_is_lost_is_told_with_what_belongs_there(said: str) -> None:
    assert found(said, english=HELLO) == [f"{FACTS}/help Telegram {{parent}}"]


@pytest.mark.parametrize("said", ["Hier {naam}", "Hier <b>", "Hier {", "Hier }", "Hier >"])
def test_fact_tag_or_bracket_that_is_too_many_is_told(said: str) -> None:
    assert found(said) == [f"{FACTS}none"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "is empty"),
        ("Hier  en daar.", "has a double space, a line break, or a space at an end"),
        ("Hier.\n", "has a double space, a line break, or a space at an end"),
        ("Hi\u200ber.", "has a mark that cannot be seen, or letters that are not composed (NFC)"),
        ("Hie\u0301r.", "has a mark that cannot be seen, or letters that are not composed (NFC)"),
        ("Hіer.", "has letters of another script"),
        ("Hier ٣.", "has digits other than 0-9, as the clocks at school show them"),
        ("Hier " + "is het " * 8, "is too long"),
    ],
)
def test_fault_is_told_once_with_its_reason(said: str, reason: str) -> None:
    assert reason in found(said)
    assert len(set(found(said))) == len(found(said))


@pytest.mark.parametrize(("length", "told"), [(24, []), (25, ["is too long"])])
def test_button_fits_half_a_row_of_a_small_phone(length: int, told: list[str]) -> None:
    assert found("x" * length, english=min(BUTTONS)) == told


@pytest.mark.parametrize(("length", "told"), [(48, []), (49, ["is too long"])])
def test_button_alone_in_its_row_fits_a_small_phone(length: int, told: list[str]) -> None:
    assert found("x" * length, english=min(ROWS)) == told


@pytest.mark.parametrize(
    ("tag", "said", "told"),
    [
        ("nl", "woord " * 39 + "woord", []),
        ("nl", "woord " * 40 + "woord", ["is too long"]),
        ("zh-Hans", "字" * 75, []),
        ("zh-Hans", "字" * 76, ["is too long"]),
    ],
)
def test_part_of_a_tip_has_forty_words_and_in_chinese_as_many_characters(tag: str, said: str, told: list[str]) -> None:
    assert found(said, tag=tag, place="reading_together/lamp/why") == told


def test_facts_are_those_of_the_english_for_many() -> None:
    one, many = "A person comes.", "{count} people are coming."

    assert keeps_facts(Wording("", (one, many), ("{count} a", "{count} b")))
    assert not keeps_facts(Wording("", (one, many), ("a", "{count} b")))
