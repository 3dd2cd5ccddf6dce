"""Counting by family: either parent's answer counts (N18), and nobody is called uninvolved (N10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.responses import Counts, Told, count_by, count_families, shown
from messages.facts import Answer

#: Amina (1) and Yusuf (2) are one family; Piotr (3) and Selam (4) are others.
FAMILY = {1: 1, 2: 1, 3: 3, 4: 4}
YES, NO, MAYBE = (Answer.YES,), (Answer.NO,), (Answer.MAYBE,)


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ([], Counts()),
        ([(1, True, ())], Counts(invited=1, delivered=1, none_yet=1)),
        ([(1, False, ())], Counts(invited=1)),
        ([(1, True, NO), (2, True, YES)], Counts(invited=1, delivered=1, yes=1)),
        ([(1, True, MAYBE), (2, True, NO)], Counts(invited=1, delivered=1, maybe=1)),
        ([(1, True, ()), (2, True, NO)], Counts(invited=1, delivered=1, no=1)),
        ([(1, False, ()), (2, True, ())], Counts(invited=1, delivered=1, none_yet=1)),
        ([(1, False, YES)], Counts(invited=1, delivered=1, yes=1)),
        ([(1, True, (Answer.NO, Answer.YES))], Counts(invited=1, delivered=1, yes=1)),
        ([(1, True, YES), (3, True, NO), (4, False, ())], Counts(invited=3, delivered=2, yes=1, no=1)),
        ([(1, True, YES), (99, True, ())], Counts(invited=2, delivered=2, yes=1, none_yet=1)),
    ],
    ids=[
        "nobody",
        "reached and silent",
        "not reached",
        "father's yes outweighs",
        "maybe outweighs no",
        "one answers for both",
        "one reached for both",
        "an answer proves that it arrived",
        "different answers for siblings",
        "three families",
        "a parent without children counts alone",
    ],
)
def test_count_families_counts_each_family_once(
    told: list[tuple[int, bool, tuple[Answer, ...]]], counts: Counts
) -> None:
    invitations = [_told(parent, delivered=delivered, answers=answers) for parent, delivered, answers in told]

    assert count_families(invitations, FAMILY) == counts


def test_count_families_counts_a_family_for_each_event() -> None:
    told = [_told(1, event=1, answers=YES), _told(2, event=1), _told(1, event=2), _told(2, event=2, answers=NO)]

    assert count_families(told, FAMILY) == Counts(invited=2, delivered=2, yes=1, no=1)


@given(
    st.lists(
        st.builds(
            lambda event, parent, delivered, answers: _told(parent, event=event, delivered=delivered, answers=answers),
            st.integers(1, 2),
            st.integers(1, 5),
            st.booleans(),
            st.lists(st.sampled_from(Answer), max_size=2).map(tuple),
        )
    )
)
def test_delivered_is_yes_no_maybe_and_none_yet(told: list[Told]) -> None:
    counts = count_families(told, FAMILY)

    assert counts.delivered == counts.yes + counts.no + counts.maybe + counts.none_yet <= counts.invited


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        (Counts(), None),
        (Counts(invited=9), None),
        (Counts(invited=3, delivered=3, yes=1, no=1, none_yet=1), 0.6667),
        (Counts(invited=9, delivered=2, maybe=2), 1.0),
        (Counts(invited=2, delivered=2, none_yet=2), 0.0),
    ],
)
def test_rate_is_answered_of_delivered(counts: Counts, rate: float | None) -> None:
    assert counts.rate == rate


def test_count_by_group_counts_a_family_in_each_of_its_groups() -> None:
    told = [
        _told(1, groups={"groep 3", "groep 5"}, answers=YES),
        _told(2, groups={"groep 5"}),
        _told(3, groups={"groep 3"}),
    ]

    counted = count_by(told, FAMILY, lambda one: one.groups)

    assert list(counted.items()) == [
        ("groep 3", Counts(invited=2, delivered=2, yes=1, none_yet=1)),
        ("groep 5", Counts(invited=1, delivered=1, yes=1)),
    ]


def test_count_by_language_counts_parents_who_read_differently_apart() -> None:
    told = [_told(1, language="ar", answers=NO), _told(2, language="nl")]

    counted = count_by(told, FAMILY, lambda one: [one.language])

    assert counted == {
        "ar": Counts(invited=1, delivered=1, no=1),
        "nl": Counts(invited=1, delivered=1, none_yet=1),
    }


@pytest.mark.parametrize("invited", [5, 0])
def test_report_shows_what_is_not_hidden(invited: int) -> None:
    row = shown(Counts(invited=invited, delivered=invited, yes=invited), hidden=False)

    assert row == {
        "invited": invited,
        "delivered": invited,
        "yes": invited,
        "no": 0,
        "maybe": 0,
        "none_yet": 0,
        "response_rate": 1.0 if invited else None,
        "suppressed": False,
    }


def test_report_shows_nothing_of_what_is_hidden() -> None:
    row = shown(Counts(invited=4, delivered=4, yes=4), hidden=True)

    assert row == {
        "invited": None,
        "delivered": None,
        "yes": None,
        "no": None,
        "maybe": None,
        "none_yet": None,
        "response_rate": None,
        "suppressed": True,
    }


def _told(
    parent: int,
    *,
    event: int = 1,
    language: str = "nl",
    delivered: bool = True,
    groups: set[str] | None = None,
    answers: tuple[Answer, ...] = (),
) -> Told:
    return Told(event, parent, language, delivered, frozenset(groups or {"groep 3"}), answers)
