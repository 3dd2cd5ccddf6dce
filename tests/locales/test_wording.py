"""What can be checked of a translation without knowing the language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from messages.languages import Language
from tests.locales.reading import TAGS, Pair, commands, own_words, pairs_of, placeholders

each_language = pytest.mark.parametrize("tag", TAGS)

#: The first word of the Unicode names of its letters; Latin where nothing stands.
_SCRIPTS = {
    "ar": "ARABIC",
    "bg": "CYRILLIC",
    "fa": "ARABIC",
    "ru": "CYRILLIC",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
    "zh-Hans": "CJK",
}

#: How an English end may end elsewhere. A greeting takes a comma here and an exclamation mark there.
_ENDS = {".": ".።。", "?": "?؟፧？", "!": "!！", ":": ":፡፦：", ",": ",،፣，!！"}

#: Zero-width space, soft hyphen, byte order mark; and isolates, which are set around the facts when they are filled in.
#: A single direction mark is fine: it keeps the slash of "/stop" in its place.
_STRAY = set("\u200b\u00ad\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

#: Words that are the same as in English, and why.
_SAME = {("es", "No"): "Spanish says no with the same word"}


@each_language
def test_translation_keeps_the_facts(tag: str) -> None:
    assert _wrong(tag, lambda pair: placeholders(pair.english) == placeholders(pair.said)) == []


@each_language
def test_translation_keeps_commands_and_telegram(tag: str) -> None:
    def kept(pair: Pair) -> bool:
        return commands(pair.english) == commands(pair.said) and ("Telegram" in pair.english) == (
            "Telegram" in pair.said
        )

    assert _wrong(tag, kept) == []


@each_language
def test_translation_ends_as_the_english_does(tag: str) -> None:
    assert _wrong(tag, lambda pair: _ends_alike(pair.english, pair.said)) == []


@each_language
def test_translation_has_tidy_spaces(tag: str) -> None:
    # The English has no spaces around it either: templates glue nothing together.
    assert _wrong(tag, lambda pair: all(" ".join(text.split()) == text for text in (pair.english, pair.said))) == []


@each_language
def test_translation_is_in_its_own_script(tag: str) -> None:
    script = _SCRIPTS.get(tag, "LATIN")

    assert _wrong(tag, lambda pair: _scripts(own_words(pair.said)) <= {script}) == []


@each_language
def test_translation_writes_digits_as_the_clock_does(tag: str) -> None:
    # Language.clock and say_count give Western digits in every language: others beside them would be two systems.
    assert _wrong(tag, lambda pair: all(c in "0123456789" for c in pair.said if c.isdecimal())) == []


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "en"])
def test_translation_is_not_the_english(tag: str) -> None:
    assert _wrong(tag, lambda pair: pair.said != pair.english or (tag, pair.english) in _SAME) == []


@each_language
def test_translation_has_no_stray_marks(tag: str) -> None:
    def plain(pair: Pair) -> bool:
        return not set(pair.said) & _STRAY and unicodedata.is_normalized("NFC", pair.said)

    assert _wrong(tag, plain) == []


def test_scripts_are_of_languages_that_babel_writes_so() -> None:
    own_names = {tag: _scripts(Language(tag).own_name) for tag in _SCRIPTS}

    assert own_names == {tag: {script} for tag, script in _SCRIPTS.items()}


def _wrong(tag: str, good: Callable[[Pair], bool]) -> list[Pair]:
    return [pair for pair in pairs_of(tag) if not good(pair)]


def _ends_alike(english: str, said: str) -> bool:
    wanted = _ENDS.get(english[-1])
    if wanted is None:
        return said[-1].isalnum() or said[-1] in "})”»" or unicodedata.category(said[-1]).startswith("M")
    # "Dotyczy: Hassan." where a language cannot bend a name into "about Hassan:"; two colons would read badly.
    return said[-1] in wanted or (english[-1] == ":" and ": {" in said and said[-1] in _ENDS["."])


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(c).split()[0] for c in text if unicodedata.category(c).startswith("L")}
