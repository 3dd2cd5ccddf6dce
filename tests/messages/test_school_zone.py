"""The school's zone in a calendar file, against the zone data and against a second reader of such components."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]

from messages.school_zone import clock_changes, zone_component

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = 2026, 2027
HOUR = timedelta(hours=1)

#: With summer in the north, in the south, by half an hour, and without.
ZONES = ("Europe/Amsterdam", "Australia/Sydney", "Australia/Lord_Howe", "America/Curacao", "UTC")


def test_each_change_of_the_clock_is_one_observance_that_begins_by_the_clock_before_it() -> None:
    lines = zone_component(AMSTERDAM, first=2026, last=2026).to_ical().decode().splitlines()

    assert lines == [
        *("BEGIN:VTIMEZONE", "TZID:Europe/Amsterdam"),
        *("BEGIN:STANDARD", "DTSTART:20251231T010000", "TZNAME:CET", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100"),
        *("END:STANDARD",),
        *("BEGIN:DAYLIGHT", "DTSTART:20260329T020000", "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
        *("END:DAYLIGHT",),
        *("BEGIN:STANDARD", "DTSTART:20261025T030000", "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
        *("END:STANDARD", "END:VTIMEZONE"),
    ]


@pytest.mark.parametrize("name", ZONES)
def test_another_reader_finds_the_same_offset_on_every_day_and_around_every_change(name: str) -> None:
    zone = ZoneInfo(name)
    written = "BEGIN:VCALENDAR\r\n" + zone_component(zone, first=FIRST, last=LAST).to_ical().decode() + "END:VCALENDAR"
    read = tzical(StringIO(written)).get()
    start, end = datetime(FIRST, 1, 1, tzinfo=UTC), datetime(LAST, 12, 31, tzinfo=UTC)
    moments = [start + timedelta(days=number) for number in range((end - start).days)]
    for change in clock_changes(zone, start, end):
        moments += [change + step * HOUR for step in range(-3, 4)]

    walls = [moment.astimezone(zone) for moment in moments]
    clear = [wall for wall in walls if wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset()]
    assert len(clear) >= 2 * 364
    assert [wall for wall in clear if wall.replace(tzinfo=read).utcoffset() != wall.utcoffset()] == []


@pytest.mark.parametrize(("name", "changes"), [("Europe/Amsterdam", 4), ("America/Curacao", 0)])
def test_clock_changes_as_often_as_it_does(name: str, changes: int) -> None:
    start, end = datetime(FIRST, 1, 1, tzinfo=UTC), datetime(LAST + 1, 1, 1, tzinfo=UTC)

    assert len(list(clock_changes(ZoneInfo(name), start, end))) == changes
