"""Notices as staff write them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import parse_notice, parse_wait
from bot.errors import BadInput


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("P7D", timedelta(days=7)),
        ("P1D", timedelta(days=1)),
        ("PT3H", timedelta(hours=3)),
        ("P1DT12H", timedelta(hours=36)),
        ("P2W", timedelta(days=14)),
        ("P60D", timedelta(days=60)),
    ],
)
def test_parse_notice_reads_iso_8601(text: str, notice: timedelta) -> None:
    assert parse_notice(text) == notice


@pytest.mark.parametrize("text", ["", "P", "7", "7D", "-P1D", "+P1D", "p7d", "1 day", "P7X", "P99999999999999999999D"])
def test_parse_notice_refuses_what_is_no_duration(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_notice(text)

    sentence = f"{text!r} is not a notice; write an ISO 8601 duration such as P7D, P1D or PT3H."
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("text", ["P0D", "PT0S", "P61D", "P60DT1S", "P1Y"])
def test_parse_notice_refuses_nothing_and_too_long(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_notice(text)

    assert refused.value.sentence == f"The notice {text!r} should be longer than nothing and at most 60 days."


@given(st.text() | st.from_regex(r"P[0-9DTHMSWY.]*", fullmatch=True))
def test_parse_notice_of_anything_is_a_notice_or_bad_input(text: str) -> None:
    try:
        notice = parse_notice(text)
    except BadInput:
        return

    assert timedelta(0) < notice <= timedelta(days=60)


@pytest.mark.parametrize(
    ("text", "wait"), [("PT0S", timedelta(0)), ("PT2H", timedelta(hours=2)), ("P7D", timedelta(days=7))]
)
def test_parse_wait_takes_nothing_up_to_a_week(text: str, wait: timedelta) -> None:
    assert parse_wait(text) == wait


@pytest.mark.parametrize("text", ["", "2H", "-PT1H", "PT-1H", "P7DT1S", "P99999999999999999999D", "two hours"])
def test_parse_wait_refuses_what_is_no_wait(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_wait(text)
