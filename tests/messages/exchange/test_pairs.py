"""What a file for translators may say of one sentence, and what not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from messages.exchange.pairs import Pair, Written, WrongPair, read_pair

WRITTEN = Written("Kom op tijd.", "Zamanında gelin.", "nl", "tr")
PAIR = Pair("Kom op tijd.", "Zamanında gelin.", "nl", "tr", "imported")


def test_pair_of_another_program_counts_as_imported() -> None:
    assert read_pair(WRITTEN) == PAIR


def test_pair_of_our_own_says_who_and_when_too() -> None:
    written = replace(WRITTEN, origin=" Person ", decided_by=" staff:3 ", decided_at="20261124T090000Z")

    assert read_pair(written) == replace(
        PAIR, origin="person", decided_by="staff:3", decided_at=datetime(2026, 11, 24, 9, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-24T10:00:00+01:00", datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-24 09:00", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("24-11-2026", None),
        ("", None),
    ],
)
def test_time_is_read_where_it_is_one(written: str, moment: datetime | None) -> None:
    assert read_pair(replace(WRITTEN, decided_at=written)).decided_at == moment


@pytest.mark.parametrize(("written", "tag"), [("TR-TR", "tr"), ("tr_TR", "tr"), ("Turks", "tr"), ("zh-CN", "zh-Hans")])
def test_languages_are_read_by_tag_region_or_name(written: str, tag: str) -> None:
    assert read_pair(replace(WRITTEN, target_language=written)).target_language == tag


def test_margins_and_line_ends_are_made_even() -> None:
    assert read_pair(replace(WRITTEN, source=" Kom op\r\ntijd. ", target="\tEen\rtwee\n")) == replace(
        PAIR, source="Kom op\ntijd.", target="Een\ntwee"
    )


def test_pairs_of_one_sentence_share_their_entry_whatever_its_white_space() -> None:
    assert replace(PAIR, source="Kom  op\ntijd.", target="x").key == PAIR.key
    assert replace(PAIR, target_language="ar").key != PAIR.key


@pytest.mark.parametrize(
    ("wrong", "column", "reason"),
    [
        ({"source": " "}, "source", "is empty, but must be filled in"),
        ({"target": ""}, "target", "is empty, but must be filled in"),
        ({"target": "x" * 2001}, "target", "has 2001 characters, but at most 2000 fit"),
        ({"target": "a\x01b"}, "target", "holds a character that cannot be printed"),
        ({"source": "14.30!"}, "source", "holds no word, so it reads the same in every language; leave it out"),
        (
            {"source": "Kom gerust. Tot dan!"},
            "source",
            "is more than one sentence; translations are kept for each sentence by itself, so split it",
        ),
        (
            {"source_language": "Klingonees"},
            "source_language",
            "'Klingonees' is not a language that we know; write a code such as tr",
        ),
        ({"target_language": ""}, "target_language", "'' is not a language that we know; write a code such as tr"),
        ({"target_language": "nl-BE"}, "target_language", "is nl, as the source is"),
        ({"origin": "hearsay"}, "origin", "'hearsay' should be one of machine, person, imported, or empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_pair_is_refused_with_column_and_reason(wrong: dict[str, str], column: str, reason: str) -> None:
    with pytest.raises(WrongPair) as refused:
        read_pair(replace(WRITTEN, **wrong))

    assert (refused.value.column, refused.value.reason) == (column, reason)


def test_longest_pair_fits() -> None:
    assert len(read_pair(replace(WRITTEN, target="x" * 2000)).target) == 2000
