"""Stand-ins for the items of a sentence while the engine has it. Which one a model copies best is measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import regex

from messages.protection.items import Item, Kind

#: A shape is a mark with its number, written with 0, or a row of names that the model may know.
DEFAULT_SHAPE = "{0}"
STAND_INS = "Tom Maria John Anna Peter Lisa"
SHAPES = (DEFAULT_SHAPE, "[X0X]", "<0>", "#0", "X0", STAND_INS)

_MOST_MARKS = 24

#: School sentences with slots, in the languages that staff write in.
_PROBES = {
    "nl": (
        "Morgen gaat {} met de bus naar {}.", "De bijeenkomst begint om {} in {}.", "Neem {} mee voor {}.",
        "Kunt u voor {} antwoord geven?", "Op {} zijn alle kinderen vrij.", "{} is vandaag ziek.",
        "De reis kost {} per kind.", "Wilt u {} bellen of schrijven naar {}?", "Meer leest u op {}.",
        "Van {} tot {} is de school open.", "Wij zoeken {} ouders die willen helpen.",
        "{} en {} zitten bij {} in de klas.",
    ),
    "en": (
        "Tomorrow {} goes to {} by bus.", "The meeting starts at {} in {}.", "Please bring {} for {}.",
        "Can you answer before {}?", "On {} all children are free.", "{} is ill today.",
        "The trip costs {} per child.", "Would you call {} or write to {}?", "You can read more at {}.",
        "The school is open from {} to {}.", "We are looking for {} parents who want to help.",
        "{} and {} are in class with {}.",
    ),
}  # fmt: skip


def marks(shape: str, count: int) -> list[str] | None:
    """The first marks of a shape; None when it has too few names, or when no engine could keep so many."""
    if count > _MOST_MARKS:
        return None
    if "0" in shape:
        return [shape.replace("0", str(number)) for number in range(count)]
    names = shape.split()
    return names[:count] if count <= len(names) else None


def mask(sentence: str, items: Sequence[Item], shape: str) -> str | None:
    """The sentence with a mark for each item, in order; None where the marks could not be told from its words."""
    standing = marks(shape, len(items))
    if standing is None:
        return None
    words = between(sentence, items)
    masked = joined(words, standing)
    return masked if unmask(masked, items, shape) == joined(words, [item.said for item in items]) else None


def unmask(text: str, items: Sequence[Item], shape: str) -> str | None:
    """The text with what is to be said for each mark; None when a mark is missing, doubled, broken or of no item."""
    standing = marks(shape, len(items)) or []
    if any(len(_found(mark, text)) != 1 for mark in standing):
        return None
    either = regex.compile("|".join(f"({_loosely(mark)})" for mark in standing) or "(?!)", regex.IGNORECASE)
    if _resembles(shape, either.sub(" ", text)):
        return None
    return either.sub(lambda match: _said(items[(match.lastindex or 0) - 1], text[match.end() :]), text)


def between(sentence: str, items: Sequence[Item]) -> list[str]:
    """The stretches before, between and after the items: one more than there are items."""
    cuts = [0, *(cut for item in items for cut in (item.start, item.end)), len(sentence)]
    return [sentence[start:end] for start, end in list(pairwise(cuts))[::2]]


def joined(words: Sequence[str], others: Sequence[str]) -> str:
    """The stretches of a sentence with something between each two."""
    return "".join(word + other for word, other in zip(words, [*others, ""], strict=True))


def probe_shape(translate: Callable[[Sequence[str]], list[str]], source: str) -> str:
    """The shape that this translator copies best, measured on school sentences; the default where we have none."""
    probes = _PROBES.get(source, ())
    kept = {shape: _copied(translate, probes, shape) for shape in SHAPES} if probes else {DEFAULT_SHAPE: 0}
    return max(kept, key=kept.__getitem__)


def _copied(translate: Callable[[Sequence[str]], list[str]], probes: Sequence[str], shape: str) -> int:
    """In how many probes every mark came through exactly once."""
    standing = marks(shape, 3) or []
    said = translate([probe.format(*standing) for probe in probes])
    used = [standing[: probe.count("{}")] for probe in probes]
    return sum(all(len(_found(mark, text)) == 1 for mark in row) for row, text in zip(used, said, strict=True))


def _found(mark: str, text: str) -> list[str]:
    return regex.findall(_loosely(mark), text, regex.IGNORECASE)


def _loosely(mark: str) -> str:
    """A mark as engines write it back: spaces within, another case."""
    spaced = r"\s?".join(regex.escape(part) for part in regex.findall(r"\d+|\p{L}+|[^\w\s]", mark))
    return rf"(?<![\p{{L}}\d]){spaced}(?![\p{{L}}\d])" if mark[-1].isalnum() else spaced


def _resembles(shape: str, text: str) -> bool:
    """Whether there is something in the text that could be taken for a mark of this shape, or for a piece of one."""
    if "0" not in shape:
        return any(_found(name, text) for name in shape.split())
    signs = {sign for sign in shape if not sign.isalnum()}
    return bool(signs & set(text) or regex.search(_loosely(shape).replace("0", r"\d+"), text, regex.IGNORECASE))


def _said(item: Item, after: str) -> str:
    """A suffix of the target language must not become part of an address."""
    return item.said + " " if item.kind is Kind.LINK and after[:1] in {"'", "’", "-"} else item.said
