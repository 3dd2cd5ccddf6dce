"""Capitals: first letters, as the language has them."""

from __future__ import annotations

import pytest

from messages.protection.capitals import like, within


@pytest.mark.parametrize(
    ("written", "said", "language", "expected"),
    [
        ("Luizen", "bit", "tr", "Bit"),
        ("Luizen", "ilaç", "tr", "İlaç"),
        ("Luizen", "ice", "en", "Ice"),
        ("luizen", "Bit", "tr", "Bit"),
    ],
)
def test_like_follows_the_author(written: str, said: str, language: str, expected: str) -> None:
    assert like(written, said, language) == expected


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("The school", "en", "the school"),
        ("İçinde", "tr", "içinde"),
        ("Işık", "tr", "ışık"),
        ("I am", "en", "I am"),
        ("EU", "nl", "EU"),
        ("Schule", "de", "Schule"),
        ("", "en", ""),
    ],
)
def test_within_a_sentence_begins_small(said: str, language: str, expected: str) -> None:
    assert within(said, language) == expected
