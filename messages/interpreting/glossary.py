"""The words on which a school decided: how they are said, that they stay, or by what plainer word they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from messages.protection.capitals import like
from messages.protection.items import Item, Kind, Term, find_items


@dataclass(frozen=True, slots=True)
class Glossary:
    """For one source and one target language. Terms are whole words in any case, in the exact forms given.

    Raises ValueError for a term without words: it would be found everywhere.
    """

    fixed: Mapping[str, str] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    plain: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses what would match between all letters."""
        pairs = [*self.fixed.items(), *self.plain.items()]
        if not all(term.strip() for term in (*self.keep, *(term for pair in pairs for term in pair))):
            raise ValueError("A term of the glossary is empty; fill in its words or remove it.")

    def terms(self) -> list[Term]:
        """What is written and what is said for it in the target language; None where it stays as written."""
        return [*self.fixed.items(), *((term, None) for term in sorted(self.keep))]


def in_plainer_words(sentence: str, names: Iterable[str], glossary: Glossary, source: str) -> str:
    """The sentence with the school's plainer words, in the source language; never inside a name, a link or a quotation.

    A word that has a fixed translation is left to it.
    """
    found = find_items(sentence, names, [*glossary.terms(), *glossary.plain.items()])
    swapped = [item for item in found if item.kind is Kind.TERM and _is_plain(item, glossary)]
    for item in reversed(swapped):
        sentence = sentence[: item.start] + _plainer(item, source) + sentence[item.end :]
    return sentence


def _plainer(item: Item, language: str) -> str:
    """A capital stays at the beginning, and where it was no abbreviation."""
    begins = item.start == 0 or item.text[1:2].islower()
    return like(item.text, item.said, language) if begins else item.said


def _is_plain(item: Item, glossary: Glossary) -> bool:
    written = item.text.casefold()
    decided = {term.casefold() for term, _ in glossary.terms()}
    return written not in decided
