"""Every word is spelt as the dictionary has it, or accepted in `spelling.yaml` with a reason."""

from __future__ import annotations

import os

import pytest

from tests.locales.reading import TAGS
from tests.locales.spelling import DICTIONARIES, accepted_words, is_installed, unknown_words

each_language = pytest.mark.parametrize("tag", sorted(DICTIONARIES))


@each_language
def test_words_are_in_the_dictionary_or_accepted(tag: str) -> None:
    _require(tag)
    unknown = unknown_words(tag)

    accepted: set[str] = set().union(*accepted_words().get(tag, {}).values())
    assert (unknown - accepted, accepted - unknown) == (set(), set())


@each_language
def test_dictionary_finds_a_word_that_is_none(tag: str) -> None:
    _require(tag)

    nonsense = {"ar": "ظظضضغ", "bg": "щщцкщ", "ru": "щщцкщ", "uk": "щщцкщ"}.get(tag, "xqzzt")

    assert nonsense in unknown_words(tag, more=[nonsense])


def test_accepted_words_are_of_languages_that_we_speak_and_stand_once() -> None:
    assert set(accepted_words()) <= set(DICTIONARIES) <= set(TAGS)
    for groups in accepted_words().values():
        assert sum(map(len, groups.values())) == len(set().union(*groups.values()))


def _require(tag: str) -> None:
    if not is_installed(tag):
        assert not os.environ.get("CI"), f"CI must have hunspell and its dictionary {DICTIONARIES[tag]}"
        pytest.skip(f"no spelling dictionary of {tag}: install hunspell and hunspell-{tag} (Debian)")
