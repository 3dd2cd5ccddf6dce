"""Names of people in a sentence: whole or in part, but only as names are written."""

from __future__ import annotations

import pytest

from bot.domain.names import NameBook

BOOK = NameBook(
    ["Noor", "Amina El-Haddad", "Juf Ruth", "Jan van der Berg", "Zosia Zieliński", "Anne-Fleur", "D'Angelo"]
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Noor en Zosia gaan met Noor naar huis.", ("Noor", "Zosia")),
        ("Bel mevrouw Zieliński of meneer Berg.", ("Zieliński", "Berg")),
        ("Anne-Fleur, D'Angelo: tot dan!", ("Anne-Fleur", "D'Angelo")),
        ("Noors jas hangt in het noorden van Noordwijk.", ()),
        ("De noor is een schaats.", ()),
        ("Juf Ruth is er. Van de juf mag het.", ("Ruth",)),
        ("Van der Berg? De berg.", ("Berg",)),
        ("", ()),
    ],
)
def test_names_are_found_as_they_are_written(sentence: str, found: tuple[str, ...]) -> None:
    assert BOOK.names_in(sentence) == found


def test_book_without_names_finds_none() -> None:
    assert NameBook([]).names_in("Noor komt.") == ()
