"""The memory as a table: read back as written, harmless to open, and read as spreadsheets save it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.pairs_csv import read_csv, write_csv
from bot.errors import BadInput
from messages.exchange.pairs import Pair, Written, WrongPair, read_pair
from tests.messages.pair_strategy import pairs

HEADING = "source,target,source_language,target_language"
COME = Written("Kom.", "Gel.", "nl", "tr")
MOMENT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def read(content: bytes) -> list[tuple[str, Written | str]]:
    return [(place, one.reason if isinstance(one, WrongPair) else one) for place, one in read_csv(content)]


def test_table_is_written_for_spreadsheets() -> None:
    written = write_csv([Pair("Kom, nu!", "Gel\nşimdi!", "nl", "tr", "person", "staff:3", MOMENT)])

    assert written.decode("utf-8-sig") == (
        "source,target,source_language,target_language,origin,decided_by,decided_at\r\n"
        '"Kom, nu!","Gel\nşimdi!",nl,tr,person,staff:3,2026-11-24T09:00:00Z\r\n'
    )
    assert written.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+31 6 is een nummer", "-let op", "@juf", "'=zo", "''@zo"])
def test_formula_is_written_as_text_and_read_as_it_was(text: str) -> None:
    written = write_csv([Pair("Kom.", text, "nl", "tr")])

    assert written.decode("utf-8-sig").splitlines()[1].startswith(f"Kom.,'{text},")
    assert [one.target for _, one in read_csv(written) if isinstance(one, Written)] == [text]


@pytest.mark.parametrize("text", ["'s morgens", "'t Is koud", "a=b"])
def test_other_text_is_written_as_it_is(text: str) -> None:
    assert write_csv([Pair(text, "x", "nl", "tr")]).decode("utf-8-sig").splitlines()[1].startswith(f"{text},x")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_table_is_read_as_spreadsheets_save_it(delimiter: str, encoding: str) -> None:
    text = f"{HEADING}\r\n\r\nÉén.,Un é.,nl,fr\r\n".replace(",", delimiter)

    assert read(text.encode(encoding)) == [("line 3", Written("Één.", "Un é.", "nl", "fr"))]


def test_columns_stand_in_any_order_and_in_company() -> None:
    text = "Target_Language, TARGET ,note,source,source_language,decided_by\ntr,Gel.,x,Kom.,nl\n"

    assert read(text.encode()) == [("line 2", COME)]


def test_line_with_too_many_cells_is_told() -> None:
    assert read(f"{HEADING}\nKom,nu.,Gel.,nl,tr\nKom.,Gel.,nl,tr, \n".encode()) == [
        ("line 2", "has 5 cells, but the heading has 4: is a quote missing?"),
        ("line 3", COME),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The first line lacks the column source, target, source_language, target_language."),
        ("source,target\n", "The first line lacks the column source_language, target_language."),
        (f"{HEADING},Target\n", "The column 'target' is there twice. Remove one of them."),
        (f'{HEADING}\n"Kom', "Line 2 cannot be read: is a quote missing, or one too many?"),
        (f"{HEADING}\n\0", "Line 2 holds a NUL character"),
    ],
    ids=["empty", "column", "twice", "quote", "nul"],
)
def test_file_that_is_no_such_table_is_told(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text.encode())

    assert refused.value.sentence.startswith(sentence)


@given(st.lists(pairs(), max_size=5))
@example([Pair("'=Kom", "@", "nl", "tr")])
def test_what_was_written_is_read(written: list[Pair]) -> None:
    found = [read_pair(one) for _, one in read_csv(write_csv(written)) if isinstance(one, Written)]

    assert found == sorted(written, key=lambda pair: (pair.source_language, pair.source))
