"""Tips as programmes ask for them; what they say is checked in tests/locales."""

from __future__ import annotations

import pytest
import yaml

from messages.phrases import LOCALES
from messages.tips import (
    AgeGroup,
    Tip,
    find_key,
    find_tip,
    find_tip_in,
    theme_keys,
    theme_title,
    themes,
    tip_code,
    tip_languages,
    tips_in,
)

THEME = "reading_together"


def test_themes_are_in_a_fixed_order() -> None:
    assert themes() == tuple(sorted(themes()))
    assert THEME in themes()


def test_theme_keys_are_in_the_order_of_the_file() -> None:
    assert theme_keys(THEME) == [f"{THEME}/{tip.key}" for tip in tips_in(THEME, "en")]


def test_find_tip_is_the_tip_of_the_key_in_the_language() -> None:
    found = [find_tip(key, "nl") for key in theme_keys(THEME)]

    assert found == tips_in(THEME, "nl")
    assert {tip.language for tip in found if tip} == {"nl"}


def test_tip_holds_its_parts_as_they_stand_in_the_file() -> None:
    file = yaml.safe_load((LOCALES / "tips" / f"{THEME}.yaml").read_text("utf-8"))
    written = file["tips"][0]

    tip = find_tip(f"{THEME}/{written['id']}", "tr")

    parts = {part: written[part]["tr"] for part in ("title", "why", "do", "more")}
    assert tip == Tip(theme=THEME, key=written["id"], language="tr", **parts)
    assert tip.path == f"{THEME}/{written['id']}"


@pytest.mark.parametrize(("key", "language"), [(f"{THEME}/unheard-of", "nl"), (THEME, "nl")])
def test_find_tip_is_none_for_an_unknown_tip(key: str, language: str) -> None:
    assert find_tip(key, language) is None


def test_tips_are_none_in_a_language_that_has_none_yet() -> None:
    assert tips_in(THEME, "tlh") == []
    assert find_tip(theme_keys(THEME)[0], "tlh") is None


def test_theme_title_is_in_the_language_else_english() -> None:
    assert theme_title(THEME, "tlh") == theme_title(THEME, "en") != theme_title(THEME, "nl")


def test_unknown_theme_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        tips_in("unheard_of", "nl")


def test_tips_in_the_most_languages_come_first() -> None:
    numbers = [len(tip_languages(key)) for theme in themes() for key in theme_keys(theme)]

    assert numbers[:12] == sorted(numbers[:12], reverse=True)
    assert set(numbers) == {2, 20}


@pytest.mark.parametrize(
    ("age_group", "ages", "suits"),
    [
        (AgeGroup.PRESCHOOL, [2, 5], True),
        (AgeGroup.YOUNGEST, [2, 5], True),
        (AgeGroup.MIDDLE, [2, 5], False),
        (AgeGroup.PRESCHOOL, [4, 8], False),
        (AgeGroup.MIDDLE, [4, 8], True),
        (AgeGroup.OLDEST, [3, 10], True),
        (AgeGroup.OLDEST, [6, 9], False),
    ],
)
def test_age_group_takes_tips_for_more_than_its_edge(age_group: AgeGroup, ages: list[int], suits: bool) -> None:
    assert age_group.suits(ages) is suits


@pytest.mark.parametrize("age_group", AgeGroup)
@pytest.mark.parametrize("theme", themes())
def test_every_theme_has_tips_for_every_age_group(theme: str, age_group: AgeGroup) -> None:
    keys = theme_keys(theme, age_group)

    assert keys == [key for key in theme_keys(theme) if key in keys] != []
    assert len(keys) < len(theme_keys(theme))


def test_every_tip_has_a_code_of_its_own() -> None:
    keys = [key for theme in themes() for key in theme_keys(theme)]

    assert [find_key(tip_code(key)) for key in keys] == keys
    assert {len(tip_code(key)) for key in keys} == {8}


def test_code_of_no_tip_finds_none() -> None:
    assert find_key("00000000") is None


def test_code_stays_what_it_is_because_buttons_hold_it() -> None:
    assert tip_code("reading_together/picture-talk") == "d26fb47e"


@pytest.mark.parametrize(
    ("languages", "found"),
    [(["tr", "nl"], "tr"), (["tlh", "nl"], "nl"), (["sr", "ar"], "ar"), (["tlh"], None), ([], None)],
)
def test_find_tip_in_takes_the_first_language_in_which_it_exists(languages: list[str], found: str | None) -> None:
    tip = find_tip_in(theme_keys(THEME)[0], languages)

    assert (tip.language if tip else None) == found
