"""How far a language is, as counted from its files and from what a school approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from messages.approved import approved_in, keep_approved
from messages.exchange.wordings import Approval, Wording
from messages.languages import OFFERED
from messages.phrases import catalogue_wordings, read_catalogue
from messages.standing import Standing, list_wordings, standing_of, state_of
from messages.tips import tip_wordings

EWA, JAN = Approval("Ewa", date(2026, 11, 22)), Approval("Jan", date(2026, 11, 23))


def approve(folder: Path, wordings: list[Wording], *, by: Approval = EWA) -> None:
    approved = [replace(wording, approval=by) for wording in wordings]
    keep_approved(folder, "pl", read_catalogue("pl").plural_forms, approved)


def test_language_of_which_we_have_nothing() -> None:
    assert standing_of("tlh") == Standing("none", 0, 0, 0, 0, (), None)


def test_language_that_we_ship_is_a_draft_of_all_sentences() -> None:
    sentences = len(read_catalogue("en"))

    assert standing_of("nl") == Standing("draft", sentences, 0, 96, 0, (), None)
    assert {standing_of(tag).phrases for tag in OFFERED} == {sentences}


def test_language_is_reviewed_when_every_sentence_of_the_catalogue_is(tmp_path: Path) -> None:
    phrases = catalogue_wordings("pl")
    with approved_in(tmp_path):
        approve(tmp_path, phrases[1:])
        partly = standing_of("pl")
        approve(tmp_path / "other", phrases)
    with approved_in(tmp_path / "other"):
        wholly = standing_of("pl")

    assert (partly.state, partly.phrases_reviewed) == ("draft", len(phrases) - 1)
    assert (wholly.state, wholly.phrases_reviewed, wholly.reviewers) == ("reviewed", len(phrases), ("Ewa",))


def test_tip_is_reviewed_when_all_its_parts_are(tmp_path: Path) -> None:
    first, second, *_ = tip_wordings("pl").values()
    with approved_in(tmp_path):
        approve(tmp_path, [*first, *second[1:]])

        assert standing_of("pl").tips_reviewed == 1


def test_reviewers_are_named_once_with_the_last_day(tmp_path: Path) -> None:
    with approved_in(tmp_path):
        ours = list_wordings("pl")
        both = [replace(ours[0], approval=JAN), *(replace(wording, approval=EWA) for wording in ours[1:3])]
        keep_approved(tmp_path, "pl", read_catalogue("pl").plural_forms, both)

        standing = standing_of("pl")
    assert (standing.reviewers, standing.reviewed_on) == (("Ewa", "Jan"), JAN.on)


def test_catalogue_with_a_gap_is_incomplete() -> None:
    assert state_of([Wording("", ("Yes",), ("Ja",), EWA), Wording("", ("No",), ("",), EWA)]) == "incomplete"


def test_reviewer_reads_sentences_themes_and_tips() -> None:
    places = {wording.place.count("/") for wording in list_wordings("pl")}

    assert places == {0, 1, 2}
    assert len(list_wordings("pl")) == len({wording.key for wording in list_wordings("pl")})
    assert [wording.place for wording in list_wordings("tlh")] == []
