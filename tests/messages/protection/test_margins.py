"""Margins: the words of a sentence apart from what decorates it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.protection.margins import Margins, made_even, peel


@pytest.mark.parametrize(
    "margins",
    [
        ("- ", "een doos", "\n"),
        ("-", "lijm", ""),
        ("• ", "een doos", ""),
        ("1. ", "Neem mee", ""),
        ("2) ", "Neem mee", ""),
        ("a) ", "Neem mee", ""),
        ("1️⃣ ", "Eerst", ""),
        ("🎉 ", "Tot dan", " 🎉!"),
        (" **", "Let op", "** "),
        ("“", "Kom morgen.", "”"),
        ("(", "Neem een jas mee.", ")"),
        ("", "“Kom” en “ga”", ""),
        ("", "Wacht", "…"),
        ("", "Kom je?", " ❤️"),
        ("", "Komt u?", "\n\n"),
        ("", "-5 graden", ""),
        ("", "'s avonds", ""),
        ("", "#lente is hier", ""),
        ("🎉", "", ""),
        ("", "", ""),
    ],
)
def test_peel_finds_the_words(margins: tuple[str, str, str]) -> None:
    assert peel("".join(margins)) == Margins(*margins)


@given(st.text())
def test_peel_loses_nothing(text: str) -> None:
    assert "".join(peel(text)) == text


def test_made_even_spaces_composes_and_counts_in_western_digits() -> None:
    assert made_even("Zoe\u0308  komt\tom\u00a0٣:۴٥\n\n 3") == "Zoë komt om 3:45\n\n 3"
