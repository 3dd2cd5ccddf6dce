"""What becomes of each sentence in a reviewer's file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.reviews import Review, ReviewError, Row, judge
from messages.exchange.wordings import Approval, Wording

EWA, JAN = Approval("Ewa", date(2026, 11, 22)), Approval("Jan", date(2026, 11, 23))
YES, NO = Wording("", ("Yes",), ("Tak",)), Wording("", ("No",), ("Nie",))
STILL_DRAFT = "has other words, but is still marked as a draft; mark it as reviewed, or put the old words back"
NOT_OURS = "is no sentence of ours; the key and the English must stay as they were exported"
DAYS = Wording("", ("{count} day", "{count} days"), ("{count} dzień", "{count} dni", "{count} dnia"))


def judged(*rows: Row, ours: tuple[Wording, ...] = (YES, NO, DAYS), replacing: bool = False) -> Review:
    return judge(rows, tag="pl", ours=ours, approval=JAN, replacing=replacing)


def row(wording: Wording, *forms: str, draft: bool = False, line: int = 5) -> Row:
    return Row(line, replace(wording, forms=forms or wording.forms), draft)


def test_sentences_are_approved_corrected_or_still_drafts() -> None:
    review = judged(row(YES), row(NO, "Nie, nie", line=6), row(DAYS, draft=True, line=9))

    approved = [replace(YES, approval=JAN), replace(NO, forms=("Nie, nie",), approval=JAN)]
    assert review == Review(approved=approved, corrected=1, drafts=1)


def test_approved_sentence_stays_as_it_is() -> None:
    approved = replace(YES, approval=EWA)

    assert judged(row(YES), ours=(approved,)) == Review(known=1)
    assert judged(row(YES, draft=True), ours=(approved,)) == Review(known=1)
    assert judged(row(YES, "Owszem", draft=True), ours=(approved,)) == Review(known=1)


def test_approved_sentence_gets_other_words_only_on_request() -> None:
    approved, other = replace(YES, approval=EWA), row(YES, "Owszem")

    reason = "was reviewed by Ewa, 2026-11-22 in other words; --replace puts these in their place"
    assert judged(other, ours=(approved,)) == Review(errors=[ReviewError(5, reason)])
    assert judged(other, ours=(approved,), replacing=True) == Review([replace(other.wording, approval=JAN)], 1)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (row(YES, "Owszem", draft=True), STILL_DRAFT),
        (row(replace(YES, english=("Yess",))), NOT_OURS),
        (row(DAYS, "{count} dzień", "{count} dni"), "has 2 plural forms, but this language has 3"),
        (row(YES, "Tak  tak"), "has a double space, a line break, or a space at an end"),
        (row(YES, ""), "is empty"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_reason(wrong: Row, reason: str) -> None:
    assert judged(wrong) == Review(errors=[ReviewError(5, reason)])


def test_sentence_that_stands_twice_is_told() -> None:
    review = judged(row(YES), row(YES, "Owszem", line=8))

    assert review.errors == [ReviewError(8, "stands in line 5 already; remove one of them")]


def test_gap_is_not_approved_as_it_is() -> None:
    gap = replace(YES, forms=("",))

    assert judged(row(gap), ours=(gap,)).errors == [ReviewError(5, "is empty")]
