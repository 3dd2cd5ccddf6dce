"""Sentences to try a package with, in any language."""

from __future__ import annotations

import pytest

from bot.packages.sentences import sentences_in


def test_dutch_has_school_sentences_of_its_own() -> None:
    sentences = sentences_in("nl")

    assert len(sentences) == len(set(sentences)) == 12
    assert "Wilt u een voorleesboek meegeven?" in sentences


@pytest.mark.parametrize("tag", ["en", "tr", "ar", "pl", "uk"])
def test_languages_that_parents_write_have_six(tag: str) -> None:
    assert len(set(sentences_in(tag))) == 6


def test_any_other_language_has_the_days_of_a_week() -> None:
    assert sentences_in("fr")[:2] == ["lundi 7 septembre", "mardi 8 septembre"]
    assert len(set(sentences_in("fr"))) == 7
