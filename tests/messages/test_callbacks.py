"""Buttons: what is pressed months later, or forged, is either exactly what we made or nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from messages.callbacks import MAX_BYTES, format_tap, parse_tap
from messages.facts import Answer
from messages.languages import OFFERED
from messages.taps import (
    ChangeTap,
    ConsentTap,
    DeclineTap,
    LanguagesTap,
    NoticeInTap,
    NoticeLanguagesTap,
    OriginalTap,
    PeopleTap,
    ResumeTap,
    RsvpTap,
    SpeakTap,
    Tap,
)
from tests.messages.builders import CODE

IDS = st.integers(1, 10**18 - 1)
CODES = st.from_regex(r"[A-Za-z0-9_-]{22}", fullmatch=True)
TAGS = st.sampled_from(OFFERED)
SAID = [(Answer.YES, False), (Answer.NO, False), (Answer.MAYBE, False), (Answer.NO, True)]
TAPS: st.SearchStrategy[Tap] = st.one_of(
    st.builds(lambda event, parent, said: RsvpTap(event, parent, *said), IDS, IDS, st.sampled_from(SAID)),
    st.builds(PeopleTap, IDS, IDS, st.integers(1, 99)),
    st.builds(ChangeTap, IDS, IDS),
    st.builds(ConsentTap, CODES),
    st.builds(DeclineTap, CODES),
    st.builds(NoticeLanguagesTap, CODES),
    st.builds(NoticeInTap, CODES, TAGS),
    st.builds(LanguagesTap, IDS),
    st.builds(SpeakTap, IDS, TAGS),
    st.builds(ResumeTap, IDS),
    st.builds(OriginalTap, IDS),
)

#: As they stand in buttons that parents have already: a change here makes those buttons dead.
KEPT = {
    "r12.7.y": RsvpTap(12, 7, Answer.YES),
    "r12.7.n": RsvpTap(12, 7, Answer.NO),
    "r12.7.m": RsvpTap(12, 7, Answer.MAYBE),
    "r12.7.t": RsvpTap(12, 7, Answer.NO, cannot_then=True),
    "p12.7.3": PeopleTap(12, 7, 3),
    "c12.7": ChangeTap(12, 7),
    f"a{CODE}": ConsentTap(CODE),
    f"d{CODE}": DeclineTap(CODE),
    f"w{CODE}": NoticeLanguagesTap(CODE),
    f"n{CODE}.zh-Hans": NoticeInTap(CODE, "zh-Hans"),
    "l7": LanguagesTap(7),
    "s7.ti": SpeakTap(7, "ti"),
    "u7": ResumeTap(7),
    "o7": OriginalTap(7),
}


@pytest.mark.parametrize(("data", "tap"), KEPT.items())
def test_tap_is_written_and_read_as_in_the_buttons_that_parents_have(data: str, tap: Tap) -> None:
    assert (format_tap(tap), parse_tap(data)) == (data, tap)


@given(TAPS)
@example(ConsentTap("1234567890123456789012"))
@example(NoticeInTap("0000000000000000000000", "ar"))
def test_tap_comes_back_as_it_went_and_fits_telegram(tap: Tap) -> None:
    data = format_tap(tap)

    assert parse_tap(data) == tap
    assert len(data.encode()) <= MAX_BYTES


@given(st.text() | st.from_regex(r"[a-z]\w{0,22}([.]\w{0,18}){0,3}\n?", fullmatch=True))
@example("p1.1.٣")
@example("l٧")
@example("r1.1.y\n")
def test_garbage_is_none_or_exactly_what_we_would_write(data: str) -> None:
    tap = parse_tap(data)

    assert tap is None or format_tap(tap) == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "r",
        "r12.7",
        "r12.7.x",
        "r012.7.y",
        "r0.7.y",
        "r-12.7.y",
        "r12.7.y ",
        f"r{10**18}.7.y",
        "p12.7.0",
        "p12.7.100",
        "c12",
        "l7.1",
        "s7.",
        "s7.nl-",
        f"a{CODE[:-1]}",
        f"a{CODE}x",
        f"n{CODE}",
        "Z12.7",
    ],
)
def test_data_that_we_never_wrote_is_none(data: str) -> None:
    assert parse_tap(data) is None
