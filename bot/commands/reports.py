"""Commands that show figures."""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from typing import cast

from bot.bootstrap import open_deps
from bot.commands.base import say
from bot.config import Settings
from bot.domain.actors import COMMAND
from bot.errors import BadInput
from bot.queries.reports import By, load_response_rates

_COLUMNS = ("by", "name", "invited", "delivered", "yes", "no", "maybe", "none_yet", "response_rate")
_DIMENSIONS = ("event", "group", "language")


async def report_response_rate(options: Namespace, settings: Settings) -> int:
    """Families; what would tell who they are is "hidden" (bot.domain.suppression)."""
    by = list(dict.fromkeys(options.by.split(",")))
    if unknown := sorted(set(by) - set(_DIMENSIONS)):
        raise BadInput(f"--by takes {', '.join(_DIMENSIONS)}; not {unknown[0]!r}.")
    async with open_deps(settings) as deps, deps.reading() as session:
        rows = await load_response_rates(
            session, actor=COMMAND, by=[cast("By", name) for name in by], since=None, until=None
        )
    _WRITERS[options.format](rows)
    return 0


def _lines(rows: list[dict[str, object]]) -> list[list[str]]:
    return [[_cell(row, column) for column in _COLUMNS] for row in rows]


def _cell(row: dict[str, object], column: str) -> str:
    if column == "name":
        value = row.get(str(row["by"]))
        named = f" {row.get('title') or row.get('kind')}" if row["by"] == "event" else ""
        return _harmless(f"{value}{named}")
    value = row[column]
    if value is None:
        return "hidden" if row["suppressed"] else ""
    return f"{value:.0%}" if isinstance(value, float) else str(value)


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula is written as text."""
    return "'" + text if text[:1] in "=+-@" else text


def _write_table(rows: list[dict[str, object]]) -> None:
    lines = [list(_COLUMNS), *_lines(rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_COLUMNS))]
    for line in lines:
        say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _write_csv(rows: list[dict[str, object]]) -> None:
    csv.writer(sys.stdout).writerows([_COLUMNS, *_lines(rows)])


def _write_json(rows: list[dict[str, object]]) -> None:
    say(json.dumps(rows, ensure_ascii=False))


_WRITERS = {"table": _write_table, "csv": _write_csv, "json": _write_json}
