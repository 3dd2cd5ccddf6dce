"""When parents get an answer. On 25 October 2026 Amsterdam repeats 02:00–03:00; on 28 March 2027 it leaves that out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.staff_hours import CALL_DAYS, Closed, StaffHours, StaffTimes
from messages.conversation.inbox import CallTime, Expected
from messages.tap_values import DayPart

SCHOOL = ZoneInfo("Europe/Amsterdam")
CHRISTMAS = Closed(date(2026, 12, 19), date(2027, 1, 3))
TIMES = StaffTimes(
    StaffHours(time(8), time(16, 30)), SCHOOL, (CHRISTMAS, Closed(date(2026, 11, 27), date(2026, 11, 27)))
)

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (24, 25, 26, 27))


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=SCHOOL)


@pytest.mark.parametrize(
    ("wrote", "answer_by", "opens"),
    [
        ("2026-11-24T10:00", "2026-11-25T10:00", None),
        ("2026-11-24T08:00", "2026-11-25T08:00", None),
        ("2026-11-24T07:59", "2026-11-24T16:30", "2026-11-24"),
        ("2026-11-24T16:30", "2026-11-25T16:30", "2026-11-25"),
        ("2026-11-26T15:00", "2026-11-30T15:00", None),
        ("2026-11-27T10:00", "2026-11-30T16:30", "2026-11-30"),
        ("2026-11-28T03:00", "2026-11-30T16:30", "2026-11-30"),
        ("2026-12-18T10:00", "2027-01-04T10:00", None),
        ("2026-12-18T20:00", "2027-01-04T16:30", "2027-01-04"),
        ("2026-12-24T10:00", "2027-01-04T16:30", "2027-01-04"),
        ("2026-10-23T10:00", "2026-10-26T10:00", None),
        ("2027-03-26T10:00", "2027-03-29T10:00", None),
    ],
    ids=[
        "while staff are there", "as they come", "before they come", "as they go", "before a free Friday",
        "on a free day", "at the weekend", "on the last day", "on its evening", "in the holiday",
        "before the autumn night", "before the spring night",
    ],
)  # fmt: skip
def test_answer_comes_on_the_next_staff_day(wrote: str, answer_by: str, opens: str | None) -> None:
    closed_until = date.fromisoformat(opens) if opens else None

    assert TIMES.expect(at(wrote)) == Expected(at(answer_by), closed_until)


def test_who_still_waits_after_the_promised_moment_is_overdue() -> None:
    promised, moment = at("2026-11-25T10:00"), timedelta(microseconds=1)

    assert [TIMES.is_overdue(at("2026-11-24T10:00"), now) for now in (promised, promised + moment)] == [False, True]


def test_nobody_is_overdue_whom_nothing_was_promised() -> None:
    closed = StaffTimes(TIMES.hours, SCHOOL, (Closed(date(2026, 1, 1), date(2099, 1, 1)),))

    assert not closed.is_overdue(at("2026-11-24T10:00"), at("2028-11-24T10:00"))


def test_time_that_the_spring_night_leaves_out_is_the_moment_after_the_jump() -> None:
    every_day = StaffTimes(StaffHours(time(0), time(4)), ZoneInfo("Africa/Cairo"))  # there the clock jumps on a Friday
    thursday = datetime(2027, 4, 29, 0, 30, tzinfo=every_day.zone)

    expected = every_day.expect(thursday).answer_by

    assert expected == datetime(2027, 4, 30, 1, 30, tzinfo=every_day.zone)


def test_school_that_never_opens_promises_nothing() -> None:
    closed = StaffTimes(TIMES.hours, SCHOOL, (Closed(date(2026, 1, 1), date(2028, 1, 1)),))

    assert closed.expect(at("2026-11-24T10:00")) == Expected(None, None)
    assert closed.call_times(at("2026-11-24T10:00")) == []


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
)
def test_answer_always_comes_later_on_a_staff_day_within_its_hours(wrote: datetime) -> None:
    expected = TIMES.expect(wrote)

    by = expected.answer_by
    assert by is not None
    assert by > wrote
    assert TIMES.is_staff_day(by.date())
    assert time(8) <= by.time() <= time(16, 30)
    assert (expected.opens is None) == TIMES.is_open(wrote)


def both(*days: date) -> list[CallTime]:
    return [CallTime(day, part) for day in days for part in (DayPart.MORNING, DayPart.AFTERNOON)]


def test_call_is_offered_on_the_next_staff_days_in_both_parts() -> None:
    monday = date(2026, 11, 30)

    assert TIMES.call_times(at("2026-11-24T10:00")) == both(WEDNESDAY, THURSDAY, monday)
    assert TIMES.call_times(at("2026-11-24T07:00")) == both(TUESDAY, WEDNESDAY, THURSDAY)
    assert len(TIMES.call_times(at("2026-12-18T10:00"))) == 2 * CALL_DAYS


@pytest.mark.parametrize(("hours", "part"), [("08:00-12:00", DayPart.MORNING), ("12:00-16:00", DayPart.AFTERNOON)])
def test_call_is_offered_only_while_staff_are_there(hours: str, part: DayPart) -> None:
    half = StaffTimes(StaffHours(*map(time.fromisoformat, hours.split("-"))), SCHOOL)

    assert {offered.part for offered in half.call_times(at("2026-11-24T18:00"))} == {part}


@pytest.mark.parametrize(
    ("day", "part", "now", "takes"),
    [
        (WEDNESDAY, DayPart.MORNING, "2026-11-24T10:00", True),
        (WEDNESDAY, DayPart.MORNING, "2026-11-25T09:00", True),
        (WEDNESDAY, DayPart.MORNING, "2026-11-25T12:00", False),
        (WEDNESDAY, DayPart.AFTERNOON, "2026-11-25T12:00", True),
        (WEDNESDAY, DayPart.AFTERNOON, "2026-11-25T16:30", False),
        (WEDNESDAY, DayPart.AFTERNOON, "2026-11-26T09:00", False),
        (WEDNESDAY, DayPart.EVENING, "2026-11-25T09:00", False),
        (FRIDAY, DayPart.MORNING, "2026-11-26T09:00", False),
        (FRIDAY, DayPart.MORNING, "2026-11-27T09:00", False),
        (date(2026, 12, 15), DayPart.MORNING, "2026-11-26T09:00", False),
    ],
    ids=[
        "offered", "today", "over", "this afternoon", "after hours", "yesterday", "evening", "free day",
        "on a free day", "far away",
    ],
)  # fmt: skip
def test_call_can_still_be(day: date, part: DayPart, now: str, takes: bool) -> None:
    assert TIMES.takes_call(CallTime(day, part), at(now)) is takes


@pytest.mark.parametrize(("start", "end"), [(time(16), time(8)), (time(8), time(8))])
def test_hours_that_end_before_they_begin_are_refused(start: time, end: time) -> None:
    with pytest.raises(ValueError, match="on the same day"):
        StaffHours(start, end)
