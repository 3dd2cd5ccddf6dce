"""Whether a parent's words point to danger for a child or a parent: by lists of words, so that a person looks at once.

It only flags; nobody is judged by it. The words stand in `locales/danger.yaml`, where the way to write them is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from messages.danger_lines import even, pattern_of
from messages.phrases import LOCALES

#: The one in C is there wherever PyYAML came ready built.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Parents mix these in, and staff read the translation in one of them.
_ALWAYS = ("nl", "en")

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


@dataclass(frozen=True, slots=True)
class _Words:
    """One language, ready to be looked for."""

    says: re.Pattern[str]
    but: re.Pattern[str]


def points_to_danger(text: str, languages: Iterable[str]) -> bool:
    """Whether a person should look at once: in these languages, and in Dutch and English. Others are passed over."""
    tags = {*languages, *_ALWAYS} & dangerous_in()
    return any(_says(shortened, tag) for shortened in _shortened(even(text)) for tag in tags)


@cache
def dangerous_in() -> frozenset[str]:
    """The languages for which there are words."""
    return frozenset(_lists())


def _says(evened: str, tag: str) -> bool:
    words = _words(tag)
    return words.says.search(words.but.sub(" ¤ ", evened)) is not None


@cache
def _lists() -> Mapping[str, Mapping[str, Any]]:
    written = (LOCALES / "danger.yaml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = yaml.load(written, _LOADER)  # noqa: S506  # both are safe
    return loaded


@cache
def _words(tag: str) -> _Words:
    entry = _lists()[tag]
    sets = entry.get("sets", {})
    return _Words(_any_of(entry["says"], sets), _any_of(entry.get("but", ()), sets))


def _any_of(lines: Iterable[str], sets: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for all; without lines it is found nowhere."""
    return re.compile("|".join(pattern_of(line, sets) for line in lines) or r"(?!)")


def _shortened(evened: str) -> set[str]:
    """Letters that are drawn out to three or more, once and twice: "heeelp" and "slaaaat" are both written so.

    As it stands as well: three are right in the Romanian "copiii", the children.
    """
    return {evened, _DRAWN_OUT.sub(r"\1", evened), _DRAWN_OUT.sub(r"\1\1", evened)}
