"""The ways to get a sentence through an engine with its facts whole: as it is, with marks for them, or around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import regex

from messages.interpreting.glossary import Glossary, in_plainer_words
from messages.languages import Language
from messages.protection.capitals import like, within
from messages.protection.days import day_items
from messages.protection.items import Item, Kind, find_items
from messages.protection.margins import Margins, made_even, peel
from messages.protection.masks import between, joined, mask, unmask
from messages.sentences import worth_translating

#: What engines often copy by themselves. All else goes under a mark, so that no model gets to see it.
_SEEN = frozenset({Kind.NAME, Kind.TIME, Kind.DATE, Kind.ORDINAL, Kind.NUMBER, Kind.AMOUNT, Kind.PERCENTAGE, Kind.CODE})

#: The words of a stretch between two items: without the marks at its ends, or the 's of a name before it.
_STRETCH = regex.compile(r"((?:['’]s\b)?[^\p{L}]*)(.*?)([^\p{L}\p{M}.!?]*)", regex.DOTALL)
_END = regex.compile(r"[.!?。。]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence made ready for a target language: its margins, its words in plain terms, and the items among them."""

    margins: Margins
    items: tuple[Item, ...]
    target: str

    @property
    def core(self) -> str:
        """What is to be translated."""
        return self.margins.core

    @property
    def has_words(self) -> bool:
        """Whether anything is left to translate beside the items."""
        return any(map(worth_translating, between(self.core, self.items)))

    @property
    def as_said(self) -> str:
        """The core with what is said for its items, its own words untouched."""
        return joined(between(self.core, self.items), [item.said for item in self.items])

    def whole(self, core: str) -> str:
        """Another core between the same margins."""
        return self.margins.lead + core + self.margins.trail


class Way(Protocol):
    """How a sentence is put to an engine and put together again."""

    name: str

    def ask(self, sentence: Sentence) -> list[str]:
        """The texts to translate; none where this way does not serve the sentence."""
        ...

    def compose(self, sentence: Sentence, said: Sequence[str]) -> str | None:
        """The translated core from the translated texts; None where it cannot be put together."""
        ...


class Raw:
    """As it is, where the engine may copy the items by itself: reads best."""

    name = "raw"

    def ask(self, sentence: Sentence) -> list[str]:
        """The core."""
        return [sentence.core] if all(item.kind in _SEEN for item in sentence.items) else []

    def compose(self, sentence: Sentence, said: Sequence[str]) -> str | None:  # noqa: ARG002  # the protocol's
        """What the engine said."""
        return said[0]


class Masked:
    """With a mark for each item."""

    name = "masked"

    def __init__(self, shape: str) -> None:
        """One of messages.protection.masks.SHAPES."""
        self._shape = shape

    def ask(self, sentence: Sentence) -> list[str]:
        """The core under marks."""
        masked = mask(sentence.core, sentence.items, self._shape) if sentence.items else None
        return [masked] if masked else []

    def compose(self, sentence: Sentence, said: Sequence[str]) -> str | None:
        """Each mark made the item again."""
        return unmask(said[0], sentence.items, self._shape)


class Split:
    """The words between the items apart: the items cannot be lost, the word order of the target can."""

    name = "split"

    def ask(self, sentence: Sentence) -> list[str]:
        """The stretches that hold words."""
        return [words for _, words, _ in _stretches(sentence) if words] if sentence.items else []

    def compose(self, sentence: Sentence, said: Sequence[str]) -> str | None:
        """Stretches and items in the order of the source."""
        answers = iter(said)
        spoken = [
            lead + (_fitting(words, next(answers), sentence.target) if words else "") + trail
            for lead, words, trail in _stretches(sentence)
        ]
        return joined(spoken, [item.said for item in sentence.items])


def prepare(text: str, names: Sequence[str], glossary: Glossary, source: str, target: str) -> Sentence:
    """Even, without margins, in plainer words, its items found."""
    lead, core, trail = peel(made_even(text))
    core = in_plainer_words(core, names, glossary, source)
    days = day_items(core, Language(source), Language(target))
    items = find_items(core, names, glossary.terms(), more=days)
    return Sentence(Margins(lead, core, trail), tuple(_begun(item, target) for item in items), target)


def _begun(item: Item, target: str) -> Item:
    """A term that begins the sentence bears a capital as the author's word did."""
    if item.kind is not Kind.TERM or item.start or item.said == item.text:
        return item
    return replace(item, said=like(item.text, item.said, target))


def _stretches(sentence: Sentence) -> list[tuple[str, str, str]]:
    found = (_STRETCH.fullmatch(stretch) for stretch in between(sentence.core, sentence.items))
    return [(match[1], match[2], match[3]) for match in found if match]


def _fitting(words: str, said: str, language: str) -> str:
    """An engine ends everything as a sentence and begins it so; a stretch within a sentence does not."""
    said = said.strip() if _END.search(words) else _END.sub("", said.strip())
    return within(said, language) if words[0].islower() else said
