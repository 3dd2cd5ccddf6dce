"""What reviewers read, as a table for a spreadsheet: one line for each sentence, or each plural form of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from gettext import c2py
from itertools import groupby, zip_longest

from bot.domain.csv_rows import read_lines
from bot.domain.reviews import Row
from bot.errors import BadInput
from messages.exchange.wordings import Key, Wording

COLUMNS = ("language", "key", "dutch", "english", "target", "state", "comment")
_PHRASE = "phrase"  # the key of what stands in the catalogue, whose English says which it is
_FORM, _OTHER = " #", " | "
_STATES = ("draft", "reviewed")
_EXAMPLES = 3


def write_table(tag: str, plural_forms: str, wordings: Iterable[Wording], dutch: Mapping[Key, str]) -> str:
    """The text of a file that Excel reads as UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for wording in wordings:
        english, approved = _OTHER.join(wording.english), wording.approval
        for key, form, comment in _forms(wording, plural_forms):
            state = _STATES[approved is not None]
            notes = "; ".join(filter(None, (comment, str(approved or ""))))
            writer.writerow([tag, key, dutch.get(wording.key, ""), english, form, state, notes])
    return "\ufeff" + text.getvalue()


def read_table(content: bytes) -> tuple[str, list[Row]]:
    """The tag of a file and what it says. Raises BadInput for what is no such file."""
    try:
        lines = read_lines(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput("The file is not readable text. In Excel, save it as 'CSV UTF-8' and try again.") from error
    _, heading = next(lines, (1, []))
    if missing := [name for name in COLUMNS if name not in heading]:
        raise BadInput(f"The first line lacks the column {', '.join(missing)}.")
    cells = [(line, dict(zip_longest(heading, row[: len(heading)], fillvalue=""))) for line, row in lines]
    return _only_tag(cells), list(_rows(cells))


def _forms(wording: Wording, plural_forms: str) -> Iterator[tuple[str, str, str]]:
    """Key, words and comment of each form: which numbers a plural form is for."""
    if len(wording.english) == 1:
        yield wording.place or _PHRASE, wording.forms[0], ""
        return
    examples = plural_examples(plural_forms, len(wording.forms))
    for place, (form, counts) in enumerate(zip(wording.forms, examples, strict=True)):
        yield f"{_PHRASE}{_FORM}{place + 1}", form, f"for {', '.join(counts)}"


def plural_examples(plural_forms: str, count: int) -> list[list[str]]:
    """Some numbers for which each of so many forms is said; `plural_forms` as in the header of a catalogue."""
    form_of = c2py(plural_forms.partition("plural=")[2].rstrip("; "))
    counts = [[str(number) for number in range(1, 200) if form_of(number) == place] for place in range(count)]
    return [some[:_EXAMPLES] or ["0"] for some in counts]


def _only_tag(cells: list[tuple[int, dict[str, str]]]) -> str:
    tags = {row["language"] for _, row in cells}
    if len(tags) != 1:
        raise BadInput("The column language should say the same in every line; one file holds one language.")
    return tags.pop()


def _rows(cells: list[tuple[int, dict[str, str]]]) -> Iterator[Row]:
    """Neighbouring lines with the same English in the same place are the plural forms of one sentence."""
    for (place, english), group in groupby(cells, lambda cell: (_place(cell[1]), cell[1]["english"])):
        lines = list(group)
        states = {_state(line, row) for line, row in lines}
        forms = tuple(row["target"] for _, row in lines)
        wording = Wording(place, tuple(english.split(_OTHER)), forms)
        yield Row(lines[0][0], wording, draft="draft" in states)


def _place(row: dict[str, str]) -> str:
    key = row["key"].partition(_FORM)[0]
    return "" if key == _PHRASE else key


def _state(line: int, row: dict[str, str]) -> str:
    state = row["state"].casefold()
    if state not in _STATES:
        raise BadInput(f"Line {line}: the state is {state!r}, but should be draft or reviewed.")
    return state
