"""Every fixed sentence we say, by gettext from `locales/<tag>/LC_MESSAGES/messages.po`, read without a build step.

The English sentence is the key. Facts are filled in by name, after translation, and wrapped in Unicode isolates where
the line runs right to left, so that a Dutch street in an Arabic sentence stays where it belongs (UAX #9).
"""

from __future__ import annotations

import gettext
import re
from dataclasses import replace
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import messages
from messages.approved import Stamp, approved_words, stamp_of
from messages.exchange.wording_checks import keeps_facts
from messages.exchange.wordings import Approval, Wording, read_approval, read_message
from messages.languages import Language

LOCALES = Path(messages.__file__).parent.parent / "locales"

_STATE = re.compile(r'^"X-State: (.*)\\n"$', re.MULTILINE)
_RIGHT_TO_LEFT_MARK = "\u200f"
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
            # What begins with a Dutch name would else be laid out from the left, by phones that go by the first letter.
            sentence = _RIGHT_TO_LEFT_MARK + sentence if sentence.startswith("{") else sentence
        return sentence.format(**{name: self.language.isolate(fact) for name, fact in facts.items()})


def phrases_in(tag: str) -> Phrases:
    """The phrases of a language that `spoken()` lists. Raises FileNotFoundError for another."""
    return _compile(tag, stamp_of(tag))


def read_catalogue(tag: str) -> Catalog:
    """The catalogue as its reviewers edit it, with comments and states. Raises FileNotFoundError."""
    with _file(tag).open("rb") as file:
        return read_po(file, locale=str(Language(tag).locale))


def catalogue_wordings(tag: str) -> list[Wording]:
    """Every sentence as we say it: approved at this school, else as shipped. Raises FileNotFoundError."""
    approved, all_read = approved_words(tag), read_state(_file(tag).read_text("utf-8"))
    shipped = [read_message(message) for message in read_catalogue(tag) if message.id]
    marked = (replace(wording, approval=wording.approval or all_read) for wording in shipped)
    return [_fitting(approved.get(wording.key), wording) for wording in marked]


def read_state(written: str) -> Approval | None:
    """Who approved a whole catalogue, from its header X-State, which the library forgets."""
    found = _STATE.search(written)
    return read_approval(found[1]) if found else None


@cache
def spoken() -> frozenset[str]:
    """The tags of all languages that have a catalogue."""
    return frozenset(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/messages.po"))


def mark(sentence: str) -> str:
    """Mark a sentence for the catalogue that is looked up later, from a variable."""
    return sentence


@lru_cache(maxsize=64)
def _compile(tag: str, _stamp: Stamp | None) -> Phrases:
    catalogue, said = read_catalogue(tag), {wording.key: wording.forms for wording in catalogue_wordings(tag)}
    for message in catalogue:
        if message.id:
            forms = said[read_message(message).key]
            message.string = forms if message.pluralizable else forms[0]
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Phrases(Language(tag), gettext.GNUTranslations(compiled))


def _fitting(approved: Wording | None, shipped: Wording) -> Wording:
    """A file that somebody edited by hand must not break a message: what does not fit is not said."""
    fits = approved and len(approved.forms) == len(shipped.forms) and keeps_facts(approved)
    return approved if approved and fits else shipped


def _file(tag: str) -> Path:
    return LOCALES / tag / "LC_MESSAGES" / "messages.po"
