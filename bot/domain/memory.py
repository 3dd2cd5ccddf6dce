"""What the translation memory holds for a job, as plain values, and how a text reads with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.enums import TranslationState
from messages.facts import Words
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.sentences import sentence_key, split_sentences, with_margins, worth_translating


@dataclass(frozen=True, slots=True)
class Remembered:
    """One sentence's translation and how far it is trusted."""

    target: str | None
    state: TranslationState


@dataclass(frozen=True, slots=True)
class Memory:
    """Entries by (sentence key, target language)."""

    entries: Mapping[tuple[str, str], Remembered] = field(default_factory=dict)

    def words(self, text: str, *, source: str, reader: Language) -> Words:
        """The text for this reader: translated only when every sentence is approved, never half."""
        written = Words(text, Language(source))
        if reader.tag == source:
            return written
        pieces = [self._translated(piece, reader) for piece in split_sentences(text)]
        if any(piece is None for piece in pieces):
            return written
        joined = "".join(piece for piece in pieces if piece is not None)
        return Words(text, Language(source), joined, HowSaid.APPROVED)

    def _translated(self, piece: str, reader: Language) -> str | None:
        if not worth_translating(piece):
            return piece
        found = self.entries.get((sentence_key(piece), reader.tag))
        if found is None or found.target is None or found.state is not TranslationState.APPROVED:
            return None
        return with_margins(piece, found.target)


NOTHING_REMEMBERED = Memory()
