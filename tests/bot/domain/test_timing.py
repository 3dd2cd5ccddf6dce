"""School time. On 25 October 2026 the clock of Amsterdam repeats 02:00–03:00; on 28 March 2027 it leaves that out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.timing import LeadTime, QuietHours, before_event, lead_time, send_time, to_utc, wait_until
from tests.fakes import NOW

SCHOOL = ZoneInfo("Europe/Amsterdam")
NIGHT = QuietHours(time(20), time(7, 30))
NEVER = QuietHours(time(8), time(8))


def _moments(since: datetime, hours: int) -> st.SearchStrategy[datetime]:
    return st.integers(0, hours * 60).map(lambda minutes: since + timedelta(minutes=minutes))


MINUTES = st.integers(0, 24 * 60 - 1)
MOMENTS = st.one_of(
    _moments(datetime(2026, 1, 1, tzinfo=UTC), hours=2 * 365 * 24),
    _moments(datetime(2026, 10, 24, 18, tzinfo=UTC), hours=18),
    _moments(datetime(2027, 3, 27, 18, tzinfo=UTC), hours=18),
)


@pytest.mark.parametrize(
    ("quiet", "disturbing", "fine"),
    [
        (NIGHT, [time(20), time(23, 59), time(0), time(7, 29, 59)], [time(7, 30), time(12), time(19, 59, 59)]),
        (QuietHours(time(12), time(13)), [time(12), time(12, 59)], [time(11, 59), time(13), time(0)]),
        (NEVER, [], [time(0), time(8), time(23, 59)]),
    ],
)
def test_quiet_hours_cover_from_start_until_end(quiet: QuietHours, disturbing: list[time], fine: list[time]) -> None:
    assert [quiet.covers(moment) for moment in (*disturbing, *fine)] == [True] * len(disturbing) + [False] * len(fine)


@pytest.mark.parametrize(
    ("wanted", "leaves"),
    [
        ("2026-12-08T10:00", "2026-12-08T10:00"),
        ("2026-12-08T19:59", "2026-12-08T19:59"),
        ("2026-12-08T20:00", "2026-12-09T07:30"),
        ("2026-12-08T23:30", "2026-12-09T07:30"),
        ("2026-12-09T00:00", "2026-12-09T07:30"),
        ("2026-12-09T07:29", "2026-12-09T07:30"),
        ("2026-12-31T22:00", "2027-01-01T07:30"),
        ("2026-10-24T22:00", "2026-10-25T07:30"),
        ("2027-03-27T22:00", "2027-03-28T07:30"),
    ],
)
def test_message_wanted_at_night_leaves_in_the_morning(wanted: str, leaves: str) -> None:
    assert send_time(_school(wanted), quiet=NIGHT, zone=SCHOOL) == _school(leaves)


def test_message_wanted_in_a_nap_leaves_after_it() -> None:
    nap = QuietHours(time(12), time(13))

    assert nap.next_allowed(_school("2026-12-08T12:30"), SCHOOL) == _school("2026-12-08T13:00")


def test_message_leaves_in_utc_after_quiet_hours() -> None:
    leaves = NIGHT.next_allowed(_school("2026-12-08T22:00"), SCHOOL)

    assert leaves.utcoffset() == timedelta(0)


def test_quiet_hours_end_in_the_half_of_the_repeated_hour_in_which_they_were_met() -> None:
    until_half_past_two = QuietHours(time(20), time(2, 30))
    summer, winter = datetime(2026, 10, 25, 0, 15, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)

    leaves = [until_half_past_two.next_allowed(moment, SCHOOL) for moment in (summer, winter)]

    assert leaves == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]


@given(MOMENTS, MINUTES, MINUTES)
@example(datetime(2026, 10, 25, 1, 15, tzinfo=UTC), 20 * 60, 2 * 60 + 30)
@example(datetime(2027, 3, 28, 0, 55, tzinfo=UTC), 20 * 60, 2 * 60 + 30)
def test_message_never_leaves_in_quiet_hours_nor_before_it_was_wanted(moment: datetime, start: int, end: int) -> None:
    assume((start - end) % (24 * 60) >= 120 or start == end)  # somebody sleeps 22 hours at most
    quiet = QuietHours(_clock(start), _clock(end))

    leaves = quiet.next_allowed(moment, SCHOOL)

    assert not quiet.covers(leaves.astimezone(SCHOOL).time())
    assert timedelta(0) <= leaves - moment <= timedelta(hours=25)
    assert (leaves == moment) is not quiet.covers(moment.astimezone(SCHOOL).time())


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2026-12-08T08:30", "2026-12-08T07:30"),
        ("2026-07-01T08:30", "2026-07-01T06:30"),
        ("2027-03-28T02:30", "2027-03-28T01:30"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),
    ],
    ids=["winter", "summer", "skipped in spring", "twice in autumn: the first"],
)
def test_school_time_as_utc(wall: str, utc: str) -> None:
    assert to_utc(datetime.fromisoformat(wall), SCHOOL) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "days", "leaves"),
    [
        ("2026-12-08T08:30", 7, "2026-12-01T08:30"),
        ("2026-10-27T08:30", 7, "2026-10-20T08:30"),
        ("2027-03-30T08:30", 7, "2027-03-23T08:30"),
        ("2027-03-28T08:30", 1, "2027-03-27T08:30"),
        ("2026-10-25T08:30", 1, "2026-10-24T08:30"),
    ],
)
def test_reminder_leaves_at_the_hour_of_the_event_also_across_a_dst_night(starts: str, days: int, leaves: str) -> None:
    assert before_event(_school(starts), timedelta(days=days), SCHOOL) == _school(leaves)


def test_reminder_on_the_hour_that_the_spring_night_skips_leaves_after_the_jump() -> None:
    leaves = before_event(_school("2027-03-29T02:30"), timedelta(days=1), SCHOOL)

    assert leaves.astimezone(SCHOOL).isoformat() == "2027-03-28T03:30:00+02:00"


@given(MOMENTS, st.integers(1, 60))
def test_reminder_comes_before_its_event_within_an_hour_of_the_notice(starts_at: datetime, days: int) -> None:
    notice = timedelta(days=days)

    early = starts_at - before_event(starts_at, notice, SCHOOL)

    assert abs(early - notice) <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        (timedelta(days=14), LeadTime.FINE),
        (timedelta(days=14) - timedelta(seconds=1), LeadTime.SHORT),
        (timedelta(days=5), LeadTime.SHORT),
        (timedelta(days=5) - timedelta(seconds=1), LeadTime.VERY_SHORT),
        (timedelta(0), LeadTime.VERY_SHORT),
    ],
)
def test_lead_time_warns_under_fourteen_days_and_more_under_five(notice: timedelta, told: LeadTime) -> None:
    send_at = _school("2026-12-01T10:00")

    assert lead_time(send_at, send_at + notice) is told


def _school(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SCHOOL)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@pytest.mark.parametrize(
    ("to_the_event", "waits"),
    [
        (None, timedelta(hours=2)),
        (timedelta(days=21), timedelta(hours=2)),
        (timedelta(hours=4), timedelta(hours=1)),
        (timedelta(minutes=2), timedelta(seconds=30)),
    ],
)
def test_words_are_waited_for_at_most_a_quarter_of_the_time_to_the_event(
    to_the_event: timedelta | None, waits: timedelta
) -> None:
    starts_at = NOW + to_the_event if to_the_event else None

    assert wait_until(NOW, starts_at, timedelta(hours=2)) == NOW + waits
