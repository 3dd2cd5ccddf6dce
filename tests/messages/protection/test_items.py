"""Protected items: what must reach the reader as written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.protection.items import Item, Kind, find_items


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kom om 14:30 of 8.30 uur, niet 14u15.", [("time", "14:30"), ("time", "8.30"), ("time", "14u15")]),
        ("Van 10:00-12:30 of 10 – 12.", [("number", "10:00-12:30"), ("number", "10"), ("number", "12")]),
        ("12-3, 12/03/2026, 2026-03-12", [("date", "12-3"), ("date", "12/03/2026"), ("date", "2026-03-12")]),
        ("Op 12 maart.", [("number", "12")]),
        ("€ 2,50 of €30 of $5", [("amount", "€ 2,50"), ("amount", "€30"), ("amount", "$5")]),
        ("2,50 euro, 2,- of 30 EUR.", [("amount", "2,50 euro"), ("amount", "2,-"), ("amount", "30 EUR")]),
        ("3 kinderen, 1.000, -5", [("number", "3"), ("number", "1.000"), ("number", "-5")]),
        ("50% of 12,5 %", [("percentage", "50%"), ("percentage", "12,5 %")]),
        ("De 3e klas, de 8ste, the 21st", [("ordinal", "3e"), ("ordinal", "8ste"), ("ordinal", "21st")]),
        ("Groep 3e, groep 3a, 1/2b", [("code", "3e"), ("code", "3a"), ("code", "1/2b")]),
        ("A4, covid-19", [("code", "A4"), ("code", "covid-19")]),
        ("Zie https://school.nl/a_b?x=1.", [("link", "https://school.nl/a_b?x=1")]),
        ("(www.school.nl/x) en school.nl!", [("link", "www.school.nl/x"), ("link", "school.nl")]),
        ("Zie https://w.org/Vis_(dier).", [("link", "https://w.org/Vis_(dier)")]),
        ("Tot dan.Morgen", []),
        ("Mail juf_ruth@school.nl!", [("email", "juf_ruth@school.nl")]),
        ("Bel +31 6 12345678 of 06-12345678", [("phone", "+31 6 12345678"), ("phone", "06-12345678")]),
        ("088 123 45 67, (010) 123 45 67", [("phone", "088 123 45 67"), ("phone", "(010) 123 45 67")]),
        ("@juf #lente_feest", [("tag", "@juf"), ("tag", "#lente_feest")]),
        ("brief.pdf en (foto_1)", [("syntax", "brief.pdf"), ("syntax", "foto_1")]),
        ("{naam} <b> \\n `x`", [("syntax", "{naam}"), ("syntax", "<b>"), ("syntax", "\\n"), ("syntax", "`x`")]),
        ("[X0X] &amp; {", [("syntax", "[X0X]"), ("syntax", "&amp;"), ("sign", "{")]),
        ('“De Gruffalo” of "Muis"', [("quote", "“De Gruffalo”"), ("quote", '"Muis"')]),
        ("‘De foto’s’ 's avonds in 'mei'", [("quote", "‘De foto’s’"), ("quote", "'mei'")]),
        ("“een twee drie vier vijf zes zeven acht negen”", []),
        ("“Kom om 8:30”", [("quote", "“Kom om 8:30”")]),
        ("Feest 🎉 👨‍👩‍👧 🇳🇱 👍🏽 ❤️ 1️⃣", [("emoji", text) for text in ("🎉", "👨‍👩‍👧", "🇳🇱", "👍🏽", "❤️", "1️⃣")]),
        ("½ № … → 1º", [("sign", "½"), ("sign", "№"), ("sign", "…"), ("sign", "→"), ("code", "1º")]),
        ("papa + mama", [("sign", "+")]),
        ("ĳs en 你好！", []),
        ("Dag \n Noor", [("break", " \n ")]),
        ("", []),
    ],
)  # fmt: skip
def test_find_items_by_rule(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(item.kind.value, item.text) for item in find_items(sentence)] == expected


def test_find_items_takes_names_as_whole_words_and_the_longest_first() -> None:
    names = ("Ana", "Ana Roos", "Ayşe", " ", "")

    found = find_items("Ana Roos, Ana's, Ayşe'ye, Anadolu, ana en Anaïs", names)

    assert found == (
        Item(0, 8, Kind.NAME, "Ana Roos", "Ana Roos"),
        Item(10, 13, Kind.NAME, "Ana", "Ana"),
        Item(17, 21, Kind.NAME, "Ayşe", "Ayşe"),
    )


def test_find_items_takes_terms_in_any_case() -> None:
    found = find_items("Ouderavond in de RT-klas", terms=[("ouderavond", "veli toplantısı"), ("rt", None)])

    assert found == (
        Item(0, 10, Kind.TERM, "Ouderavond", "veli toplantısı"),
        Item(17, 19, Kind.TERM, "RT", "RT"),
    )


def test_find_items_takes_in_what_others_found() -> None:
    day = Item(3, 11, Kind.DATE, "12 maart", "12 Mart")

    assert find_items("Op 12 maart", more=[day]) == (day,)


def test_fact_of_an_ordinal_is_its_number() -> None:
    assert [item.fact for item in find_items("De 3e en de 21st, groep 3e")] == ["3", "21", "3e"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_find_items_leaves_no_digit_underscore_or_break_unprotected(sentence: str) -> None:
    items = find_items(sentence)

    rest = "".join(letter for at, letter in enumerate(sentence) if not any(i.start <= at < i.end for i in items))
    assert [letter for letter in rest if letter.isdecimal() or letter in "_\n"] == []
    assert all(one.end <= other.start for one, other in pairwise(items))
