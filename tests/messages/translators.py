"""Translators for tests: one that says what it is told, and one that does all that real engines were seen to do."""

from __future__ import annotations

import unicodedata
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

import regex

from messages.translator import EngineFailed, Hop, Route, Said, Tag


class TranslatorBase(ABC):
    """Goes one way, by one package, and remembers what it was asked."""

    def __init__(self, source: Tag = "nl", target: Tag = "en") -> None:
        self._route = Route((Hop(source, target, "1.0", "abc"),))
        self.asked: list[tuple[list[str], int]] = []

    def routes(self) -> list[Route]:
        return [self._route]

    def find_route(self, source: Tag, target: Tag) -> Route | None:
        return self._route if (source, target) == (self._route.source, self._route.target) else None

    def translate_many(self, texts: Sequence[str], source: Tag, target: Tag, *, beam: int = 2) -> list[Said]:
        assert self.find_route(source, target)
        self.asked.append((list(texts), beam))
        return [self.say(text, beam) for text in texts]

    @abstractmethod
    def say(self, text: str, beam: int) -> Said: ...


class PhraseBook(TranslatorBase):
    """Says what stands in it, `better` with a wide beam, with a score of -0.1 for each * at its end; else it fails."""

    def __init__(self, phrases: dict[str, str], better: dict[str, str] | None = None, *, target: Tag = "en") -> None:
        super().__init__("nl", target)
        self._phrases, self._better = phrases, phrases | (better or {})

    def say(self, text: str, beam: int) -> Said:
        said = (self._phrases if beam < 4 else self._better).get(text)
        if said is None:
            raise EngineFailed(f"no phrase at beam {beam}")
        words = said.rstrip("*")
        return Said(words, -0.1 * (len(said) - len(words)))


class NastyTranslator(TranslatorBase):
    """Turns every word around and, by its mood, the text and the beam, breaks what is between. The same each time."""

    def __init__(self, source: Tag = "nl", target: Tag = "en", *, mood: int = 0) -> None:
        super().__init__(source, target)
        self._mood = mood

    def say(self, text: str, beam: int) -> Said:
        break_it = _CRUELTIES[zlib.crc32(f"{self._mood}{beam}{text}".encode()) % len(_CRUELTIES)]
        seen = unicodedata.normalize("NFKC", text).replace("_", " ")
        return Said(break_it(" ".join(map(_turned, seen.split()))), -0.5)


def _turned(word: str) -> str:
    return word[::-1] if word.isalpha() else word


#: Each was seen with Argos packages.
_CRUELTIES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text,
    lambda text: regex.sub(r"[{<\[#]\w+[}>\]]?", "", text),  # drops marks
    lambda text: regex.sub(r"[{<\[]", "", text, count=1),  # breaks one
    lambda text: regex.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text),
    lambda text: regex.sub(r"\d+", lambda digits: f"{digits[0]} {digits[0]}", text),
    lambda text: regex.sub(r"[^\x00-\x7f]", "", text),
    lambda text: f"{text} {text} {text}",
    lambda text: text.replace(":", "").replace("+", "").replace("€", "$").lower(),
    lambda text: f"{text} 2026",
    lambda text: text[:0],
)
