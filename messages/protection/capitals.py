"""Small and capital first letters, as the language has them."""

from __future__ import annotations

#: Languages whose capital i has a dot.
_DOTTED = frozenset({"tr", "az"})

#: Languages that write a capital within the sentence too.
_CAPITAL_NOUNS = frozenset({"de"})


def like(written: str, said: str, language: str) -> str:
    """What is said, with a capital where the author wrote one."""
    if not written[:1].isupper():
        return said
    return ("İ" if said[0] == "i" and language in _DOTTED else said[0].upper()) + said[1:]


def within(said: str, language: str) -> str:
    """What was said as a sentence, as it reads within one. One capital letter, or several, are no beginning: I, EU."""
    if language in _CAPITAL_NOUNS or not said[1:2].islower():
        return said
    small = {"İ": "i", "I": "ı"} if language in _DOTTED else {}
    return small.get(said[0], said[0].lower()) + said[1:]
