"""Families as Excel and school systems export them: any of three delimiters, Dutch or English headers in any order.

Nothing here guesses about people: a row that is wrong is named by line, column and reason.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.domain.csv_text import decode_text, split_lines
from bot.errors import BadInput
from messages.languages import UnknownLanguage, parse_language

#: Column, its Dutch heading, and how long a value may be. The last two columns may be missing or empty.
COLUMNS = {
    "child_id": ("Leerlingnummer", 64),
    "child_first_name": ("Roepnaam", 200),
    "group": ("Groep", 200),
    "parent_id": ("Ouder-id", 64),
    "parent_name": ("Naam ouder", 200),
    "home_language": ("Thuistaal", 100),
    "second_language": ("Tweede taal", 100),
    "relation": ("Relatie", 64),
}
OPTIONAL = ("second_language", "relation")
_LANGUAGES = ("home_language", "second_language")
_NAMES = ("child_first_name", "parent_name")
_HEADINGS = {name: name for name in COLUMNS} | {dutch.casefold(): name for name, (dutch, _) in COLUMNS.items()}

#: Not printable, but part of how Persian and other names are spelt.
_JOINERS = str.maketrans("", "", "\u200c\u200d")


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One child–parent pair; languages are tags by now."""

    line: int
    child_id: str
    child_first_name: str
    group: str
    parent_id: str
    parent_name: str
    home_language: str
    second_language: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class RowError:
    """Where a row is wrong, and why, in words that say what to do. `line` counts from 1, the heading included."""

    line: int
    column: str
    reason: str

    def as_dict(self) -> dict[str, object]:
        """As the API shows it."""
        return {"line": self.line, "column": self.column, "reason": self.reason}


@dataclass(slots=True)
class ParsedFile:
    """The rows that are right, and what is wrong with the others."""

    rows: list[FamilyRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def parse_families(content: bytes) -> ParsedFile:
    """Read a whole file. Raises BadInput when it is no such file at all."""
    lines = read_lines(decode_text(content))
    heading = next(lines, None)
    if heading is None:
        raise BadInput("The file is empty. The first line should hold the column names.")
    places = _find_columns(*heading)
    parsed = ParsedFile()
    check_against_earlier = _consistency()
    for line, cells in lines:
        row, errors = _read_row(line, cells, places, len(heading[1]))
        if row:
            errors = check_against_earlier(row)
        parsed.errors += errors
        if row and not errors:
            parsed.rows.append(row)
    return parsed


def read_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that is not empty; letters and white space are made even. Raises BadInput."""
    for line, cells in split_lines(text):
        yield line, [" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells]


def _find_columns(line: int, heading: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, title in enumerate(heading):
        name = _HEADINGS.get(title.casefold())
        if name in places:
            raise BadInput(f"The column {title!r} is there twice. Remove one of them.")
        if name:
            places[name] = place
    missing = [name for name in COLUMNS if name not in places and name not in OPTIONAL]
    if missing:
        named = ", ".join(f"{name} ({COLUMNS[name][0]})" for name in missing)
        raise BadInput(f"Line {line} lacks the column {named}.")
    return places


def _read_row(
    line: int, cells: list[str], places: dict[str, int], width: int
) -> tuple[FamilyRow | None, list[RowError]]:
    if any(cells[width:]):
        return None, [RowError(line, "", f"has {len(cells)} cells, but the heading has {width}: is a quote missing?")]
    values = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    errors = [RowError(line, name, reason) for name in values for reason in _problems(name, values[name])]
    if errors:
        return None, errors
    for name in _LANGUAGES:
        if values.get(name):
            values[name] = parse_language(values[name]).tag
    return FamilyRow(line, **{name: value or None for name, value in values.items()}), []  # type: ignore[arg-type]


def _problems(name: str, value: str) -> Iterator[str]:
    longest = COLUMNS[name][1]
    if not value and name not in OPTIONAL:
        yield "is empty, but must be filled in"
    elif len(value) > longest:
        yield f"has {len(value)} characters, but at most {longest} fit"
    elif not (value.translate(_JOINERS) if name in _NAMES else value).isprintable():
        yield "holds a character that cannot be printed"
    elif value and name in _LANGUAGES and not _is_language(value):
        yield f"{value!r} is not a language that we know; write a code such as tr, or a name such as Turks or Turkish"


def _is_language(value: str) -> bool:
    try:
        parse_language(value)
    except UnknownLanguage:
        return False
    return True


def _consistency() -> Callable[[FamilyRow], list[RowError]]:
    """A pair stands once; a child or parent who stands in more rows is the same in all of them."""
    seen: dict[tuple[str, ...], tuple[int, object]] = {}

    def check(row: FamilyRow) -> list[RowError]:
        errors = []
        for column, key, facts in _identities(row):
            line, known = seen.setdefault(key, (row.line, facts))
            if line != row.line and known != facts:
                errors.append(RowError(row.line, column, f"{key[1]!r} differs from line {line}; make both lines alike"))
            elif line != row.line and column == "child_id, parent_id":
                errors.append(RowError(row.line, column, f"this pair stands in line {line} already; remove one line"))
        return errors

    return check


def _identities(row: FamilyRow) -> Iterator[tuple[str, tuple[str, ...], object]]:
    yield "child_id", ("child", row.child_id), (row.child_first_name, row.group)
    yield "parent_id", ("parent", row.parent_id), (row.parent_name, row.home_language, row.second_language)
    yield "child_id, parent_id", ("pair", row.child_id, row.parent_id), None
