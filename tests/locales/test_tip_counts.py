"""The library of tips is large enough, and no age or theme is left out."""

from __future__ import annotations

import pytest

from messages.tips import themes
from tests.locales.tip_counts import BANDS, count_bands, count_languages, main
from tests.locales.tip_files import is_core, tips_of

THEMES = (
    "daily_routines",
    "feelings_and_friends",
    "language_and_talk",
    "nature_and_seasons",
    "numbers_in_daily_life",
    "play_and_movement",
    "reading_together",
    "what_we_do_at_school",
)
EACH, CORE = 12, 6  # tips of a theme; those of them that every language has

each_theme = pytest.mark.parametrize("theme", themes())


def test_themes_are_the_eight_of_the_library() -> None:
    assert themes() == THEMES


@each_theme
def test_theme_has_as_many_tips_for_each_age(theme: str) -> None:
    assert count_bands(tips_of(theme)) == dict.fromkeys(BANDS, EACH // len(BANDS))


@each_theme
def test_core_tips_come_first_so_that_a_programme_begins_with_what_all_can_read(theme: str) -> None:
    assert [is_core(tip) for tip in tips_of(theme)] == [True] * CORE + [False] * (EACH - CORE)


@each_theme
def test_theme_has_a_core_tip_for_each_age(theme: str) -> None:
    assert min(count_bands(filter(is_core, tips_of(theme))).values()) >= 1


def test_core_tips_are_for_all_ages_alike() -> None:
    core = [tip for theme in themes() for tip in tips_of(theme) if is_core(tip)]

    assert count_bands(core) == dict.fromkeys(BANDS, len(THEMES) * CORE // len(BANDS))


def test_every_tip_is_there_in_the_languages_in_which_tips_are_written() -> None:
    counted = count_languages()

    assert (counted["nl"], counted["en"]) == (len(THEMES) * EACH, len(THEMES) * EACH)


def test_command_prints_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    main()

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["theme", "tips", "core", "2-4", "4-6", "6-9", "9-12"]
    assert lines[-2].split() == ["all", "96", "48", "24", "24", "24", "24"]
    assert "nl 96" in lines[-1]
