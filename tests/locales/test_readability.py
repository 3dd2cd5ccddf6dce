"""The Dutch and the English can be read at B1: easy by the formulas of Douma and Flesch, in short sentences."""

from __future__ import annotations

import pytest

from tests.locales.readability import STANDARD, catalogue_texts, count_syllables, main, measure, tip_texts

EASY = 80  # Flesch: "easy", what a child of eleven reads
MOST_WORDS_ON_AVERAGE, MOST_WORDS = 10, 20  # in a sentence

#: As an office would write to parents: what our measure must tell from our own words.
_OFFICIAL = {
    "nl": "Overeenkomstig de leerplichtwetgeving zijn ouders verantwoordelijk voor regelmatig schoolbezoek.",
    "en": "In accordance with compulsory education legislation, parents are responsible for regular school attendance.",
}

each_language = pytest.mark.parametrize("language", ["nl", "en"])


@each_language
def test_catalogue_is_easy_to_read(language: str) -> None:
    ease = measure(language, catalogue_texts(language))

    assert ease.score >= EASY
    assert ease.words_a_sentence <= MOST_WORDS_ON_AVERAGE
    assert ease.longest_sentence <= MOST_WORDS


@each_language
def test_tips_are_easy_to_read(language: str) -> None:
    ease = measure(language, [text for texts in tip_texts(language).values() for text in texts])

    assert ease.score >= EASY
    assert ease.words_a_sentence <= MOST_WORDS_ON_AVERAGE


@each_language
def test_no_tip_is_harder_than_standard(language: str) -> None:
    assert [key for key, texts in tip_texts(language).items() if measure(language, texts).score < STANDARD] == []


@each_language
def test_measure_finds_an_official_letter_hard(language: str) -> None:
    assert measure(language, [_OFFICIAL[language]]).score < 30


@pytest.mark.parametrize(
    ("language", "word", "syllables"),
    [
        *[("nl", "eigen", 2), ("nl", "idee", 2), ("nl", "kinderen", 3), ("nl", "huis", 1), ("nl", "één", 1)],
        *[("en", "made", 1), ("en", "table", 2), ("en", "the", 1), ("en", "language", 2), ("en", "another", 3)],
        ("en", "Mr", 1),
    ],
)
def test_syllables_are_groups_of_vowels(language: str, word: str, syllables: int) -> None:
    assert count_syllables(language, word) == syllables


def test_command_prints_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    main()

    lines = [line.split()[:3] for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["nl", "catalogue", "ease"],
        ["nl", "tips", "ease"],
        ["en", "catalogue", "ease"],
        ["en", "tips", "ease"],
    ]
