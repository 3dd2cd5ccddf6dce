"""Home-activity tips, read from `locales/tips/<theme>.yaml` where every language of a tip stands beside the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from messages.approved import approved_words
from messages.exchange.wordings import Wording, read_approval
from messages.phrases import LOCALES, spoken

#: The one in C reads the library of tips in a fifth of the time; it is there wherever PyYAML came ready built.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PARTS = ("title", "why", "do", "more")


class TipPart(StrEnum):
    """What one message brings: a whole tip, or one part of it on its day of the week: why, do, more (N9)."""

    WHOLE = "whole"
    WHY = "why"
    DO = "do"
    MORE = "more"


class AgeGroup(StrEnum):
    """For children of about these ages: a preschool, and the school in three parts."""

    PRESCHOOL = "2-4"
    YOUNGEST = "4-6"
    MIDDLE = "6-9"
    OLDEST = "9-12"

    def suits(self, ages: list[int]) -> bool:
        """Whether a tip from one age to another is for this group too; where they only touch, it is not."""
        youngest, oldest = (int(age) for age in self.split("-"))
        return ages[0] < oldest and ages[1] > youngest


@dataclass(frozen=True, slots=True)
class Tip:
    """Tiny, playful, in a daily routine: why it matters, what to do, what more (N9). In one language."""

    theme: str
    key: str
    language: str
    title: str
    why: str
    do: str
    more: str

    @property
    def path(self) -> str:
        """The name of it in the whole library, whatever the language: 'theme/id'."""
        return f"{self.theme}/{self.key}"


@cache
def themes() -> tuple[str, ...]:
    """The themes for which there are tips."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def tips_in(theme: str, language: str) -> list[Tip]:
    """The tips of a theme that exist in this language, in the order of the file. Raises FileNotFoundError."""
    return [_tip(theme, entry, language) for entry in _entries(theme, language)]


def find_tip(key: str, language: str) -> Tip | None:
    """The tip 'theme/id' in this language, if it exists in it."""
    theme, _, name = key.partition("/")
    found = (entry for entry in _entries(theme, language) if entry["id"] == name)
    return next((_tip(theme, entry, language) for entry in found), None)


def find_tip_in(key: str, languages: Iterable[str]) -> Tip | None:
    """The tip in the first of these languages in which it exists and that we speak."""
    return next((tip for tag in languages if tag in spoken() and (tip := find_tip(key, tag))), None)


def theme_keys(theme: str, ages: AgeGroup | None = None) -> list[str]:
    """The tips of a theme as 'theme/id', in the order in which they are sent: those in the most languages first.

    With `ages`, only those for children of that age. Raises FileNotFoundError.
    """
    entries = [entry for entry in _read(theme)["tips"] if ages is None or ages.suits(entry["ages"])]
    return [f"{theme}/{entry['id']}" for entry in sorted(entries, key=lambda entry: -len(_languages(entry)))]


def tip_code(key: str) -> str:
    """Eight characters that stand for 'theme/id' in a button, also when the library has grown meanwhile."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def find_key(code: str) -> str | None:
    """The 'theme/id' behind a button; None for a tip that is gone."""
    return _codes().get(code)


def tip_languages(key: str) -> frozenset[str]:
    """The languages in which 'theme/id' is written whole. Raises FileNotFoundError."""
    theme, _, name = key.partition("/")
    return _languages(next(entry for entry in _read(theme)["tips"] if entry["id"] == name))


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
    return [entry for entry in _read(theme)["tips"] if language in _languages(entry)]


def _tip(theme: str, entry: dict[str, Any], language: str) -> Tip:
    return Tip(theme, entry["id"], language, *(wording.forms[0] for wording in _tip_wordings(theme, entry, language)))


def _languages(entry: dict[str, Any]) -> frozenset[str]:
    return frozenset.intersection(*(frozenset(entry[part]) for part in _PARTS))


def _tip_wordings(theme: str, entry: dict[str, Any], language: str) -> list[Wording]:
    return [_wording(theme, f"{entry['id']}/{part}", entry[part], language) for part in _PARTS]


def _wording(theme: str, place: str, texts: dict[str, str], language: str) -> Wording:
    """As approved at this school for the English that we ship, else as shipped."""
    approval = read_approval(_read(theme)["state"].get(language, ""))
    shipped = Wording(f"{theme}/{place}", (texts["en"],), (texts[language],), approval)
    return approved_words(language).get(shipped.key, shipped)


@cache
def _codes() -> dict[str, str]:
    return {tip_code(key): key for theme in themes() for key in theme_keys(theme)}


@cache
def _read(theme: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((_folder() / f"{theme}.yaml").read_text(encoding="utf-8"), _LOADER)  # noqa: S506  # both are safe
    return loaded


def _folder() -> Path:
    return LOCALES / "tips"
