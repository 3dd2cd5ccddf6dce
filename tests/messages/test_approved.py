"""What a school approved is said instead of what we ship, also while the service runs, and only where it fits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from messages.approved import approved_in, approved_words, keep_approved, stamp_of
from messages.exchange.wordings import Approval, Wording
from messages.phrases import phrases_in, read_catalogue
from messages.tips import find_tip, theme_keys, theme_title, tip_wordings, title_wordings

EWA = Approval("Ewa Nowak", date(2026, 11, 22))
THEME = "reading_together"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with approved_in(tmp_path):
        yield tmp_path


def approve(folder: Path, *wordings: Wording, tag: str = "pl") -> None:
    keep_approved(folder, tag, read_catalogue(tag).plural_forms, wordings)


def make_wording(*forms: str, english: tuple[str, ...] = ("Yes",), place: str = "") -> Wording:
    return Wording(place, english, forms, EWA)


def test_nothing_is_approved_without_a_folder_or_a_file(tmp_path: Path) -> None:
    assert (stamp_of("pl"), approved_words("pl")) == (None, {})
    with approved_in(tmp_path):
        assert (stamp_of("pl"), approved_words("pl")) == (None, {})


def test_approved_words_are_said_over_the_shipped_ones(folder: Path) -> None:
    approve(folder, make_wording("Oczywiście"))

    assert phrases_in("pl").say("Yes") == "Oczywiście"
    assert phrases_in("nl").say("Yes") == "Ja"


def test_approved_words_hold_within_the_block(tmp_path: Path) -> None:
    approve(tmp_path, make_wording("Oczywiście"))
    with approved_in(tmp_path):
        pass

    assert phrases_in("pl").say("Yes") == "Tak"


def test_service_that_runs_says_what_was_approved_since(folder: Path) -> None:
    for nanoseconds, said in enumerate(["Tak, tak", "Oczywiście"]):
        approve(folder, make_wording(said))
        os.utime(folder / "pl" / "approved.po", ns=(nanoseconds, nanoseconds))

        assert phrases_in("pl").say("Yes") == said


def test_every_plural_form_is_said(folder: Path) -> None:
    counted = "{count} person is coming.", "{count} people are coming."
    approve(folder, make_wording("{count} a", "{count} b", "{count} c", english=counted))

    assert [phrases_in("pl").say_count(*counted, count) for count in (1, 2, 5)] == ["1 a", "2 b", "5 c"]


def test_approval_holds_for_the_english_that_was_read(folder: Path) -> None:
    approve(folder, make_wording("Oczywiście", english=("Yes, of course",)))

    assert phrases_in("pl").say("Yes") == "Tak"


@pytest.mark.parametrize("said", ["Cześć {imię}!", "Cześć!"])
def test_file_that_somebody_broke_by_hand_breaks_no_message(folder: Path, said: str) -> None:
    shipped = phrases_in("pl").say("Hello {parent},", parent="Ewa")

    approve(folder, make_wording(said, english=("Hello {parent},",)))

    assert phrases_in("pl").say("Hello {parent},", parent="Ewa") == shipped


def test_draft_in_the_file_is_not_said(folder: Path) -> None:
    approve(folder, Wording("", ("Yes",), ("Oczywiście",)))

    assert phrases_in("pl").say("Yes") == "Tak"


def test_tip_and_theme_are_said_as_approved(folder: Path) -> None:
    key = theme_keys(THEME)[0]
    title, why = tip_wordings("pl")[key][:2]
    name = next(name for name in title_wordings("pl") if name.place == f"{THEME}/title")

    approve(folder, *(make_wording("Inaczej", english=wording.english, place=wording.place) for wording in (why, name)))

    tip = find_tip(key, "pl")
    assert tip is not None
    assert (tip.title, tip.why, theme_title(THEME, "pl")) == (title.forms[0], "Inaczej", "Inaczej")


def test_file_is_written_whole_beside_nothing_else(folder: Path) -> None:
    approve(folder, make_wording("Oczywiście"))
    approve(folder, make_wording("Tak jest"))

    assert [path.name for path in (folder / "pl").iterdir()] == ["approved.po"]
    assert {wording.forms for wording in approved_words("pl").values()} == {("Tak jest",)}
