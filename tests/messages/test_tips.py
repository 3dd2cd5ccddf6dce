"""Tips as programmes ask for them; what they say is checked in tests/locales."""

from __future__ import annotations

import pytest
import yaml

from messages.phrases import LOCALES
from messages.tips import Tip, find_tip, theme_keys, theme_title, themes, tips_in

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
    assert tip == Tip(key=written["id"], language="tr", **parts)


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
