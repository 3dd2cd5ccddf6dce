"""Names of people in a sentence: they are not words, and no machine may translate them."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A word as a name is written: letters, with marks, hyphens and apostrophes inside.
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")

#: Parts of names, and titles before them, that are ordinary words too: alone they protect nothing.
_PARTICLES = frozenset(
    {"de", "den", "der", "van", "von", "het", "ten", "ter", "el", "al", "la", "le", "da", "dos", "bin"}
    | {"juf", "juffrouw", "meester", "mevrouw", "meneer", "mw", "dhr", "miss", "mrs", "mr", "ms", "teacher"}
)


def capitals_in(sentence: str) -> list[str]:
    """Words that may be names: they begin with a capital, and are no particle."""
    words = _WORD.findall(sentence)
    return [word for word in words if word[:1].isupper() and word.casefold() not in _PARTICLES]


class NameBook:
    """Knows the names of a school, whole and in parts: "mevrouw Haddad" is Amina Haddad too."""

    def __init__(self, names: Iterable[str]) -> None:
        """Full names and first names, as the school writes them."""
        self._parts = {part for name in names for part in _WORD.findall(name) if part.casefold() not in _PARTICLES}

    def names_in(self, sentence: str) -> tuple[str, ...]:
        """Those that stand in the sentence, spelled as there, each once, in order."""
        found = (word for word in _WORD.findall(sentence) if word in self._parts and word[:1].isupper())
        return tuple(dict.fromkeys(found))
