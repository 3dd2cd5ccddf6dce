"""How a line of `locales/danger.yaml` is read: the way to write one is told there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: What Unicode does not take apart, and letters that keyboards put in each other's place.
_ALIKE = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ɣ": "gh", "ɛ": "e", "æ": "ae", "œ": "oe", "ʷ": "w",
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ـ": None,
    **dict.fromkeys("'’‘ʼʻ`´ˈ"),
})  # fmt: skip

#: Between two words of a line: never the end of a sentence, but for dots that trail off.
_BETWEEN = r"(?:[^\w.!?؟።。]|\.{2,}+)++"
_GAP = rf"(?:{_BETWEEN}\w+){{0,3}}?{_BETWEEN}"
_END = r"(?=\s*(?:\Z|[^\w\s]))"

#: Chinese is written without spaces: there a word stands anywhere, and a gap is counted in characters.
_UNSPACED = re.compile(r"[\u3400-\u9fff]")
_UNSPACED_GAP = r"[^。！？.!?\n]{0,6}?"

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_PIECES = re.compile(r"[()|]|[^()|\s]+")


def pattern_of(line: str, sets: Mapping[str, str]) -> str:
    """The regular expression of a line, for text made `even`.

    Raises ValueError where a choice and a word stand side by side without brackets: `a|b c` can be read in two ways,
    and the wrong one misses a parent who is in danger.
    """
    unspaced = bool(_UNSPACED.search(line))
    pieces = line.split("…")
    _refuse_what_reads_two_ways(line, pieces)
    choices = {name: f"({words})" for name, words in sets.items()}
    patterns = [_piece(piece.format_map(choices), unspaced=unspaced) for piece in pieces]
    return (_UNSPACED_GAP if unspaced else _GAP).join(f"(?:{pattern})" for pattern in patterns)


def _refuse_what_reads_two_ways(line: str, pieces: list[str]) -> None:
    for piece in pieces:
        outside = _IN_BRACKETS.sub("()", piece.strip())
        if "|" in outside and " " in outside:
            raise ValueError(
                f"{line!r} reads two ways: put each choice in brackets, as in (want|wants) to (die|be dead)"
            )
        if "(" in outside.replace("()", "") or ")" in outside.replace("()", ""):
            raise ValueError(f"{line!r} has brackets without their pair, in one another, or with a … between them")


def _piece(piece: str, *, unspaced: bool) -> str:
    """Words and choices between two gaps."""
    pattern, between = "", ""
    space = r"\s*" if unspaced else _BETWEEN
    for sign in _PIECES.findall(piece):
        match sign:
            case "|":
                pattern, between = pattern + "|", ""
            case "(":
                pattern, between = pattern + between + "(?:", ""
            case ")":
                pattern, between = pattern + ")", space
            case ".":
                pattern += _END
            case word:
                pattern, between = pattern + between + _word(word, unspaced=unspaced), space
    return pattern


def _word(word: str, *, unspaced: bool) -> str:
    letters = re.escape(even(word.strip("*")))
    if unspaced:
        return letters
    before = r"(?<!\w)\w*" if word.startswith("*") else r"(?<!\w)"
    return before + letters + (r"\w*" if word.endswith("*") else r"(?!\w)")


def even(text: str) -> str:
    """Without what people leave out on a telephone: capitals, accents, apostrophes, invisible marks."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    plain = "".join(letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Cf"})
    return unicodedata.normalize("NFC", plain)
