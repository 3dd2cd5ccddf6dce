"""What a translation took over from the original instead of translating it."""

from __future__ import annotations

import regex

from messages.signs.survival import without_links

_WORD = regex.compile(r"[\p{L}\p{M}]+")

#: So many words in a row are a stretch of the original, not a name and not a chance likeness.
_STRETCH = 3

#: Words up to here are alike in many languages: "in", "is", "de".
_LITTLE = 2

#: A word of so many letters, in small letters, is the author's own and no word of both languages.
_OWN_WORD = 11


def find_copy(original: str, translation: str) -> str:
    """The words that were copied; empty when all is well. Names are short or bear capitals, and pass."""
    meant, said = (_WORD.findall(without_links(text)) for text in (original, translation))
    return _all(meant, said) or _stretch(meant, said) or _own_word(meant, said)


def _all(meant: list[str], said: list[str]) -> str:
    same = len(meant) > 1 and [word.casefold() for word in meant] == [word.casefold() for word in said]
    return " ".join(said) if same and _has_small_word(said[1:]) else ""


def _stretch(meant: list[str], said: list[str]) -> str:
    stretches = set(_stretches(meant))
    return next((" ".join(words) for words in _stretches(said) if words in stretches and _has_small_word(words)), "")


def _stretches(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_STRETCH)), strict=False))


def _own_word(meant: list[str], said: list[str]) -> str:
    own = {word for word in meant if len(word) >= _OWN_WORD and word.islower()}
    return next((word for word in said if word in own), "")


def _has_small_word(words: list[str] | tuple[str, ...]) -> bool:
    return any(word.islower() and len(word) > _LITTLE for word in words)
