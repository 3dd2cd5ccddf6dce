"""What the translation memory holds for a job, as plain values, and how a text reads with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.enums import TranslationState
from messages.facts import Words
from messages.languages import Language
from messages.outgoing import HowSaid, weakest
from messages.sentences import loose_key, sentence_key, split_sentences, with_margins, worth_translating

_HOW = {
    TranslationState.APPROVED: HowSaid.APPROVED,
    TranslationState.MACHINE: HowSaid.MACHINE,
    TranslationState.PENDING: HowSaid.PENDING,
    TranslationState.HELD: HowSaid.HELD,
}
_SAID = (HowSaid.APPROVED, HowSaid.MACHINE)


@dataclass(frozen=True, slots=True)
class Remembered:
    """One sentence's translation and how far it is trusted."""

    target: str | None
    state: TranslationState


@dataclass(frozen=True, slots=True)
class Memory:
    """Entries by (sentence key, target language); approved ones also by their loose key.

    In the languages of `held` the school wants a person to look at machine text first.
    """

    entries: Mapping[tuple[str, str], Remembered] = field(default_factory=dict)
    loose: Mapping[tuple[str, str], str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()

    def words(self, text: str, *, source: str, reader: Language) -> Words:
        """The text for this reader: translated only when every sentence can be said, never half."""
        if reader.tag == source:
            return Words(text, Language(source))
        pieces = [self._piece(piece, reader.tag) for piece in split_sentences(text)]
        how = weakest(how for _, how in pieces)
        if how is HowSaid.REVIEWED:  # numbers and marks only: nothing to translate
            how = HowSaid.APPROVED
        joined = "".join(piece for piece, _ in pieces) if how in _SAID else None
        return Words(text, Language(source), joined, how)

    def how(self, texts: Iterable[str | None], *, source: str, reader: Language) -> HowSaid:
        """How the weakest of these texts reaches this reader."""
        return weakest(self.words(text, source=source, reader=reader).how_for(reader) for text in texts if text)

    def _piece(self, piece: str, tag: str) -> tuple[str, HowSaid]:
        if not worth_translating(piece):
            return piece, HowSaid.REVIEWED
        found = self.entries.get((sentence_key(piece), tag))
        if found is None or found.state is not TranslationState.APPROVED:
            approved = self.loose.get((loose_key(piece), tag))
            found = Remembered(approved, TranslationState.APPROVED) if approved else found
        if found is None:
            return piece, HowSaid.ORIGINAL
        return with_margins(piece, found.target or piece), self._how(found, tag)

    def _how(self, found: Remembered, tag: str) -> HowSaid:
        how = _HOW.get(found.state, HowSaid.ORIGINAL)
        return HowSaid.HELD if how is HowSaid.MACHINE and tag in self.held else how


NOTHING_REMEMBERED = Memory()
