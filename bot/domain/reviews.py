"""What a reviewer's file says, sentence by sentence: approved, still a draft, or wrong and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from messages.exchange.wording_checks import faults
from messages.exchange.wordings import Approval, Key, Wording


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as it stands in a file, by its first line. What is a draft there, its reader did not approve."""

    line: int
    wording: Wording
    draft: bool


@dataclass(frozen=True, slots=True)
class ReviewError:
    """Where a file is wrong, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Review:
    """What becomes of a file: newly approved sentences, how many of them in other words, and what is as it was."""

    approved: list[Wording] = field(default_factory=list)
    corrected: int = 0
    drafts: int = 0
    known: int = 0
    errors: list[ReviewError] = field(default_factory=list)


def judge(rows: Iterable[Row], *, tag: str, ours: Sequence[Wording], approval: Approval, replacing: bool) -> Review:
    """Compare a file with what we say now. Approved sentences change only where `replacing` says so."""
    review, known, seen = Review(), {wording.key: wording for wording in ours}, dict[Key, int]()
    for row in rows:
        now = known.get(row.wording.key)
        reasons = list(_reasons(row, now, tag, replacing=replacing))
        if row.wording.key in seen:
            reasons = [f"stands in line {seen[row.wording.key]} already; remove one of them"]
        seen[row.wording.key] = row.line
        review.errors += [ReviewError(row.line, reason) for reason in reasons]
        if now and not reasons:
            _count(review, row, now, approval)
    return review


def _reasons(row: Row, now: Wording | None, tag: str, *, replacing: bool) -> Iterator[str]:
    if now is None:
        yield "is no sentence of ours; the key and the English must stay as they were exported"
    elif not row.draft:
        yield from _wrong(row.wording, now, tag, replacing=replacing)
    elif now.approval is None and row.wording.forms != now.forms:
        yield "has other words, but is still marked as a draft; mark it as reviewed, or put the old words back"


def _wrong(wording: Wording, now: Wording, tag: str, *, replacing: bool) -> Iterator[str]:
    if now.approval and wording.forms != now.forms and not replacing:
        yield f"was {now.approval} in other words; --replace puts these in their place"
    if len(wording.forms) != len(now.forms):
        yield f"has {len(wording.forms)} plural forms, but this language has {len(now.forms)}"
    yield from faults(tag, wording)


def _count(review: Review, row: Row, now: Wording, approval: Approval) -> None:
    if now.approval and (row.draft or row.wording.forms == now.forms):
        review.known += 1
    elif row.draft:
        review.drafts += 1
    else:
        review.approved.append(replace(row.wording, approval=approval))
        review.corrected += row.wording.forms != now.forms
