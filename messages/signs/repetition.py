"""What a translation says over and over: the loop that a translation machine falls into."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import regex

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")

#: One letter four times, or a few letters three times, within a word: "jaaaaa", "cicici".
_STUTTER = regex.compile(r"(\p{L})\1{3,}|(\p{L}{2,8}?)\2{2,}", regex.IGNORECASE)

_TWICE = regex.compile(r"(?<![\p{L}\p{M}])([\p{L}\p{M}]+),?[ ]\1(?![\p{L}\p{M}])", regex.IGNORECASE)

#: Words up to here stand twice in good sentences too.
_LITTLE = 3

#: A loop repeats at most so many words in a row.
_LONGEST = 5

#: Saying a word twice is good Turkish for "slowly, slowly", and good English for "that that".
_SAID_TWICE = {
    "tr": "yavaş adım uzun güzel teker birer ikişer ayrı kolay hızlı kısa zaman usul sıcak sıkı derin tatlı",
    "en": "that very",
    "nl": "heel",
}


def find_loop(original: str, translation: str, target: str) -> str:
    """What the translation repeats though the original does not; empty when all is well."""
    said, meant = _words(translation), _words(original)
    return (
        _stutter(original, translation)
        or _run(said, meant)
        or _doubled(original, translation, target)
        or _said_again(said, meant)
    )


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _stutter(original: str, translation: str) -> str:
    found = _STUTTER.search(translation)
    return found.group() if found and not _STUTTER.search(original) else ""


def _run(said: list[str], meant: list[str]) -> str:
    """A word or a few, three times in a row, and more often than the original repeats anything."""
    repeated, times = _longest_run(said)
    return " ".join(repeated) if times > max(2, _longest_run(meant)[1]) else ""


def _longest_run(words: list[str]) -> tuple[list[str], int]:
    best: tuple[list[str], int] = ([], 1)
    for size in range(1, _LONGEST + 1):
        same = 0
        for place in range(len(words) - size):
            same = same + 1 if words[place] == words[place + size] else 0
            if same // size + 1 > best[1]:
                best = (words[place + 1 : place + size + 1], same // size + 1)
    return best


def _doubled(original: str, translation: str, target: str) -> str:
    """A word of four letters or more twice in a row, where the original doubles none.

    Two blanks between them are the gap of a fact that was taken out.
    """
    if _TWICE.search(original):
        return ""
    usual = _SAID_TWICE.get(target, "").split()
    twice = (match[1] for match in _TWICE.finditer(translation) if len(match[1]) > _LITTLE)
    return next((word for word in twice if word.casefold() not in usual), "")


def _said_again(said: list[str], meant: list[str]) -> str:
    """Two words of four letters or more that come back side by side, where the original repeats no pair at all."""
    if _pairs_again(meant):
        return ""
    return next((" ".join(pair) for pair in _pairs_again(said) if min(map(len, pair)) > _LITTLE), "")


def _pairs_again(words: list[str]) -> list[tuple[str, str]]:
    return [pair for pair, times in Counter(pairwise(words)).items() if times > 1]
