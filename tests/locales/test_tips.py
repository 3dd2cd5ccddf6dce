"""The tips for home: whole in Dutch and English, the core of them in every language of the theme, and sayable."""

from __future__ import annotations

import pytest

from messages.conversation.ideas import render_tip
from messages.exchange.wordings import read_approval
from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import MessageKind
from messages.tips import theme_title, themes, tips_in
from tests.locales.tip_files import PARTS, is_core, lines_of, read_file, tips_of

WRITTEN_IN = {"nl", "en"}  # every tip; the others may lack a tip that is not core
OLDEST = 12  # the last year of a Dutch primary school

_FULL_STOPS = ".።。"
_ENDS = _FULL_STOPS + "!?؟！？"
_QUOTES = "\"'”“’»«」"

each_theme = pytest.mark.parametrize("theme", themes())
each_theme_and_language = pytest.mark.parametrize(
    ("theme", "language"), [(theme, language) for theme in themes() for language in read_file(theme)["title"]]
)


@each_theme
def test_theme_has_its_name_and_a_title_and_state_for_each_language(theme: str) -> None:
    file = read_file(theme)

    assert file["theme"] == theme
    assert set(file["title"]) == set(file["state"]) >= WRITTEN_IN
    assert [state for state in file["state"].values() if state != "draft" and not read_approval(state)] == []


@each_theme
def test_tip_is_whole_in_each_language_that_it_has(theme: str) -> None:
    assert [tip["id"] for tip in tips_of(theme) if len({frozenset(tip[part]) for part in PARTS}) > 1] == []


@each_theme
def test_core_tip_has_every_language_of_the_theme_and_another_at_least_those_it_was_written_in(theme: str) -> None:
    languages = set(read_file(theme)["title"])

    for tip in tips_of(theme):
        wanted = languages if is_core(tip) else WRITTEN_IN
        assert wanted <= set(tip["title"]) <= languages, tip["id"]


@each_theme
def test_tip_says_what_it_develops_and_where_it_comes_from(theme: str) -> None:
    assert [tip["id"] for tip in tips_of(theme) if not (tip["develops"].strip() and tip["idea_from"].strip())] == []


@each_theme
def test_tip_needs_no_reading_by_the_parent(theme: str) -> None:
    assert [tip["id"] for tip in tips_of(theme) if tip["reading_by_parent"] is not False] == []


@each_theme
def test_tip_is_for_children_of_sane_ages(theme: str) -> None:
    for tip in tips_of(theme):
        youngest, oldest = tip["ages"]
        assert 0 <= youngest < oldest <= OLDEST, tip["id"]


def test_tips_have_ids_of_their_own() -> None:
    ids = [tip["id"] for theme in themes() for tip in tips_of(theme)]

    assert len(ids) == len(set(ids))
    assert [name for name in ids if not name.replace("-", "").isalnum() or name != name.lower()] == []


@each_theme
def test_part_is_not_empty(theme: str) -> None:
    assert [line for line in lines_of(theme) if not line.text] == []


@each_theme
def test_sentences_end_and_titles_have_no_full_stop(theme: str) -> None:
    def ends_well(where: str, text: str) -> bool:
        end = text.rstrip(_QUOTES)[-1]
        return end not in _FULL_STOPS if where.endswith("title") else end in _ENDS

    assert [line for line in lines_of(theme) if not ends_well(line.where, line.text)] == []


@each_theme
def test_no_part_says_the_same_in_two_languages(theme: str) -> None:
    texts = [(line.where, line.text) for line in lines_of(theme)]

    assert len(texts) == len(set(texts))


@each_theme_and_language
def test_tip_is_said_whole(theme: str, language: str) -> None:
    reader = Reader(parent_id=7, name="Amina", children=("Noor", "Omar"), language=Language(language))
    tips = tips_in(theme, language)

    assert [tip.key for tip in tips] == [tip["id"] for tip in tips_of(theme) if language in tip["title"]]
    for tip in tips:
        said = render_tip(tip, reader)
        wanted = (tip.title, tip.why, tip.do, tip.more, *reader.children)
        assert (said.kind, said.language) == (MessageKind.TIP, language)
        assert [part for part in wanted if part not in said.text] == []


@each_theme_and_language
def test_theme_title_is_said_in_the_language(theme: str, language: str) -> None:
    assert theme_title(theme, language) == read_file(theme)["title"][language]


@each_theme
def test_theme_title_is_english_where_a_language_has_none(theme: str) -> None:
    assert theme_title(theme, "xx") == read_file(theme)["title"]["en"]
