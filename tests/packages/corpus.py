"""Dutch, English and Turkish sentences about school life, written for this project: what the test packages learn.

Hand-written sentences, and templates whose slots are filled by chance; the same on every day and machine.
Names, numbers, times, money and masks such as `{0}` stand the same on all sides, so that the models learn to copy.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.packages import facts

LANGUAGES = ("nl", "en", "tr")

_SENTENCES = Path(__file__).with_name("sentences")
_SEED = 2026
_PER_SLOT = 20
_HELD_OUT = 20
_SLOT = re.compile(r"<(\w+?)(\d*)>")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said in each of LANGUAGES. Outbound is nl→en→tr, inbound tr→en→nl; some fit only one way."""

    texts: tuple[str, str, str]
    outbound: bool = True
    inbound: bool = True
    held_out: bool = False


@cache
def corpus() -> tuple[Sentence, ...]:
    """Every sentence once. One in twenty of those from templates is held out, to measure by."""
    sentences: dict[tuple[str, str, str], Sentence] = {}
    for sentence in (*_read("handwritten.txt"), *_composed()):
        told = replace(sentence, texts=_capitalised(sentence.texts))
        sentences.setdefault(told.texts, told)
    return tuple(sentences.values())


def pairs(source: str, target: str, *, held_out: bool = False) -> list[tuple[str, str]]:
    """What is said on both sides, from source to target; a source is said in one way only."""
    outbound = (source, target) in {("nl", "en"), ("en", "tr")}
    said: dict[str, tuple[str, bool]] = {}
    for sentence in corpus():
        if sentence.outbound if outbound else sentence.inbound:
            texts = dict(zip(LANGUAGES, sentence.texts, strict=True))
            said.setdefault(texts[source], (texts[target], sentence.held_out))
    return [(text, other) for text, (other, held) in said.items() if held is held_out]


def lessons(source: str, target: str) -> list[tuple[str, str]]:
    """What to learn from: all that is not held out, and the hand-written thrice, because nothing else is like them."""
    learnt = pairs(source, target)
    by_hand = {text for sentence in _read("handwritten.txt") for text in _capitalised(sentence.texts)}
    return learnt + 2 * [pair for pair in learnt if by_hand.issuperset(pair)]


def _composed() -> Iterator[Sentence]:
    for number, template in enumerate(_read("templates.txt")):
        chance = random.Random(f"{_SEED} {number}")
        for _ in range(_PER_SLOT * (1 + len(_SLOT.findall(template.texts[0])))):
            sentence = _ended(_filled(template, chance), chance)
            if sentence.outbound or sentence.inbound:
                yield replace(sentence, held_out=_is_held_out(sentence))


def _filled(template: Sentence, chance: random.Random) -> Sentence:
    """The sentence without slots; a slot has the same meaning wherever it stands, and its choice may hold slots too."""
    sentence = template
    masks = facts.Masks(chance)
    while slot := _SLOT.search(sentence.texts[0]):
        choice = _choice(slot[1], chance, masks)
        texts = [text.replace(slot[0], part) for text, part in zip(sentence.texts, choice.texts, strict=True)]
        sentence = Sentence(
            (texts[0], texts[1], texts[2]), sentence.outbound and choice.outbound, sentence.inbound and choice.inbound
        )
    return sentence


def _ended(sentence: Sentence, chance: random.Random) -> Sentence:
    """Now and then people shout, or leave the full stop out."""
    ending = chance.choices((".", "!", ""), (90, 4, 6))[0]
    dutch, english, turkish = (text[:-1] + ending if text.endswith(".") else text for text in sentence.texts)
    return replace(sentence, texts=(dutch, english, turkish))


def _choice(name: str, chance: random.Random, masks: facts.Masks) -> Sentence:
    if name in facts.FACTS:
        texts = facts.FACTS[name](chance, masks)
        return Sentence(texts)
    return chance.choice(_slots()[name])


def _is_held_out(sentence: Sentence) -> bool:
    return int.from_bytes(hashlib.sha256(sentence.texts[0].encode()).digest()[:4]) % _HELD_OUT == 0


def _capitalised(texts: tuple[str, str, str]) -> tuple[str, str, str]:
    dutch, english, turkish = (text[:1].upper() + text[1:] for text in texts)
    return dutch, english, ("İ" + turkish[1:] if texts[2].startswith("i") else turkish)


@cache
def _slots() -> dict[str, list[Sentence]]:
    slots: dict[str, list[Sentence]] = {}
    name = ""
    for line in _lines("slots.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            slots.setdefault(name, []).append(_parse(line))
    return slots


def _read(file: str) -> list[Sentence]:
    return [_parse(line) for line in _lines(file)]


def _lines(file: str) -> Iterator[str]:
    text = (_SENTENCES / file).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _parse(line: str) -> Sentence:
    dutch, english, turkish, *only = line.split(" | ")
    return Sentence((dutch, english, turkish), outbound=only != ["<"], inbound=only != [">"])
