"""The files of the tips as translators edit them: their tips, and each line of text with its place and language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from messages.phrases import LOCALES
from messages.tips import themes

PARTS = ("title", "why", "do", "more")


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a tip, or the title of a theme, in one language."""

    where: str
    language: str
    text: str


@cache
def read_file(theme: str) -> dict[str, Any]:
    """The whole file of a theme, read once for all tests: nobody may change what comes back."""
    loaded: dict[str, Any] = yaml.safe_load((LOCALES / "tips" / f"{theme}.yaml").read_text("utf-8"))
    return loaded


def tips_of(theme: str) -> list[dict[str, Any]]:
    """The tips of a theme in the order in which they are sent, in all their languages."""
    tips: list[dict[str, Any]] = read_file(theme)["tips"]
    return tips


def is_core(tip: dict[str, Any]) -> bool:
    """One of the tips that are said in every language that the theme has."""
    return bool(tip.get("core", False))


def lines_of(theme: str) -> Iterator[Line]:
    """Every text of a theme that a parent may read."""
    file = read_file(theme)
    for language, text in file["title"].items():
        yield Line("theme title", language, text)
    for tip in file["tips"]:
        for part in PARTS:
            for language, text in tip[part].items():
                yield Line(f"{tip['id']} {part}", language, text)


def lines_in(language: str) -> list[Line]:
    """Every text of all themes in one language."""
    return [line for theme in themes() for line in lines_of(theme) if line.language == language]
