"""Sentences as a table and back, as a spreadsheet saves them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.review_csv import read_table, write_table
from bot.domain.reviews import Row
from bot.errors import BadInput
from messages.exchange.wordings import Approval, Wording

POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
ARABIC = "nplurals=2; plural=(n>0);"
EWA = Approval("Ewa", date(2026, 11, 22))
YES = Wording("", ("Yes",), ("Tak",), EWA)
TIP = Wording("reading/lamp/why", ("Say, tell.",), ('Mów "tak".',))
DAYS = Wording("", ("{count} day", "{count} days"), ("{count} dzień", "{count} dni", "{count} dnia"))

TABLE = """\
language,key,dutch,english,target,state,comment
pl,phrase,Ja,Yes,Tak,reviewed,"reviewed by Ewa, 2026-11-22"
pl,reading/lamp/why,,"Say, tell.","Mów ""tak"".",draft,
pl,phrase #1,,{count} day | {count} days,{count} dzień,draft,for 1
pl,phrase #2,,{count} day | {count} days,{count} dni,draft,"for 2, 3, 4"
pl,phrase #3,,{count} day | {count} days,{count} dnia,draft,"for 5, 6, 7"
"""


def test_table_has_a_line_for_each_form_with_dutch_english_and_state() -> None:
    text = write_table("pl", POLISH, [YES, TIP, DAYS], {YES.key: "Ja"})

    assert text == "\ufeff" + TABLE.replace("\n", "\r\n")


SHUFFLED = """\
language;key;state;target;english;dutch;comment
pl;phrase;Reviewed;Tak;Yes;;

pl;a/b/why;draft;Ma;Has;;
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_table_is_read_as_a_spreadsheet_saves_it(mark: str, delimiter: str) -> None:
    assert read_table((mark + SHUFFLED.replace(";", delimiter)).encode()) == (
        "pl",
        [
            Row(2, Wording("", ("Yes",), ("Tak",)), draft=False),
            Row(4, Wording("a/b/why", ("Has",), ("Ma",)), draft=True),
        ],
    )


def test_forms_of_a_sentence_are_read_together_and_a_draft_while_one_is() -> None:
    tag, rows = read_table(TABLE.replace("dzień,draft", "dzień,reviewed").encode())

    assert (tag, rows[2]) == ("pl", Row(4, DAYS, draft=True))


def test_form_that_only_zero_takes_says_so() -> None:
    lines = write_table("ar", ARABIC, [Wording("", ("a", "b"), ("x", "y"))], {}).splitlines()

    assert [line.rsplit(",draft,")[1] for line in lines[1:]] == ["for 0", '"for 1, 2, 3"']


def test_short_and_long_lines_are_read_without_what_is_missing_or_too_much() -> None:
    _, rows = read_table(TABLE.replace("draft,\n", "draft\n").replace('22"\n', '22",,,\n').encode())

    assert [row.wording.forms for row in rows] == [YES.forms, TIP.forms, DAYS.forms]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The first line lacks the column language, key, dutch, english, target, state, comment."),
        (b"\xff", "The file is not readable text. In Excel, save it as 'CSV UTF-8' and try again."),
        (TABLE.replace(",state", ",stand").encode(), "The first line lacks the column state."),
        (
            TABLE.replace("pl,phrase,", "nl,phrase,").encode(),
            "The column language should say the same in every line; one file holds one language.",
        ),
        (
            TABLE.splitlines()[0].encode(),
            "The column language should say the same in every line; one file holds one language.",
        ),
        (
            TABLE.replace("Tak,reviewed", "Tak,ok").encode(),
            "Line 2: the state is 'ok', but should be draft or reviewed.",
        ),
    ],
)
def test_table_that_cannot_be_used_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_table(content)

    assert refused.value.sentence == sentence
