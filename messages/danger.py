"""Whether a parent's words point to danger for a child or a parent: by lists of words, so that a person looks at once.

It only flags; nobody is judged by it. The words stand in `locales/danger.yaml`, where the way to write them is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from messages.phrases import LOCALES

#: The one in C is there wherever PyYAML came ready built.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Parents mix these in, and staff read the translation in one of them.
_ALWAYS = ("nl", "en")

#: What Unicode does not take apart, and letters that keyboards put in each other's place.
_ALIKE = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ɣ": "gh", "ɛ": "e", "æ": "ae", "œ": "oe", "ʷ": "w",
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ـ": None,
    **dict.fromkeys("'’‘ʼʻ`´ˈ"),
})  # fmt: skip

#: Between two words of a line: never the end of a sentence, but for dots that trail off.
_BETWEEN = r"(?:[^\w.!?؟።。]|\.{2,}+)++"
_GAP = rf"(?:{_BETWEEN}\w+){{0,3}}?"
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_END = r"(?=\s*(?:\Z|[^\w\s]))"

#: Chinese is written without spaces: there a word stands anywhere, and a gap is counted in characters.
_UNSPACED = re.compile(r"[\u3400-\u9fff]")
_UNSPACED_GAP = r"[^。！？.!?\n]{0,6}?"


@dataclass(frozen=True, slots=True)
class _Words:
    """One language, ready to be looked for."""

    says: re.Pattern[str]
    but: re.Pattern[str]


def points_to_danger(text: str, languages: Iterable[str]) -> bool:
    """Whether a person should look at once: in these languages, and in Dutch and English. Others are passed over."""
    tags = {*languages, *_ALWAYS} & dangerous_in()
    return any(_says(shortened, tag) for shortened in _shortened(_even(text)) for tag in tags)


@cache
def dangerous_in() -> frozenset[str]:
    """The languages for which there are words."""
    return frozenset(_lists())


def _says(even: str, tag: str) -> bool:
    words = _words(tag)
    return words.says.search(words.but.sub(" ¤ ", even)) is not None


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
    patterns = [_line(line.format_map(sets)) for line in lines]
    return re.compile("|".join(patterns) or r"(?!)")


def _line(line: str) -> str:
    unspaced = bool(_UNSPACED.search(line))
    pattern, between = "", ""
    for piece in line.split():
        if piece == ".":
            pattern += _END
        elif piece == "…":
            between = _UNSPACED_GAP if unspaced else _GAP + _BETWEEN
        else:
            pattern += between + _alternatives(piece, unspaced=unspaced)
            between = r"\s*" if unspaced else _BETWEEN
    return pattern


def _alternatives(piece: str, *, unspaced: bool) -> str:
    words = (_word(word, unspaced=unspaced) for word in piece.split("|"))
    return f"(?:{'|'.join(words)})"


def _word(word: str, *, unspaced: bool) -> str:
    letters = _BETWEEN.join(re.escape(_even(part)) for part in word.strip("*").split("_"))
    if unspaced:
        return letters
    before = "" if word.startswith("*") else r"(?<!\w)"
    return before + letters + (r"\w*" if word.endswith("*") else r"(?!\w)")


def _shortened(even: str) -> set[str]:
    """Letters that are drawn out to three or more, once and twice: "heeelp" and "slaaaat" are both written so."""
    return {_DRAWN_OUT.sub(r"\1", even), _DRAWN_OUT.sub(r"\1\1", even)}


def _even(text: str) -> str:
    """Without what people leave out on a telephone: capitals, accents, apostrophes, invisible marks."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    plain = "".join(letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Cf"})
    return unicodedata.normalize("NFC", plain)
