"""The tips for at home: whole in every language of the first school, short, and sayable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import MessageKind
from messages.phrases import LOCALES
from messages.render import render_tip
from messages.tips import theme_title, themes, tips_in

LANGUAGES = ("nl", "en", "tr", "ar", "pl", "uk", "ti", "so")
PARTS = ("title", "why", "do", "more")
MOST_WORDS = 40
OLDEST = 12  # the last year of a Dutch primary school

#: The first word of the Unicode names of its letters; Latin where nothing stands.
_SCRIPTS = {"ar": "ARABIC", "uk": "CYRILLIC", "ti": "ETHIOPIC"}

each_theme = pytest.mark.parametrize("theme", themes())
each_language = pytest.mark.parametrize("language", LANGUAGES)


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a tip, or the title of a theme, in one language."""

    where: str
    language: str
    text: str


def test_themes_are_there() -> None:
    assert {"reading_together", "numbers_in_daily_life"} <= set(themes())


@each_theme
def test_theme_has_its_name_title_and_state_in_every_language(theme: str) -> None:
    file = _file(theme)

    assert file["theme"] == theme
    assert set(file["title"]) == set(file["state"]) == set(LANGUAGES)
    assert set(file["state"].values()) <= {"draft", "reviewed"}


@each_theme
def test_tip_says_every_part_in_every_language(theme: str) -> None:
    said = {line.where: set[str]() for line in _lines(theme)}
    for line in _lines(theme):
        said[line.where].add(line.language)

    assert {where: sorted(languages) for where, languages in said.items()} == dict.fromkeys(said, sorted(LANGUAGES))


@each_theme
def test_tip_says_what_it_develops_and_where_it_comes_from(theme: str) -> None:
    assert [tip["id"] for tip in _tips(theme) if not (tip["develops"].strip() and tip["idea_from"].strip())] == []


@each_theme
def test_tip_needs_no_reading_by_the_parent(theme: str) -> None:
    assert [tip["id"] for tip in _tips(theme) if tip["reading_by_parent"] is not False] == []


@each_theme
def test_tip_is_for_children_of_sane_ages(theme: str) -> None:
    for tip in _tips(theme):
        youngest, oldest = tip["ages"]
        assert 0 <= youngest < oldest <= OLDEST, tip["id"]


def test_tips_have_ids_of_their_own() -> None:
    ids = [tip["id"] for theme in themes() for tip in _tips(theme)]

    assert len(ids) == len(set(ids))
    assert [name for name in ids if not name.replace("-", "").isalnum() or name != name.lower()] == []


@each_theme
def test_part_is_short(theme: str) -> None:
    assert [line for line in _lines(theme) if not 0 < len(line.text.split()) <= MOST_WORDS] == []


@each_theme
def test_part_has_tidy_spaces_and_only_visible_marks(theme: str) -> None:
    def tidy(text: str) -> bool:
        hidden = any(unicodedata.category(c) in {"Cc", "Cf", "Co", "Zl", "Zp"} for c in text)
        return " ".join(text.split()) == text and not hidden and unicodedata.is_normalized("NFC", text)

    assert [line for line in _lines(theme) if not tidy(line.text)] == []


@each_theme
def test_part_is_in_its_own_script(theme: str) -> None:
    assert [line for line in _lines(theme) if _scripts(line.text) != {_SCRIPTS.get(line.language, "LATIN")}] == []


@each_theme
def test_sentences_end_and_titles_do_not(theme: str) -> None:
    ends = ".!?؟።"

    assert [line for line in _lines(theme) if (line.text[-1] in ends) is line.where.endswith("title")] == []


@each_theme
def test_no_part_says_the_same_in_two_languages(theme: str) -> None:
    texts = [(line.where, line.text) for line in _lines(theme)]

    assert len(texts) == len(set(texts))


@each_language
@each_theme
def test_tip_is_said_whole(theme: str, language: str) -> None:
    reader = Reader(parent_id=7, name="Amina", children=("Noor", "Omar"), language=Language(language))
    tips = tips_in(theme, language)

    assert [tip.key for tip in tips] == [tip["id"] for tip in _tips(theme)]
    for tip in tips:
        said = render_tip(tip, reader)
        wanted = (tip.title, tip.why, tip.do, tip.more, *reader.children)
        assert (said.kind, said.language) == (MessageKind.TIP, language)
        assert [part for part in wanted if part not in said.text] == []


@each_language
@each_theme
def test_theme_title_is_said_in_the_language(theme: str, language: str) -> None:
    assert theme_title(theme, language) == _file(theme)["title"][language]


@each_theme
def test_theme_title_is_english_where_a_language_has_none(theme: str) -> None:
    assert theme_title(theme, "xx") == _file(theme)["title"]["en"]


def _file(theme: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((LOCALES / "tips" / f"{theme}.yaml").read_text("utf-8"))
    return loaded


def _tips(theme: str) -> list[dict[str, Any]]:
    tips: list[dict[str, Any]] = _file(theme)["tips"]
    return tips


def _lines(theme: str) -> Iterator[Line]:
    file = _file(theme)
    for language, text in file["title"].items():
        yield Line("theme title", language, text)
    for tip in file["tips"]:
        for part in PARTS:
            for language, text in tip[part].items():
                yield Line(f"{tip['id']} {part}", language, text)


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(c).split()[0] for c in text if unicodedata.category(c).startswith("L")}
