"""A sentence and its translation, as files for translators carry them: what such a file may say, and what not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from messages.languages import UnknownLanguage, parse_language
from messages.sentences import sentence_key, split_sentences, worth_translating

#: The longest sentence, in characters, as in the API.
LONGEST = 2000

#: Where a translation comes from; a file of another program need not say it.
MACHINE, IMPORTED = "machine", "imported"
_ORIGINS = (MACHINE, "person", IMPORTED)

#: Sentence, its language, and the other language: of these the memory has one entry.
Key = tuple[str, str, str]


class WrongPair(ValueError):
    """The place in a file holds no pair; `column` is empty where it is wrong as a whole."""

    def __init__(self, column: str, reason: str) -> None:
        """The reason says what to do, in words that follow the place."""
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(frozen=True, slots=True)
class Written:
    """A pair as it stands in a file, nothing judged yet; a time in ISO 8601."""

    source: str
    target: str
    source_language: str
    target_language: str
    origin: str = ""
    decided_by: str = ""
    decided_at: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence in two languages (tags), where the translation comes from, and who decided it when."""

    source: str
    target: str
    source_language: str
    target_language: str
    origin: str = IMPORTED
    decided_by: str | None = None
    decided_at: datetime | None = None

    @property
    def key(self) -> Key:
        """The entry of the memory that it is about."""
        return sentence_key(self.source), self.source_language, self.target_language


def read_pair(written: Written) -> Pair:
    """Judge what stands in a file. Raises WrongPair."""
    pair = Pair(
        source=_text(written.source),
        target=_text(written.target),
        source_language=_language("source_language", written.source_language),
        target_language=_language("target_language", written.target_language),
        origin=written.origin.strip().casefold() or IMPORTED,
        decided_by=written.decided_by.strip() or None,
        decided_at=_moment(written.decided_at.strip()),
    )
    for column, reason in _faults(pair):
        raise WrongPair(column, reason)
    return pair


def _faults(pair: Pair) -> Iterator[tuple[str, str]]:
    for column, text in (("source", pair.source), ("target", pair.target)):
        for reason in _faults_of_text(text):
            yield column, reason
    if not worth_translating(pair.source):
        yield "source", "holds no word, so it reads the same in every language; leave it out"
    elif len(split_sentences(" ".join(pair.source.split()))) > 1:
        yield "source", "is more than one sentence; translations are kept for each sentence by itself, so split it"
    if pair.source_language == pair.target_language:
        yield "target_language", f"is {pair.target_language}, as the source is"
    if pair.origin not in _ORIGINS:
        yield "origin", f"{pair.origin!r} should be one of {', '.join(_ORIGINS)}, or empty"


def _faults_of_text(text: str) -> Iterator[str]:
    if not text:
        yield "is empty, but must be filled in"
    elif len(text) > LONGEST:
        yield f"has {len(text)} characters, but at most {LONGEST} fit"
    elif any(unicodedata.category(character) == "Cc" for character in text if character not in "\n\t"):
        yield "holds a character that cannot be printed"


def _text(written: str) -> str:
    return written.replace("\r\n", "\n").replace("\r", "\n").strip()


def _language(column: str, written: str) -> str:
    try:
        return parse_language(written).tag
    except UnknownLanguage as error:
        raise WrongPair(column, f"{written!r} is not a language that we know; write a code such as tr") from error


def _moment(written: str) -> datetime | None:
    """In UTC where no zone is named; None for what a spreadsheet made of it, since nothing depends on it."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
