"""Whether the facts of a sentence stand in its translation, each as often as it was written and none more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from messages.languages import Language
from messages.protected_items import Item, Kind
from messages.reasons import Reason

#: What a program follows to the letter: nothing may be glued to it.
_ADDRESSES = frozenset({Kind.LINK, Kind.EMAIL, Kind.TAG, Kind.SYNTAX})
_LOOSELY_SPACED = frozenset({Kind.AMOUNT, Kind.PERCENTAGE})
_UNMOVED = frozenset({Kind.EMOJI, Kind.SIGN, Kind.BREAK})


def check_facts(items: Sequence[Item], target: str) -> tuple[Reason, ...]:
    """What was lost, changed or doubled, and which numbers were made up."""
    lost = [_reason(item) for item in lost_items(items, target)]
    return (*lost, *(Reason("new-number", number) for number in new_numbers(items, target)))


def lost_items(items: Sequence[Item], target: str) -> list[Item]:
    """The items that do not stand in the target as often as in the source; a term of the glossary may more often.

    Whole facts only: “Ana” is not in “Anadolu”, nor 2 in 2,50. A suffix after an apostrophe may follow (“Ayşe'ye”).
    """
    wanted = Counter(item.fact for item in items)
    found = Counter(fact for fact, _ in _matches(items, target))
    by_fact = {item.fact: item for item in reversed(items)}
    return [item for fact, item in by_fact.items() if not _enough(item, found[fact], wanted[fact])][::-1]


def new_numbers(items: Sequence[Item], target: str) -> list[str]:
    """Numbers in the target that are part of no item."""
    rest = list(target)
    for _, match in _matches(items, target):
        rest[match.start() : match.end()] = " " * len(match[0])
    return regex.findall(r"\d+(?:[.,:]\d+)*", "".join(rest))


def isolated(items: Sequence[Item], target: str, language: Language) -> str:
    """The target with each fact kept from being turned around, where the language runs right to left (UAX #9)."""
    kept = [item for item in items if item.kind not in _UNMOVED and item.fact]
    if not kept or not language.right_to_left:
        return target
    return _pattern(kept).sub(lambda match: language.isolate(match[0]), target)


def without(items: Sequence[Item], target: str) -> str:
    """The target without its facts: the words that a machine chose."""
    return _pattern(items).sub("", target) if items else target


def _enough(item: Item, found: int, wanted: int) -> bool:
    return found >= wanted if item.kind is Kind.TERM else found == wanted


def _reason(item: Item) -> Reason:
    return Reason("glossary" if item.kind is Kind.TERM else "missing-item", item.fact.strip())


def _matches(items: Sequence[Item], target: str) -> Iterator[tuple[str, regex.Match[str]]]:
    """Each fact with each place where it stands. The longest fact takes its place first."""
    if not items:
        return
    facts = _longest_first(items)
    for match in _pattern(items).finditer(target):
        yield facts[(match.lastindex or 0) - 1].fact, match


def _pattern(items: Sequence[Item]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"({_where(item)})" for item in _longest_first(items)))


def _longest_first(items: Sequence[Item]) -> list[Item]:
    by_fact = {item.fact: item for item in reversed(items)}
    return sorted(by_fact.values(), key=lambda item: (-len(item.fact), item.fact))


def _where(item: Item) -> str:
    """How the fact may stand: in any case if it is a term, with a space or none before a currency or %."""
    fact = regex.escape(item.fact).replace(r"\ ", " ").replace(" ", r"\s?" if item.kind in _LOOSELY_SPACED else r"\s")
    before, after = _no_longer_before(item.fact[0]), _no_longer_after(item.fact[-1])
    if item.kind is Kind.AMOUNT:  # “2,50 euro” may become “2,50 euros”.
        after = r"(?!\d)"
    if item.kind in _ADDRESSES:
        before, after = before + r"(?<![/@]|\w[.+\-])", after + r"(?![./?=&#@'’\-]+[\p{Latin}\d_])"
    return f"{before}{'(?i:' if item.kind is Kind.TERM else '(?:'}{fact}){after}"


def _no_longer_before(edge: str) -> str:
    return r"(?<![\d\p{Latin}_])(?<!\d[.,:/\-])" if edge.isdigit() else rf"(?<!{_same(edge)})"


def _no_longer_after(edge: str) -> str:
    return r"(?!\d)(?![.,:/\-]\d)" if edge.isdigit() else rf"(?!{_same(edge)})"


def _same(edge: str) -> str:
    """What would make a longer word or emoji of it. Words of another script may touch: 请带Noor来."""
    if regex.match(r"\p{Latin}|_", edge):
        return r"[\p{Latin}\p{M}\d_]"
    return r"(?!\p{Latin})[\p{L}\p{M}\d_]" if edge.isalpha() else r"[\u200D\uFE0F\u20E3\p{EMod}]"
