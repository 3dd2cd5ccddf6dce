"""Home-activity tips, read from `locales/tips/<theme>.yaml` where every language of a tip stands beside the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from messages.phrases import LOCALES


@dataclass(frozen=True, slots=True)
class Tip:
    """Tiny, playful, in a daily routine: why it matters, what to do, what more (N9). In one language."""

    key: str
    language: str
    title: str
    why: str
    do: str
    more: str


@cache
def themes() -> tuple[str, ...]:
    """The themes for which there are tips."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def tips_in(theme: str, language: str) -> list[Tip]:
    """The tips of a theme that exist in this language, in the order of the file. Raises FileNotFoundError."""
    return [
        Tip(entry["id"], language, *(entry[part][language] for part in ("title", "why", "do", "more")))
        for entry in _read(theme)["tips"]
        if all(language in entry[part] for part in ("title", "why", "do", "more"))
    ]


def find_tip(key: str, language: str) -> Tip | None:
    """The tip 'theme/id' in this language, if it exists in it."""
    theme, _, name = key.partition("/")
    return next((tip for tip in tips_in(theme, language) if tip.key == name), None)


def theme_keys(theme: str) -> list[str]:
    """The tips of a theme as 'theme/id', in the order in which they are sent. Raises FileNotFoundError."""
    return [f"{theme}/{entry['id']}" for entry in _read(theme)["tips"]]


def theme_title(theme: str, language: str) -> str:
    """The name of a theme, as parents read it; English where this language has none yet."""
    titles = _read(theme)["title"]
    return str(titles.get(language) or titles["en"])


@cache
def _read(theme: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((_folder() / f"{theme}.yaml").read_text(encoding="utf-8"))
    return loaded


def _folder() -> Path:
    return LOCALES / "tips"
