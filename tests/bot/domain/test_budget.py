"""The message budget: tips wait first, nothing near waits for nothing, and a week never gets fuller than it may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.budget import COUNTED, Item, Placement, Weeks
from bot.domain.timing import QuietHours
from messages.outgoing import MessageKind
from tests.budgets import AMSTERDAM, make_budget
from tests.fakes import NOW

INVITATION, ANNOUNCEMENT, CHECK_IN = MessageKind.INVITATION, MessageKind.ANNOUNCEMENT, MessageKind.CHECK_IN
REMINDER, NUDGE, OFFER, TIP = MessageKind.REMINDER, MessageKind.NUDGE, MessageKind.OFFER, MessageKind.TIP
WEEK = timedelta(days=7)

#: Half past seven in the morning, school time.
NEXT_MONDAY = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)
LONG = NOW + 8 * WEEK


def make_item(kind: MessageKind, key: str = "new", **facts: object) -> Item:
    """Due now, with weeks to wait."""
    return replace(Item(key, kind, NOW, LONG), **facts)  # type: ignore[arg-type]


def make_weeks(*items: Item, limit: int = 1) -> Weeks:
    return Weeks(make_budget(limit), items)


def test_week_is_mondays_to_sundays_on_the_schools_clock() -> None:
    budget = make_budget()
    sunday, monday = datetime(2026, 11, 29, 22, 59, tzinfo=UTC), datetime(2026, 11, 29, 23, 0, tzinfo=UTC)

    assert budget.week_of(sunday) == budget.week_of(NOW) != budget.week_of(monday)
    assert budget.starts(monday) == monday == budget.starts(monday + timedelta(days=3))


def test_message_that_finds_room_stays_where_it_is() -> None:
    weeks = make_weeks(make_item(TIP, "old", at=NOW - WEEK))

    assert weeks.place(new := make_item(INVITATION)) == [Placement(new, NOW)]
    assert not weeks.has_room(NOW)


def test_tip_that_finds_the_week_full_comes_at_the_same_hour_a_week_later() -> None:
    weeks = make_weeks(make_item(ANNOUNCEMENT, "old"))

    assert weeks.place(new := make_item(TIP)) == [Placement(new, NOW + WEEK)]


def test_tip_that_could_only_come_too_late_is_dropped() -> None:
    weeks = make_weeks(make_item(ANNOUNCEMENT, "old"), make_item(ANNOUNCEMENT, "next", at=NOW + WEEK))
    new = make_item(TIP, waits_until=NOW + timedelta(days=8))

    assert weeks.place(new) == [Placement(new, None)]


@pytest.mark.parametrize("kind", sorted(COUNTED - {TIP}))
def test_everything_else_displaces_a_tip_of_that_week(kind: MessageKind) -> None:
    tip, new = make_item(TIP, "tip"), make_item(kind)
    weeks = make_weeks(make_item(TIP, "earlier", at=NOW - WEEK), tip)

    assert weeks.place(new) == [Placement(new, NOW), Placement(tip, NOW + WEEK)]


def test_last_tip_of_the_week_gives_way_and_one_that_left_does_not() -> None:
    left = make_item(TIP, "left", at=NOW + timedelta(days=3), movable=False)
    first, last = make_item(TIP, "first"), make_item(TIP, "last", at=NOW + timedelta(days=2))
    new = make_item(REMINDER, waits_until=None)

    placed = make_weeks(first, last, left, limit=3).place(new)

    assert placed == [Placement(new, NOW), Placement(last, last.at + WEEK)]


@pytest.mark.parametrize("kind", [INVITATION, ANNOUNCEMENT, CHECK_IN, OFFER])
def test_what_can_wait_moves_to_the_first_moment_of_the_next_week_with_room(kind: MessageKind) -> None:
    full = make_item(ANNOUNCEMENT, "full"), make_item(ANNOUNCEMENT, "next", at=NEXT_MONDAY)
    new = make_item(kind)

    assert make_weeks(*full).place(new) == [Placement(new, NEXT_MONDAY + WEEK)]


@pytest.mark.parametrize("kind", [REMINDER, NUDGE])
def test_reminder_has_its_moment_or_none(kind: MessageKind) -> None:
    new = make_item(kind, waits_until=None)

    assert make_weeks(make_item(ANNOUNCEMENT, "old")).place(new) == [Placement(new, None)]


@pytest.mark.parametrize(
    ("kind", "others", "gives_way"),
    [
        (INVITATION, (ANNOUNCEMENT, CHECK_IN, INVITATION), CHECK_IN),
        (INVITATION, (ANNOUNCEMENT, OFFER, REMINDER), OFFER),
        (INVITATION, (ANNOUNCEMENT, NUDGE), ANNOUNCEMENT),
        (ANNOUNCEMENT, (ANNOUNCEMENT, CHECK_IN), CHECK_IN),
    ],
)
def test_what_cannot_wait_displaces_what_is_less_near(
    kind: MessageKind, others: tuple[MessageKind, ...], gives_way: MessageKind
) -> None:
    new = make_item(kind, waits_until=NOW)
    weeks = make_weeks(*(make_item(other, other) for other in others), limit=len(others))

    assert weeks.place(new) == [Placement(new, NOW), Placement(make_item(gives_way, gives_way), NEXT_MONDAY)]


@pytest.mark.parametrize(("kind", "old"), [(ANNOUNCEMENT, ANNOUNCEMENT), (CHECK_IN, OFFER), (OFFER, ANNOUNCEMENT)])
def test_what_cannot_wait_and_displaces_nothing_is_dropped(kind: MessageKind, old: MessageKind) -> None:
    new = make_item(kind, waits_until=NOW)

    assert make_weeks(make_item(old, "old")).place(new) == [Placement(new, None)]


def test_invitation_that_cannot_wait_goes_over_the_budget() -> None:
    new = make_item(INVITATION, waits_until=NOW)

    assert make_weeks(make_item(INVITATION, "old")).place(new) == [Placement(new, NOW, over=True)]


def test_what_is_displaced_and_cannot_wait_any_more_is_dropped() -> None:
    old, new = make_item(ANNOUNCEMENT, "old", waits_until=NOW), make_item(INVITATION, waits_until=NOW)

    assert make_weeks(old).place(new) == [Placement(new, NOW), Placement(old, None)]


@pytest.mark.parametrize("night", ["2026-10-25", "2027-03-28"])
def test_next_week_begins_on_the_schools_clock_behind_a_dst_night(night: str) -> None:
    budget, sunday = make_budget(), datetime.fromisoformat(f"{night}T12:00:00").replace(tzinfo=AMSTERDAM)

    tip, other = budget.a_week_after(TIP, sunday - WEEK), budget.a_week_after(ANNOUNCEMENT, sunday)

    assert (tip.astimezone(AMSTERDAM), tip.astimezone(AMSTERDAM).time()) == (sunday, time(12))
    assert other.astimezone(AMSTERDAM).isoformat()[:16] == f"{sunday.date() + timedelta(days=1)}T07:30"


def test_school_that_is_never_quiet_begins_its_week_at_midnight() -> None:
    budget = replace(make_budget(), quiet=QuietHours(time(0), time(0)))

    assert budget.a_week_after(ANNOUNCEMENT, NOW) == datetime(2026, 11, 29, 23, 0, tzinfo=UTC)


_MESSAGES = st.lists(
    st.tuples(
        st.sampled_from(sorted(COUNTED)),
        st.integers(0, 28 * 24),
        st.none() | st.integers(0, 28 * 24),
    ),
    max_size=30,
)


@given(messages=_MESSAGES, limit=st.integers(1, 3))
def test_no_week_gets_fuller_than_it_may_and_nothing_is_forgotten(
    messages: list[tuple[MessageKind, int, int | None]], limit: int
) -> None:
    budget, stands = make_budget(limit), dict[str, Placement]()
    weeks = Weeks(budget)
    for number, (kind, hour, patience) in enumerate(messages):
        until = None if patience is None else NOW + timedelta(hours=hour + patience)
        for placement in weeks.place(Item(str(number), kind, NOW + timedelta(hours=hour), until)):
            stands[placement.item.key] = placement

    told = [budget.week_of(placement.at) for placement in stands.values() if placement.at and not placement.over]
    assert len(stands) == len(messages)
    assert all(told.count(week) <= limit for week in told)
    assert {placement.item.kind for placement in stands.values() if placement.over} <= {INVITATION}
