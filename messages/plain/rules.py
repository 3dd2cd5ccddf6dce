"""The rules of plain language of one language, read from `messages/plain/<language>.yaml` once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml

_FOLDER = Path(__file__).parent

#: The kinds of hint that are lists of phrases with something better beside each.
_PHRASES = ("idiom", "jargon", "abbreviation", "difficult", "noun", "agent")

#: A phrase in which one of these stands is a regular expression, not an ending in brackets.
_EXPRESSION = regex.compile(r"\\|\(\?")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What to avoid as one pattern with a group for each phrase, and in the same order what to write instead."""

    pattern: regex.Pattern[str]
    instead: tuple[str, ...]

    def find(self, sentence: str) -> Iterator[tuple[regex.Match[str], str]]:
        """Each place, and what to write there instead."""
        for match in self.pattern.finditer(sentence):
            yield match, self.instead[(match.lastindex or 1) - 1]


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns, and for each kind of hint a sentence for the author."""

    advice: Mapping[str, str]
    phrases: Mapping[str, Phrases]
    passive: regex.Pattern[str]
    double_negation: regex.Pattern[str]
    instruction: regex.Pattern[str]


@cache
def rules_of(language: str) -> Rules | None:
    """The rules of a language; None where nobody has written any."""
    path = _FOLDER / f"{language}.yaml"
    if not language.isalpha() or not path.exists():
        return None
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Rules(
        advice=data["advice"],
        phrases={kind: _phrases(data[kind]) for kind in _PHRASES},
        passive=_passive(**data["passive"]),
        double_negation=_pattern(data["double-negation"]),
        instruction=_instruction(data["instruction"], data["joint"]),
    )


def _phrases(listed: Mapping[str, str]) -> Phrases:
    # The longest first: the first alternative that fits wins.
    ordered = sorted(listed.items(), key=lambda pair: -len(pair[0]))
    pattern = _pattern(f"({_expression(phrase)})" for phrase, _ in ordered)
    return Phrases(pattern, tuple(instead for _, instead in ordered))


def _expression(phrase: str) -> str:
    if _EXPRESSION.search(phrase):
        return phrase
    forms = phrase.replace("(", "(?:").replace(")", ")?").replace(".", r"\.").replace("'", "['’]").replace(" ", r"\s+")
    return f"(?-i:{forms})" if phrase.isupper() else forms


def _pattern(alternatives: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}-])(?:{'|'.join(alternatives)})(?![\p{{L}}\p{{N}}-])", regex.IGNORECASE)


def _passive(
    auxiliary: list[str], participle: str, between: int, after: list[str], **others: list[str]
) -> regex.Pattern[str]:
    """An auxiliary with a participle after it, or before it, within a few words of the same clause."""
    helper = "|".join(auxiliary)
    done = rf"(?!(?:{'|'.join(others['not'])})\b)(?:{participle})"
    gap = rf"(?: (?!(?:{'|'.join(after)})\b)[\p{{L}}\p{{N}}:'’-]+){{0,{between}}}?"
    return _pattern([rf"(?:{helper}){gap} {done}", rf"{done} (?:{helper})"])


def _instruction(verbs: list[str], joints: list[str]) -> regex.Pattern[str]:
    """A verb in the place of a command: at the start, after a comma, or after a word like `and`."""
    joint = rf"(?:(?:{'|'.join(joints)}) )"
    place = rf"(?:^[^\p{{L}}]*{joint}*|[,;:] *{joint}*|(?<=[ ]){joint}+)"
    return regex.compile(rf"{place}(?:{'|'.join(verbs)})\b", regex.IGNORECASE)
