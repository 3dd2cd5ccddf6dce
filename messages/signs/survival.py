"""Facts that read the same in every language, compared: numbers, money, links, addresses, emoji."""

from __future__ import annotations

import unicodedata
from collections import Counter

import regex

_LINK = regex.compile(r"https?://[^\s<>]+|www\.[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w+")
_NUMBER = regex.compile(r"\+?\d+(?:[.,:]\d+)*")
_SIGN = regex.compile(r"\p{Sc}|%|\p{Extended_Pictographic}|\p{Regional_Indicator}")

#: Where Dutch writes a comma, English writes a point; the digits around it must be the same.
_SEPARATORS = str.maketrans({",": ".", ":": "."})


def without_links(text: str) -> str:
    """The text with a gap for each link and address."""
    return _LINK.sub(" | ", text)


def numbers_only_in(text: str, other: str) -> list[str]:
    """The numbers that the other text lacks, as written here; 8.30 and 8:30 are one, and so are ٣٠ and 30."""
    left = Counter(map(_even, _numbers(other)))
    return [number for number in _numbers(text) if not _take(left, _even(number))]


def marks_only_in(text: str, other: str) -> list[str]:
    """The links, addresses, currency signs and emoji that the other text lacks, or has less often."""
    left = Counter(_marks(other))
    return [mark for mark in _marks(text) if not _take(left, mark)]


def _take(left: Counter[str], wanted: str) -> bool:
    left[wanted] -= 1
    return left[wanted] >= 0


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(without_links(text))


def _marks(text: str) -> list[str]:
    return [link.rstrip(".,;:!?)") for link in _LINK.findall(text)] + _SIGN.findall(text)


def _even(number: str) -> str:
    western = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in number)
    return western.translate(_SEPARATORS)
