"""Passwords: only their owner's opens, and the first guesses are refused."""

from __future__ import annotations

import pytest

from bot.domain.passwords import NOBODY, check_new_password, fits_password, hash_password
from bot.errors import BadInput


def test_only_the_right_password_fits() -> None:
    stored = hash_password("vier gele olifanten")

    assert stored.startswith("$argon2id$")
    assert (fits_password(stored, "vier gele olifanten"), fits_password(stored, "vijf gele olifanten")) == (True, False)


@pytest.mark.parametrize("stored", [NOBODY, "", "no hash at all"], ids=["nobody", "empty", "nonsense"])
def test_nothing_fits_where_there_is_no_password(stored: str) -> None:
    assert not fits_password(stored, "vier gele olifanten")


@pytest.mark.parametrize("password", ["vier gele olifanten", "Kj8#pQ2!mZx9", "correct horse battery staple"])
def test_password_of_ones_own_words_is_taken(password: str) -> None:
    check_new_password(password, own_words=("Juf Ruth", "ruth", "De Regenboog"))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("te kort", "12 to 128"),
        ("x" * 129, "12 to 128"),
        ("aaaabbbbccccdddd", "different characters"),
        ("Wachtwoord123456", "first things"),
        ("welkomschool2026", "first things"),
        ("deregenboog-juf ruth", "first things"),
    ],
)
def test_password_that_is_guessed_first_is_refused_and_says_why(password: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        check_new_password(password, own_words=("Juf Ruth", "deregenboog", ""))
