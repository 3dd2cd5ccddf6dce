"""What can be checked of a translation without knowing the language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from messages.exchange.wording_checks import SCRIPTS, faults, scripts_of
from messages.languages import Language
from messages.standing import list_wordings
from tests.locales.reading import TAGS, Pair, pairs_of

each_language = pytest.mark.parametrize("tag", TAGS)

#: How an English end may end elsewhere. A greeting takes a comma here and an exclamation mark there.
_ENDS = {".": ".።。", "?": "?؟፧？", "!": "!！", ":": ":፡፦：", ",": ",،፣，!！"}

#: Words that are the same as in English, and why.
_SAME = {
    ("es", "No"): "Spanish says no with the same word",
    ("pl", "{hours} {minutes}"): "a time is read as two numbers",
    ("ru", "{hours} {minutes}"): "a time is read as two numbers",
    ("uk", "{hours} {minutes}"): "a time is read as two numbers",
}


@each_language
def test_wording_has_none_of_the_faults_that_a_review_would_be_refused_for(tag: str) -> None:
    # Facts, commands, length, spaces, script, digits, stray marks: in the catalogue and in the tips.
    found = {(wording.key, fault) for wording in list_wordings(tag) for fault in faults(tag, wording)}

    assert found == set()


@each_language
def test_translation_ends_as_the_english_does(tag: str) -> None:
    assert _wrong(tag, lambda pair: _ends_alike(pair.english, pair.said)) == []


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "en"])
def test_translation_is_not_the_english(tag: str) -> None:
    assert _wrong(tag, lambda pair: pair.said != pair.english or (tag, pair.english) in _SAME) == []


def test_english_has_no_spaces_around_it() -> None:
    # Templates glue nothing together.
    assert [pair for pair in pairs_of("en") if " ".join(pair.english.split()) != pair.english] == []


def test_scripts_are_of_languages_that_babel_writes_so() -> None:
    own_names = {tag: scripts_of(Language(tag).own_name) for tag in SCRIPTS}

    assert own_names == {tag: {script} for tag, script in SCRIPTS.items()}


def _wrong(tag: str, good: Callable[[Pair], bool]) -> list[Pair]:
    return [pair for pair in pairs_of(tag) if not good(pair)]


def _ends_alike(english: str, said: str) -> bool:
    wanted = _ENDS.get(english[-1])
    if wanted is None:
        return said[-1].isalnum() or said[-1] in "})”»" or unicodedata.category(said[-1]).startswith("M")
    # "Dotyczy: Hassan." where a language cannot bend a name into "about Hassan:"; two colons would read badly.
    return said[-1] in wanted or (english[-1] == ":" and ": {" in said and said[-1] in _ENDS["."])
