"""Protection: whether the facts of a sentence stand in its translation."""

from __future__ import annotations

import pytest

from messages.languages import Language
from messages.protection.checks import check_facts, isolated, lost_items, new_numbers, without
from messages.protection.items import find_items
from messages.reasons import Reason


@pytest.mark.parametrize(
    ("source", "target", "names"),
    [
        ("Noor om 14:30", "14:30'da Noor gelir", ["Noor"]),
        ("Ayşe komt", "Ayşe'ye", ["Ayşe"]),
        ("Noor en Noor Bakker", "Noor Bakker and Noor", ["Noor", "Noor Bakker"]),
        ("Noor komt 3 maart", "请带Noor来3月", ["Noor"]),
        ("آمنة komt", "آمنة comes", ["آمنة"]),
        ("2,50 euro en 2", "2,50 euros and 2", []),
        ("€ 2,50, 50 %", "€2,50, 50%", []),
        ("088 123 45 67", "088\u00a0123\u00a045\u00a067", []),
        ("de 3e klas", "the 3rd class", []),
        ("zie https://x.nl/a", "请看https://x.nl/a。", []),
        ("Lief ❤️ 👨‍👩‍👧", "👨‍👩‍👧 ❤️", []),
        ("Dag.", "Hello.", []),
    ],
)
def test_check_facts_is_content_where_all_stand_as_written(source: str, target: str, names: list[str]) -> None:
    assert check_facts(find_items(source, names), target) == ()


@pytest.mark.parametrize(
    ("source", "target", "reasons"),
    [
        ("Ana komt", "Anadolu comes", [("missing-item", "Ana")]),
        ("Ana komt", "Ana comes with Ana", [("missing-item", "Ana")]),
        ("Ana en Ana", "Ana", [("missing-item", "Ana")]),
        ("om 19:30", "at 7:30", [("missing-item", "19:30"), ("new-number", "7:30")]),
        ("2 of 2,50", "2,50", [("missing-item", "2")]),
        ("€30", "$30", [("missing-item", "€30"), ("new-number", "30")]),
        ("+447700900123", "447700900123", [("missing-item", "+447700900123"), ("new-number", "447700900123")]),
        ("a_b", "a b", [("missing-item", "a_b")]),
        ("zie https://x.nl/a", "see https://x.nl/a/b", [("missing-item", "https://x.nl/a")]),
        ("zie https://x.nl/a", "https://x.nl/a'ya bak", [("missing-item", "https://x.nl/a")]),
        ("mail a@x.nl", "b.a@x.nl", [("missing-item", "a@x.nl")]),
        ("Lief ❤", "❤️", [("missing-item", "❤")]),
        ("12-3", "3-12", [("missing-item", "12-3"), ("new-number", "3"), ("new-number", "12")]),
        ("Dag", "Hello 3", [("new-number", "3")]),
        ("a\nb", "a b", [("missing-item", "")]),
    ],
)
def test_check_facts_says_what_is_wrong(source: str, target: str, reasons: list[tuple[str, str]]) -> None:
    assert check_facts(find_items(source, ["Ana"]), target) == tuple(Reason(*reason) for reason in reasons)


def test_check_facts_lets_a_term_stand_more_often_but_not_be_missing() -> None:
    items = find_items("De ouderavond", terms=[("ouderavond", "veli toplantısı")])

    assert check_facts(items, "Veli toplantısı, veli toplantısı") == ()
    assert check_facts(items, "Eski akşam") == (Reason("glossary", "veli toplantısı"),)


def test_lost_items_come_in_the_order_of_the_sentence() -> None:
    items = find_items("Noor om 14:30 of 15:00 bij Ana", ["Noor", "Ana"])

    assert [item.text for item in lost_items(items, "at 15:00")] == ["Noor", "14:30", "Ana"]


def test_new_numbers_are_those_of_no_item() -> None:
    assert new_numbers(find_items("om 14:30"), "at 14:30 or 2:30 in 5") == ["2:30", "5"]


def test_without_leaves_the_words_of_the_machine() -> None:
    assert without(find_items("Noor om 14:30", ["Noor"]), "Noor comes at 14:30.") == " comes at ."
    assert without((), "Hello 3") == "Hello 3"


def test_isolated_keeps_facts_from_being_turned_around() -> None:
    items = find_items("Bel 088 123 45 67 🎉", [])

    assert isolated(items, "اتصل 088 123 45 67 🎉", Language("ar")) == "اتصل \u2068088 123 45 67\u2069 🎉"
    assert isolated(items, "Ara 088 123 45 67 🎉", Language("tr")) == "Ara 088 123 45 67 🎉"
    assert isolated((), "مرحبا", Language("ar")) == "مرحبا"
