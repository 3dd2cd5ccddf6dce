"""How calendars know an event again."""

from __future__ import annotations

import re

import pytest

from bot.domain.calendar import event_uid, feed_address, new_feed_token
from bot.logs import scrub


@pytest.mark.parametrize(
    ("public_url", "child_id", "uid"),
    [
        (None, None, "event-12@ouderbrug"),
        ("https://ouderbrug.school.example:8443/x", None, "event-12@ouderbrug.school.example"),
        ("https://school.example", 7, "event-12-7@school.example"),
    ],
)
def test_event_is_known_by_its_number_at_the_school(public_url: str | None, child_id: int | None, uid: str) -> None:
    assert event_uid(12, public_url, child_id=child_id) == uid


def test_token_is_long_new_and_hidden_in_logs() -> None:
    first, second = new_feed_token(), new_feed_token()

    assert first != second
    assert re.fullmatch(r"ob_[A-Za-z0-9_-]{43}", first)
    address = feed_address("https://school.example", first)
    assert (address, scrub(address)) == (
        f"https://school.example/calendar/{first}.ics",
        "https://school.example/calendar/[token].ics",
    )
