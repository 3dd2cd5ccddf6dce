"""Whether the facts of a sentence stand in its translation, each as often as it was written and none more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import regex

from messages.languages import Language
from messages.protection.items import Item, Kind
from messages.protection.whereabouts import find_facts
from messages.reasons import Reason

_UNMOVED = frozenset({Kind.EMOJI, Kind.SIGN, Kind.BREAK})
_NUMBER = regex.compile(r"\d+(?:[.,:]\d+)*")


def check_facts(items: Sequence[Item], target: str) -> tuple[Reason, ...]:
    """What was lost, changed or doubled, and which numbers were made up."""
    lost = [_reason(item) for item in lost_items(items, target)]
    return (*lost, *(Reason("new-number", number) for number in new_numbers(items, target)))


def lost_items(items: Sequence[Item], target: str) -> list[Item]:
    """The items that do not stand in the target as often as in the source; a term of the glossary may more often.

    Whole facts only: “Ana” is not in “Anadolu”, nor 2 in 2,50. A suffix after an apostrophe may follow (“Ayşe'ye”).
    """
    wanted = Counter(item.fact for item in items)
    found = Counter(place.item.fact for place in find_facts(items, target))
    by_fact = {item.fact: item for item in reversed(items)}
    return [item for fact, item in by_fact.items() if not _enough(item, found[fact], wanted[fact])][::-1]


def new_numbers(items: Sequence[Item], target: str) -> list[str]:
    """Numbers in the target that are part of no item."""
    return _NUMBER.findall(_with_each(items, target, lambda _: " "))


def isolated(items: Sequence[Item], target: str, language: Language) -> str:
    """The target with each fact kept from being turned around, where the language runs right to left (UAX #9)."""
    return _with_each([item for item in items if item.kind not in _UNMOVED], target, language.isolate)


def without(items: Sequence[Item], target: str) -> str:
    """The target without its facts: the words that a machine chose."""
    return _with_each(items, target, lambda _: "")


def _with_each(items: Sequence[Item], target: str, change: Callable[[str], str]) -> str:
    for start, end, _ in reversed(find_facts(items, target)):
        target = target[:start] + change(target[start:end]) + target[end:]
    return target


def _enough(item: Item, found: int, wanted: int) -> bool:
    return found >= wanted if item.kind is Kind.TERM else found == wanted


def _reason(item: Item) -> Reason:
    return Reason("glossary" if item.kind is Kind.TERM else "missing-item", item.fact.strip())
