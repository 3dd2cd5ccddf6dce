"""A table for spreadsheets, as those of Dutch schools open it by themselves; none of its cells can run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

#: What begins a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"[=+\-@\t\r]")


def write_table(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it, and semicolons, which Dutch settings expect."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """An apostrophe makes text of what a spreadsheet would run."""
    return "'" + cell if _FORMULA.match(cell) else cell
