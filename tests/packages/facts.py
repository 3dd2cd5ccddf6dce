"""Facts that a sentence carries and a translation must keep: names, times, money, numbers and masks."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: First names as heard in a Dutch school, one a line.
NAMES = tuple(Path(__file__).with_name("sentences").joinpath("names.txt").read_text("utf-8").split())

_ONSETS = ("b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "sj", "st", "kh")
_VOWELS = ("a", "e", "i", "o", "u", "aa", "ie", "oe", "ou", "ü", "ö")
_ENDS = ("", "", "n", "r", "s", "l", "m", "t", "k", "h")

#: The locative of a number as it is said in Turkish, by its last word.
_UNIT = {1: "de", 2: "de", 3: "te", 4: "te", 5: "te", 6: "da", 7: "de", 8: "de", 9: "da"}
_TENS = {0: "da", 10: "da", 20: "de", 30: "da", 40: "ta", 50: "de"}

Texts = tuple[str, str, str]


@dataclass
class Masks:
    """The masks of one sentence: `{0}`, then `{1}`; now and then they begin higher."""

    chance: random.Random
    _next: int = field(init=False)

    def __post_init__(self) -> None:
        self._next = self.chance.choice((0, 0, 0, 1, 2, 3, 4, 5, 6))

    def take(self) -> str:
        self._next += 1
        return f"{{{self._next - 1}}}"

    def sometimes(self, fact: str) -> str:
        return self.take() if self.chance.random() < 0.2 else fact


def same(text: str) -> Texts:
    """The text on all sides."""
    return text, text, text


def a_name(chance: random.Random, masks: Masks) -> Texts:
    """A known name, or one that nobody ever heard: names are copied, not learnt."""
    return same(masks.sometimes(chance.choice(NAMES) if chance.random() < 0.6 else invented(chance)))


def invented(chance: random.Random) -> str:
    """Two or three syllables, such as Sjoeral."""
    syllables = (
        chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_ENDS)
        for _ in range(chance.choice((2, 2, 2, 3)))
    )
    return "".join(syllables).capitalize()


def at_time(chance: random.Random, masks: Masks) -> Texts:
    """`om 14:30`, with the Turkish ending as it is said."""
    clock = _clock(chance)
    told = masks.sometimes(clock)
    if told != clock:
        return f"om {told}", f"at {told}", f"saat {told} itibarıyla"
    return f"om {clock}", f"at {clock}", f"saat {clock}'{_locative(clock)}"


def clock(chance: random.Random, masks: Masks) -> Texts:
    """`14:30`."""
    return same(masks.sometimes(_clock(chance)))


def money(chance: random.Random, masks: Masks) -> Texts:
    """An amount as Dutch schools write it."""
    euros = chance.randrange(1, 60)
    cents = chance.choice(("50", "25", "75", "00", "95", f"{chance.randrange(10, 99)}"))
    return same(masks.sometimes(chance.choice((f"€ {euros},{cents}", f"€ {euros},{cents}", f"€ {euros}"))))


def number(chance: random.Random, masks: Masks) -> Texts:
    """A number of things, more than one."""
    return same(masks.sometimes(str(chance.choice((chance.randrange(2, 31), chance.randrange(2, 500))))))


def day(chance: random.Random, masks: Masks) -> Texts:
    """A day of the month."""
    return same(masks.sometimes(str(chance.randrange(1, 31))))


def grade(chance: random.Random, masks: Masks) -> Texts:
    """A year of the Dutch primary school, 1 to 8."""
    return same(masks.sometimes(str(chance.randrange(1, 9))))


def mask(chance: random.Random, masks: Masks) -> Texts:
    """Always a mask: links, telephone numbers and e-mail addresses are never said to an engine."""
    return same(masks.take())


#: The slots that are not listed but made.
FACTS: Mapping[str, Callable[[random.Random, Masks], Texts]] = {
    "name": a_name,
    "at_time": at_time,
    "clock": clock,
    "money": money,
    "n": number,
    "day": day,
    "grade": grade,
    "mask": mask,
}


def _clock(chance: random.Random) -> str:
    return f"{chance.randrange(7, 22):02}:{chance.choice((0, 0, 0, 15, 30, 45, chance.randrange(60))):02}"


def _locative(clock: str) -> str:
    hour, minute = map(int, clock.split(":"))
    last = minute or hour
    return _UNIT.get(last % 10) or _TENS[last]
