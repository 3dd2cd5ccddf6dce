"""The school's list: whole, or refused with the line, the column and the reason. A wrong row hurts a family."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.csv_rows import COLUMNS, FamilyRow, ParsedFile, RowError, parse_families
from bot.errors import BadInput

ENGLISH = "child_id,child_first_name,group,parent_id,parent_name,home_language,second_language,relation"
DUTCH = "Leerlingnummer;Roepnaam;Groep;Ouder-id;Naam ouder;Thuistaal;Tweede taal;Relatie"
REQUIRED = "child_id,child_first_name,group,parent_id,parent_name,home_language"

NOOR = FamilyRow(2, "K1", "Noor", "groep 3", "P1", "Amina Şahin", "ar", "nl", "moeder")
NOOR_CELLS = ["K1", "Noor", "groep 3", "P1", "Amina Şahin", "ar", "nl", "moeder"]
OMAR = FamilyRow(3, "K2", "Omar", "groep 5", "P1", "Amina Şahin", "ar", "nl")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_file_is_read_with_any_delimiter_and_newline(delimiter: str, newline: str) -> None:
    lines = [ENGLISH, "K1,Noor,groep 3,P1,Amina Şahin,ar,nl,moeder", "K2,Omar,groep 5,P1,Amina Şahin,ar,nl,"]

    parsed = parse_families(newline.join(lines).replace(",", delimiter).encode())

    assert parsed == ParsedFile(rows=[NOOR, OMAR])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_file_is_read_as_excel_saves_it(encoding: str) -> None:
    parsed = parse_families(
        f"{DUTCH}\r\nK1;Noor;groep 3;P1;Amina Şahin;Arabisch;Nederlands;moeder\r\n".encode(encoding)
    )

    assert parsed == ParsedFile(rows=[NOOR])


def test_file_is_read_as_an_apple_writes_utf_16() -> None:
    text = f"\ufeff{DUTCH}\nK1;Noor;groep 3;P1;Amina Şahin;Arabisch;Nederlands;moeder\n"

    assert parse_families(text.encode("utf-16-be")) == ParsedFile(rows=[NOOR])


def test_file_is_read_as_a_western_windows_writes_it() -> None:
    parsed = parse_families(f"{REQUIRED}\nK1,Zoë,groep 3,P1,André – López,Türkçe\n".encode("cp1252"))

    assert parsed == ParsedFile(rows=[FamilyRow(2, "K1", "Zoë", "groep 3", "P1", "André – López", "tr")])


@pytest.mark.parametrize("place", range(len(COLUMNS)))
def test_columns_stand_in_any_order_in_dutch_or_english(place: int) -> None:
    cells = dict(zip(DUTCH.split(";"), NOOR_CELLS, strict=True))
    names = list(cells)[place:] + list(cells)[:place]
    english = [name for name, (dutch, _) in COLUMNS.items() if dutch == names[0]]

    heading = ";".join([*english, *names[1:]])
    parsed = parse_families(f"{heading}\n{';'.join(cells[name] for name in names)}".encode())

    assert parsed == ParsedFile(rows=[NOOR])


def test_headings_may_shout_have_spaces_and_company() -> None:
    text = " LEERLINGNUMMER ;Geboortedatum;ROEPNAAM;Groep;Ouder-ID;Naam  ouder;thuistaal\nK1;x;Noor;groep 3;P1;Amina;ar"

    assert parse_families(text.encode()) == ParsedFile(
        rows=[FamilyRow(2, "K1", "Noor", "groep 3", "P1", "Amina", "ar")]
    )


@pytest.mark.parametrize(
    ("written", "tag"), [("tr", "tr"), ("Turks", "tr"), ("Turkish", "tr"), ("Türkçe", "tr"), ("TIGRINYA", "ti")]
)
def test_languages_are_read_by_code_or_name(written: str, tag: str) -> None:
    (row,) = parse_families(_one_row(home_language=written, second_language=written)).rows

    assert (row.home_language, row.second_language) == (tag, tag)


def test_cells_are_tidied_but_never_guessed() -> None:
    (row,) = parse_families(_one_row(child_first_name="  Jan\u00a0 Willem\n ", parent_name="van 't Hof, A.")).rows

    assert (row.child_first_name, row.parent_name) == ("Jan Willem", "van 't Hof, A.")


def test_letters_with_accents_are_the_same_however_they_are_stored() -> None:
    composed, decomposed = _one_row(child_first_name="Zoë"), _one_row(child_first_name="Zoe\u0308")

    assert parse_families(composed) == parse_families(decomposed)
    assert composed != decomposed


@pytest.mark.parametrize("column", ["child_first_name", "parent_name"])
def test_persian_names_keep_the_joiners_of_their_spelling(column: str) -> None:
    (row,) = parse_families(_one_row(**{column: "فاطمه\u200cسادات"})).rows

    assert getattr(row, column) == "فاطمه\u200cسادات"


def test_empty_lines_and_trailing_delimiters_are_no_rows() -> None:
    text = f"\n{REQUIRED}\n,,,,,\n\nK1,Noor,groep 3,P1,Amina,ar,,,\n  \n"

    assert parse_families(text.encode()) == ParsedFile(
        rows=[FamilyRow(5, "K1", "Noor", "groep 3", "P1", "Amina", "ar")]
    )


def test_file_with_only_a_heading_has_no_rows() -> None:
    assert parse_families(ENGLISH.encode()) == ParsedFile()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. The first line should hold the column names."),
        (b" \n ; \n", "The file is empty. The first line should hold the column names."),
        (
            b"child_id,group,parent_id,parent_name\n",
            "Line 1 lacks the column child_first_name (Roepnaam), home_language (Thuistaal).",
        ),
        (f"\n\n{REQUIRED[9:]}\n".encode(), "Line 3 lacks the column child_id (Leerlingnummer)."),
        (f"{REQUIRED},Roepnaam\n".encode(), "The column 'Roepnaam' is there twice. Remove one of them."),
        (
            f"{REQUIRED}\nK1,No\0or,groep 3,P1,Amina,ar\n".encode(),
            "Line 2 holds a NUL character, so it is not a text file. Save it as 'CSV UTF-8'.",
        ),
        (
            f"{REQUIRED}\n".encode("utf-16-le"),
            "Line 1 holds a NUL character, so it is not a text file. Save it as 'CSV UTF-8'.",
        ),
        (
            f"{REQUIRED}\n".encode("utf-16-be"),
            "Line 1 holds a NUL character, so it is not a text file. Save it as 'CSV UTF-8'.",
        ),
    ],
)
def test_file_that_is_no_list_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_families(content)

    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffchild_id".encode("utf-16-le")[:-1],
        b"child_id\x81",
        "Thuistaal;Türkçe;Arabisch ç".encode()[:-1],
        "Zoë".encode() + "Zoë".encode("cp1252"),
    ],
    ids=["cut UTF-16", "no letter of Windows", "cut UTF-8", "two encodings pasted together"],
)
def test_file_whose_letters_would_be_garbled_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        parse_families(content)

    assert refused.value.sentence == "The file is not readable text. In Excel, save it as 'CSV UTF-8' and try again."


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('K1,Noor,groep 3,P1,Amina,"ar\nK2,Omar,groep 3,P2,Piotr,pl\n', "unexpected end of data"),
        ('K1,"Noor"x,groep 3,P1,Amina,ar\n', "',' expected after '\"'"),
        (f'K1,"{"x" * 140_000}",groep 3,P1,Amina,ar\n', "field larger than field limit (131072)"),
    ],
)
def test_lost_quote_is_refused_instead_of_swallowing_rows(row: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_families(f"{REQUIRED}\nK0,Sami,groep 3,P0,Selam,ti\n{row}".encode())

    assert refused.value.sentence == f"Line 3 cannot be read: is a quote missing, or one too many? ({why})"


@pytest.mark.parametrize(
    ("cells", "errors"),
    [
        ({"home_language": "Klingonees"}, [("home_language", "'Klingonees' is not a language that we know; {hint}")]),
        ({"second_language": "onbekend"}, [("second_language", "'onbekend' is not a language that we know; {hint}")]),
        ({"child_first_name": "x" * 5000}, [("child_first_name", "has 5000 characters, but at most 200 fit")]),
        ({"child_id": "1" * 65}, [("child_id", "has 65 characters, but at most 64 fit")]),
        ({"relation": "x" * 65}, [("relation", "has 65 characters, but at most 64 fit")]),
        ({"parent_name": "Am\x07ina"}, [("parent_name", "holds a character that cannot be printed")]),
        ({"parent_name": "Amina\u202e"}, [("parent_name", "holds a character that cannot be printed")]),
        ({"child_id": "K\u200c1"}, [("child_id", "holds a character that cannot be printed")]),
        ({"parent_id": ""}, [("parent_id", "is empty, but must be filled in")]),
        (
            {"group": " ", "home_language": ""},
            [("group", "is empty, but must be filled in"), ("home_language", "is empty, but must be filled in")],
        ),
    ],
)
def test_row_that_is_wrong_is_named_by_line_column_and_reason(
    cells: dict[str, str], errors: list[tuple[str, str]]
) -> None:
    hint = "write a code such as tr, or a name such as Turks or Turkish"

    parsed = parse_families(_one_row(**cells) + b"\nK2,Omar,groep 3,P2,Piotr,pl,,")

    named = [RowError(2, column, reason.format(hint=hint)) for column, reason in errors]
    assert parsed == ParsedFile([FamilyRow(3, "K2", "Omar", "groep 3", "P2", "Piotr", "pl")], named)


@pytest.mark.parametrize(
    ("column", "longest"),
    [
        ("child_id", 64),
        ("child_first_name", 200),
        ("group", 200),
        ("parent_id", 64),
        ("parent_name", 200),
        ("relation", 64),
    ],
)
def test_longest_value_fits_and_one_character_more_does_not(column: str, longest: int) -> None:
    fits, too_long = parse_families(_one_row(**{column: "x" * longest})), _one_row(**{column: "x" * (longest + 1)})

    assert [getattr(row, column) for row in fits.rows] == ["x" * longest]
    reason = f"has {longest + 1} characters, but at most {longest} fit"
    assert parse_families(too_long).errors == [RowError(2, column, reason)]


def test_language_that_is_a_whole_story_is_refused_by_its_length() -> None:
    reasons = [parse_families(_one_row(home_language="x" * length)).errors[0].reason for length in (100, 101)]

    assert ["not a language" in reasons[0], reasons[1]] == [True, "has 101 characters, but at most 100 fit"]


def test_row_that_stops_early_lacks_what_it_lacks() -> None:
    parsed = parse_families(f"{REQUIRED}\nK1,Noor,groep 3\n".encode())

    reason = "is empty, but must be filled in"
    assert parsed.errors == [RowError(2, name, reason) for name in ("parent_id", "parent_name", "home_language")]


def test_row_with_more_cells_than_the_heading_is_refused_whole() -> None:
    parsed = parse_families(f"{REQUIRED}\nK1,Noor, Omar,groep 3,P1,Amina,ar\n".encode())

    reason = "has 7 cells, but the heading has 6: is a quote missing?"
    assert parsed == ParsedFile(errors=[RowError(2, "", reason)])


def test_line_is_where_the_row_starts() -> None:
    text = f'{REQUIRED}\nK1,"Noor\n\n",groep 3,P1,Amina,ar\nK2,Omar,groep 3,P1,Amina,xx\n'

    parsed = parse_families(text.encode())

    assert ([row.line for row in parsed.rows], [error.line for error in parsed.errors]) == ([2], [5])


@pytest.mark.parametrize(
    ("second", "errors"),
    [
        (
            "K1,Noor,groep 3,P1,Amina,ar",
            [("child_id, parent_id", "this pair stands in line 2 already; remove one line")],
        ),
        ("K1,Nora,groep 3,P2,Piotr,pl", [("child_id", "'K1' differs from line 2; make both lines alike")]),
        ("K1,Noor,groep 4,P2,Piotr,pl", [("child_id", "'K1' differs from line 2; make both lines alike")]),
        ("K2,Omar,groep 3,P1,Amine,ar", [("parent_id", "'P1' differs from line 2; make both lines alike")]),
        ("K2,Omar,groep 3,P1,Amina,tr", [("parent_id", "'P1' differs from line 2; make both lines alike")]),
        (
            "K1,Nora,groep 3,P1,Amine,ar",
            [
                ("child_id", "'K1' differs from line 2; make both lines alike"),
                ("parent_id", "'P1' differs from line 2; make both lines alike"),
                ("child_id, parent_id", "this pair stands in line 2 already; remove one line"),
            ],
        ),
    ],
)
def test_row_that_contradicts_an_earlier_one_is_refused(second: str, errors: list[tuple[str, str]]) -> None:
    parsed = parse_families(f"{REQUIRED}\nK1,Noor,groep 3,P1,Amina,ar\n{second}\n".encode())

    assert [row.line for row in parsed.rows] == [2]
    assert parsed.errors == [RowError(3, column, reason) for column, reason in errors]


def test_siblings_and_both_parents_stand_in_rows_of_their_own() -> None:
    rows = ["K1,Noor,groep 3,P1,Amina,ar", "K1,Noor,groep 3,P2,Piotr,pl", "K2,Omar,groep 5,P1,Amina,ar"]

    parsed = parse_families("\n".join([REQUIRED, *rows]).encode())

    assert [(row.child_id, row.parent_id) for row in parsed.rows] == [("K1", "P1"), ("K1", "P2"), ("K2", "P1")]
    assert parsed.errors == []


def test_row_that_was_refused_contradicts_nobody() -> None:
    rows = ["K1,Nora,groep 3,P1,Amina,Klingonees", "K1,Noor,groep 3,P1,Amina,ar"]

    parsed = parse_families("\n".join([REQUIRED, *rows]).encode())

    assert ([row.line for row in parsed.rows], [error.line for error in parsed.errors]) == ([3], [2])


def test_row_error_is_shown_by_the_api() -> None:
    assert RowError(3, "group", "is empty").as_dict() == {"line": 3, "column": "group", "reason": "is empty"}


@given(
    st.binary() | st.text().map(str.encode) | st.text('KP1,;\t"\n\rar\0ë ').map(lambda t: f"{ENGLISH}\n{t}".encode())
)
@example(b"\xff\xfe\x00")
@example(f'{ENGLISH}\n"'.encode())
def test_parse_families_of_anything_is_a_list_or_bad_input(content: bytes) -> None:
    try:
        parsed = parse_families(content)
    except BadInput:
        return

    assert {row.line for row in parsed.rows}.isdisjoint(error.line for error in parsed.errors)


def _one_row(**cells: str) -> bytes:
    """Noor's row with other cells, quoted as Excel does."""
    ordinary = dict(zip(ENGLISH.split(","), ["K1", "Noor", "groep 3", "P1", "Amina", "ar", "", ""], strict=True))
    quoted = (f'"{value}"' for value in (ordinary | cells).values())
    return f"{ENGLISH}\n{','.join(quoted)}".encode()
