"""The translation memory as a table for spreadsheets.

A cell that a spreadsheet would run as a formula is written with an apostrophe before it, and read without.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC

from bot.domain.csv_text import decode_text, split_lines
from bot.errors import BadInput
from messages.exchange.pairs import Pair, Written, WrongPair

COLUMNS = ("source", "target", "source_language", "target_language", "origin", "decided_by", "decided_at")
_REQUIRED = COLUMNS[:4]

#: What begins a formula, behind any apostrophes: those that stood there before are kept apart from ours.
_FORMULA = re.compile("'*[=+@-]")


def write_csv(pairs: Iterable[Pair]) -> bytes:
    """A whole file in UTF-8, with the mark by which Excel knows it, sorted by sentence."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for pair in sorted(pairs, key=lambda pair: (pair.source_language, pair.source)):
        writer.writerow([_harmless(cell) for cell in _cells(pair)])
    return text.getvalue().encode("utf-8-sig")


def read_csv(content: bytes) -> Iterator[tuple[str, Written | WrongPair]]:
    """Each pair, or why a line holds none, with its place in the file. Raises BadInput, also while it is being read."""
    lines = split_lines(decode_text(content))
    _, heading = next(lines, (1, []))
    names = [title.strip().casefold() for title in heading]
    _check_heading(names)
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(names) :]):
            reason = f"has {len(cells)} cells, but the heading has {len(names)}: is a quote missing?"
            yield f"line {line}", WrongPair("", reason)
        else:
            filled = dict(zip(names, cells, strict=False))
            yield f"line {line}", Written(**{name: _plain(filled.get(name, "")) for name in COLUMNS})


def _check_heading(names: list[str]) -> None:
    if missing := [name for name in _REQUIRED if name not in names]:
        raise BadInput(f"The first line lacks the column {', '.join(missing)}.")
    if double := [name for name in COLUMNS if names.count(name) > 1]:
        raise BadInput(f"The column {double[0]!r} is there twice. Remove one of them.")


def _cells(pair: Pair) -> tuple[str, ...]:
    decided_at = f"{pair.decided_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if pair.decided_at else ""
    languages = pair.source_language, pair.target_language
    return pair.source, pair.target, *languages, pair.origin, pair.decided_by or "", decided_at


def _harmless(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
