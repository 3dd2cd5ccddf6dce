"""What stands beside a catalogue: how the language is written, and what its sentences say when they are read back."""

from __future__ import annotations

import re

import pytest

from messages.phrases import LOCALES
from tests.locales.reading import TAGS, forms_of, sentences_of

#: One screen for who drafts or reviews: each of these is decided, or said to be unsure.
_DECIDED = (
    *("**Reader**", "**Form of address**", "**Gender**", "**Times", "never translated"),
    *("school", "group", "teacher", "preschool", "report talk", "invitation", "reminder", "to keep (data)"),
)
_ONE_SCREEN = 40
_READ_BACK = 72


def _paper(tag: str, name: str) -> str:
    return (LOCALES / tag / name).read_text("utf-8")


def _rows(tag: str) -> list[tuple[str, ...]]:
    """Source, translation, what it says, and what was changed."""
    lines = [line for line in _paper(tag, "BACK.md").splitlines() if line.startswith("| ")]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines[1:]]
    return [tuple(cell.strip().replace("\\|", "|") for cell in row) for row in cells]


@pytest.mark.parametrize("tag", TAGS)
def test_style_sheet_decides_everything_on_one_screen(tag: str) -> None:
    style = _paper(tag, "STYLE.md")

    missing = [term for term in _DECIDED if term.casefold() not in style.casefold()]
    asks = re.search(r"^\*\*(To ask|Unsure)", style, re.MULTILINE)

    assert (missing, bool(asks), style.count("\n") <= _ONE_SCREEN) == ([], True, True)


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "en"])
def test_table_of_back_reading_is_about_what_the_catalogue_says_now(tag: str) -> None:
    said = {forms_of(message)[0]: message.id for message in sentences_of(tag)}
    rows = _rows(tag)

    assert len(rows) >= _READ_BACK
    assert [row for row in rows if len(row) != 4 or not all(row) or said.get(row[1]) != row[0]] == []
