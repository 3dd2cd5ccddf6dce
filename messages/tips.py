"""Home-activity tips, read from `locales/tips/<theme>.yaml` where every language of a tip stands beside the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from messages.approved import approved_words
from messages.exchange.wordings import Wording, read_approval
from messages.phrases import LOCALES

#: The one in C reads the library of tips in a fifth of the time; it is there wherever PyYAML came ready built.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PARTS = ("title", "why", "do", "more")


class TipPart(StrEnum):
    """What one message brings: a whole tip, or one part of it on its day of the week: why, do, more (N9)."""

    WHOLE = "whole"
    WHY = "why"
    DO = "do"
    MORE = "more"


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
        Tip(entry["id"], language, *(wording.forms[0] for wording in _tip_wordings(theme, entry, language)))
        for entry in _entries(theme, language)
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
    return _wording(theme, "title", titles, language if language in titles else "en").forms[0]


def tip_wordings(language: str) -> dict[str, list[Wording]]:
    """Every tip that exists in this language as 'theme/id' with its title, why, do and more."""
    return {
        f"{theme}/{entry['id']}": _tip_wordings(theme, entry, language)
        for theme in themes()
        for entry in _entries(theme, language)
    }


def title_wordings(language: str) -> list[Wording]:
    """The names of the themes that have one in this language."""
    titles = {theme: _read(theme)["title"] for theme in themes()}
    return [_wording(theme, "title", names, language) for theme, names in titles.items() if language in names]


def _entries(theme: str, language: str) -> list[dict[str, Any]]:
    return [entry for entry in _read(theme)["tips"] if all(language in entry[part] for part in _PARTS)]


def _tip_wordings(theme: str, entry: dict[str, Any], language: str) -> list[Wording]:
    return [_wording(theme, f"{entry['id']}/{part}", entry[part], language) for part in _PARTS]


def _wording(theme: str, place: str, texts: dict[str, str], language: str) -> Wording:
    """As approved at this school for the English that we ship, else as shipped."""
    approval = read_approval(_read(theme)["state"].get(language, ""))
    shipped = Wording(f"{theme}/{place}", (texts["en"],), (texts[language],), approval)
    return approved_words(language).get(shipped.key, shipped)


@cache
def _read(theme: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((_folder() / f"{theme}.yaml").read_text(encoding="utf-8"), _LOADER)  # noqa: S506  # both are safe
    return loaded


def _folder() -> Path:
    return LOCALES / "tips"
