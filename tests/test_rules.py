"""Rules of the house that a program can check; what may import what is import-linter's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for room in ("bot", "messages") for path in (ROOT / room).rglob("*.py"))

_COMMITS = {"bot/db.py", "bot/migrations/env.py"}
_READ_THE_CLOCK = ("bot/deps.py", "bot/db.py", "bot/sandbox/", "bot/demo/")
_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def uses(path: Path) -> Iterator[tuple[str, str, str]]:
    """Each `thing.name`, and each name that is imported from a thing; with the place."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            thing = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            yield thing, node.attr, f"{name_of(path)}:{node.lineno}"
        elif isinstance(node, ast.ImportFrom):
            for imported in node.names:
                yield node.module or "", imported.name, f"{name_of(path)}:{node.lineno}"


def test_only_the_database_commits() -> None:
    elsewhere = [path for path in SOURCES if name_of(path) not in _COMMITS]

    assert [place for path in elsewhere for _, name, place in uses(path) if name == "commit"] == []


def test_only_entry_points_ask_the_clock() -> None:
    elsewhere = [path for path in SOURCES if not name_of(path).startswith(_READ_THE_CLOCK)]

    assert [place for path in elsewhere for thing, name, place in uses(path) if (thing, name) in _CLOCKS] == []


def test_sources_were_found() -> None:
    assert {"bot/db.py", "bot/actions/outbox.py", "messages/render.py"} <= {name_of(path) for path in SOURCES}
