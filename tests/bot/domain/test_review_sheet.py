"""The sheet of a reviewer: what waits, what is right, and why something cannot be said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.domain.review_sheet import Sentence, judge_answers, progress, sheet
from messages.approved import approved_in, change_approved
from messages.exchange.wordings import Approval
from messages.phrases import read_catalogue

FATMA = Approval("Fatma Demir", date(2026, 11, 24))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with approved_in(tmp_path):
        yield tmp_path


def find(english: str, *, tag: str = "tr") -> Sentence:
    return next(one for one in sheet(tag, tips=False) if one.wording.english[-1] == english)


def test_sheet_holds_sentences_or_ideas_with_their_dutch(folder: Path) -> None:
    fixed, tips = sheet("tr", tips=False), sheet("tr", tips=True)

    assert (find("Yes").dutch, find("Yes").waits) == ("Ja", True)
    assert {one.wording.place for one in fixed} == {""}
    assert all(one.wording.place for one in tips)
    assert len({one.code for one in (*fixed, *tips)}) == len(fixed) + len(tips)
    assert progress(fixed) == (0, len(fixed))


def test_right_answers_are_approved_and_the_others_told(folder: Path) -> None:
    yes, dear = find("Yes"), find("Dear {parent},")
    answers = {yes.code: ("  Evet  tabii ",), dear.code: ("Sevgili veli,",), "nothing": ("x",)}

    verdict = judge_answers("tr", sheet("tr", tips=False), answers, FATMA)

    assert [(word.forms, word.approval) for word in verdict.approved] == [(("Evet tabii",), FATMA)]
    assert verdict.faults == {dear.code: "does not have the facts, commands and names of the English: {parent}"}


def test_approved_sentence_waits_no_more_until_it_is_given_back(folder: Path) -> None:
    yes, plurals = find("Yes"), read_catalogue("tr").plural_forms
    verdict = judge_answers("tr", [yes], {yes.code: yes.wording.forms}, FATMA)

    change_approved(folder, "tr", plurals, approved=verdict.approved)
    assert (find("Yes").waits, progress(sheet("tr", tips=False))[0]) == (False, 1)
    other = judge_answers("tr", [find("Yes")], {yes.code: ("Olur",)}, FATMA)
    assert other.faults[yes.code].startswith("was reviewed by Fatma Demir")

    change_approved(folder, "tr", plurals, withdrawn=[yes.wording.key])
    assert find("Yes").waits
