"""Every fixed sentence we say, by gettext from `locales/<tag>/LC_MESSAGES/messages.po`, read without a build step.

The English sentence is the key. Facts are filled in by name, after translation, and wrapped in Unicode isolates where
the line runs right to left, so that a Dutch street in an Arabic sentence stays where it belongs (UAX #9).
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import messages
from messages.languages import Language

LOCALES = Path(messages.__file__).parent.parent / "locales"

_COMMAND = re.compile(r"/[a-z]+\b")


class Phrases:
    """The sentences of one language."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        """Read by `phrases_in`; made directly only in tests."""
        self.language = language
        self._catalogue = catalogue

    def say(self, sentence: str, **facts: str) -> str:
        """The sentence in this language with its facts filled in."""
        return self._fill(self._catalogue.gettext(sentence), facts)

    def say_count(self, one: str, many: str, count: int, **facts: str) -> str:
        """The form that the language uses for this count; `{count}` is filled in."""
        return self._fill(self._catalogue.ngettext(one, many, count), {"count": str(count), **facts})

    def _fill(self, sentence: str, facts: dict[str, str]) -> str:
        if self.language.right_to_left:
            sentence = _COMMAND.sub(lambda found: self.language.isolate(found[0]), sentence)
        return sentence.format(**{name: self.language.isolate(fact) for name, fact in facts.items()})


@cache
def phrases_in(tag: str) -> Phrases:
    """The phrases of a language that `spoken()` lists. Raises FileNotFoundError for another."""
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(tag))
    compiled.seek(0)
    return Phrases(Language(tag), gettext.GNUTranslations(compiled))


def read_catalogue(tag: str) -> Catalog:
    """The catalogue as its reviewers edit it, with comments and states. Raises FileNotFoundError."""
    with (LOCALES / tag / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=str(Language(tag).locale))


@cache
def spoken() -> frozenset[str]:
    """The tags of all languages that have a catalogue."""
    return frozenset(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/messages.po"))


def mark(sentence: str) -> str:
    """Mark a sentence for the catalogue that is looked up later, from a variable."""
    return sentence
