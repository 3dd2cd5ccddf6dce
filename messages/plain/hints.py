"""Hints for the author of a message, Dutch or English: what is hard to read or to translate, and a better way.

The rules are data (`messages/plain/<language>.yaml`); what a machine cannot decide by words alone is not hinted at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from messages.plain.rules import Rules, rules_of
from messages.sentences import split_sentences
from messages.signs.survival import without_links

#: Words in a sentence: from here on two sentences are easier, and from there on it is too long.
_LONG, _VERY_LONG = 15, 20

#: Capitals of four letters or fewer are abbreviations that everybody writes so.
_CAPITALS = regex.compile(r"\b\p{Lu}{5,}\b(?:\s+\p{Lu}{2,}\b)*|\b\p{Lu}{2,}\b(?:\s+\p{Lu}{2,}\b){2,}")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’-]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """What was found from `start` to `end` of the text, of which kind, and a better way in a sentence."""

    start: int
    end: int
    kind: str
    found: str
    better: str


def hints(text: str, language: str) -> list[Hint]:
    """Every hint, in the order of the text; none for a language without rules."""
    rules = rules_of(language)
    if rules is None:
        return []
    found: list[Hint] = []
    start = 0
    for sentence in split_sentences(text):
        found += [hint for find in _FINDERS for hint in find(sentence, start, rules)]
        start += len(sentence)
    return sorted(_outermost(found), key=lambda hint: (hint.start, hint.end, hint.kind))


def _length(sentence: str, start: int, rules: Rules) -> Iterator[Hint]:
    count = len(_WORD.findall(without_links(sentence)))
    if count > _LONG:
        kind = "very-long" if count > _VERY_LONG else "long"
        yield _sentence_hint(sentence, start, kind, rules.advice[kind].format(count=count))


def _instructions(sentence: str, start: int, rules: Rules) -> Iterator[Hint]:
    places = [match.start() for match in rules.instruction.finditer(sentence.strip())]
    if len(places) > 1 and places[0] == 0:
        yield _sentence_hint(sentence, start, "instructions", rules.advice["instructions"].format(count=len(places)))


def _words(sentence: str, start: int, rules: Rules) -> Iterator[Hint]:
    for kind, phrases in rules.phrases.items():
        for match, better in phrases.find(sentence):
            yield _hint(match, start, kind, rules.advice[kind].format(better=better))


def _passive(sentence: str, start: int, rules: Rules) -> Iterator[Hint]:
    for match in rules.passive.finditer(sentence):
        yield _hint(match, start, "passive", rules.advice["passive"].format(found=match.group()))


def _negation(sentence: str, start: int, rules: Rules) -> Iterator[Hint]:
    for match in rules.double_negation.finditer(sentence):
        yield _hint(match, start, "double-negation", rules.advice["double-negation"])


def _capitals(sentence: str, start: int, rules: Rules) -> Iterator[Hint]:
    for match in _CAPITALS.finditer(sentence):
        better = (
            match.group().capitalize()
            if sentence[: match.start()].isspace() or match.start() == 0
            else match.group().lower()
        )
        yield _hint(match, start, "capitals", rules.advice["capitals"].format(better=better))


_FINDERS: tuple[Callable[[str, int, Rules], Iterator[Hint]], ...] = (
    _length,
    _instructions,
    _words,
    _passive,
    _negation,
    _capitals,
)

#: These are about a stretch of the sentence or all of it; a hint about a word in it is no repetition.
_WIDE = frozenset({"long", "very-long", "instructions", "passive", "double-negation"})


def _outermost(found: list[Hint]) -> list[Hint]:
    """Without the hints whose words lie within those of another: one word, one hint."""
    taken: list[Hint] = []
    for hint in sorted(found, key=lambda hint: hint.start - hint.end):
        if not any(_within(hint, other) for other in taken):
            taken.append(hint)
    return taken


def _within(hint: Hint, other: Hint) -> bool:
    return other.kind not in _WIDE and other.start <= hint.start and hint.end <= other.end


def _hint(match: regex.Match[str], start: int, kind: str, better: str) -> Hint:
    return Hint(start + match.start(), start + match.end(), kind, match.group(), better)


def _sentence_hint(sentence: str, start: int, kind: str, better: str) -> Hint:
    lead = start + len(sentence) - len(sentence.lstrip())
    plain = sentence.strip()
    return Hint(lead, lead + len(plain), kind, plain, better)
