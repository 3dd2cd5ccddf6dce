"""Where facts stand in a text: whole, not as a piece of something longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from messages.protection.items import Item, Kind

#: What a program follows to the letter: nothing may be glued to it.
_ADDRESSES = frozenset({Kind.LINK, Kind.EMAIL, Kind.TAG, Kind.SYNTAX})
_LOOSELY_SPACED = frozenset({Kind.AMOUNT, Kind.PERCENTAGE})


class Place(NamedTuple):
    """An item, and where its fact stands in the other text."""

    start: int
    end: int
    item: Item


def find_facts(items: Sequence[Item], text: str) -> list[Place]:
    """Every place of every distinct fact, from left to right. The longest fact takes its place first."""
    free = bytearray(b"\1" * len(text))
    places: list[Place] = []
    for item in _longest_first(items):
        for start, end in _spans(item, text):
            if all(free[start:end]):
                free[start:end] = bytes(end - start)
                places.append(Place(start, end, item))
    return sorted(places, key=lambda place: place.start)


def _longest_first(items: Sequence[Item]) -> list[Item]:
    by_fact = {item.fact: item for item in reversed(items)}
    return sorted(by_fact.values(), key=lambda item: -len(item.fact))


def _spans(item: Item, text: str) -> Iterator[tuple[int, int]]:
    before, after = _edges(item.fact[0], item.fact[-1], item.kind)
    # For long literals `re` is quick, where `regex`, which knows scripts, is not.
    for match in re.finditer(_literal(item), text, re.IGNORECASE if item.kind is Kind.TERM else 0):
        if before.match(text, match.start()) and after.match(text, match.end()):
            yield match.span()


def _literal(item: Item) -> str:
    """With a space or none before a currency or %, else with white space of any kind."""
    space = r"\s?" if item.kind in _LOOSELY_SPACED else r"\s"
    return space.join(re.escape(part) for part in item.fact.split(" "))


@cache
def _edges(first: str, last: str, kind: Kind) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What must be true before and after a fact that begins and ends so."""
    before = r"(?<![\d\p{Latin}_])(?<!\d[.,:/\-])" if first.isdigit() else rf"(?<!{_same(first)})"
    after = r"(?!\d)(?![.,:/\-]\d)" if last.isdigit() else rf"(?!{_same(last)})"
    if kind is Kind.AMOUNT:  # “2,50 euro” may become “2,50 euros”.
        after = r"(?!\d)"
    if kind in _ADDRESSES:
        before, after = before + r"(?<![/@]|\w[.+\-])", after + r"(?![./?=&#@'’\-]+[\p{Latin}\d_])"
    return regex.compile(before), regex.compile(after)


def _same(edge: str) -> str:
    """What would make a longer word or emoji of it. Words of another script may touch: 请带Noor来."""
    if regex.match(r"\p{Latin}|_", edge):
        return r"[\p{Latin}\p{M}\d_]"
    return r"(?!\p{Latin})[\p{L}\p{M}\d_]" if edge.isalpha() else r"[\u200D\uFE0F\u20E3\p{EMod}]"
