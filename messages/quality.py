"""The gate: may a machine translation be said as it is, or is it held for a person? Silence is consent, a reason holds.

Cheap signs of a failure, each measured on `tests/messages/quality_set`. What reads well and means something else is
seen by none of them, except where the machine itself was unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from messages.languages import OFFERED
from messages.reasons import Reason
from messages.signs.copying import find_copy
from messages.signs.langid import UNKNOWN, likelihoods
from messages.signs.repetition import find_loop
from messages.signs.scripts import foreign_words, has_letters, script_of, share_in
from messages.signs.survival import marks_only_in, numbers_only_in, without_links

#: Mean log-probability of a token, below which the machine was unsure.
UNSURE_BELOW = -0.55

#: Characters that a language takes for what English says in one: our own catalogues in nl, tr, ar, pl, uk, ti and so;
#: the rest after parallel public texts (the Universal Declaration of Human Rights). 1 where nothing is known.
_LENGTH = {
    "ar": 0.83, "bg": 1.05, "de": 1.13, "es": 1.1, "fa": 0.9, "fr": 1.15, "ja": 0.45, "ko": 0.5, "ro": 1.1, "so": 1.16,
    "ti": 0.73, "zh-Hans": 0.33,
}  # fmt: skip

#: A sound translation is between these times the expected length, give or take the slack (characters of English).
_SHORTEST, _LONGEST, _SLACK = 0.6, 1.5, 10

_QUESTION = regex.compile(r"[?؟፧？]\s*[\"'”’»)]*\s*(?:\p{Extended_Pictographic}\s*)*$")
_BRACKET = regex.compile(r"[(\[（【][^)\]）】]*[)\]）】]?|[♪♫]")

#: What is left of a stand-in for a fact, or of a piece the machine could not spell.
_LEFTOVER = regex.compile(r"⟦[^⟧]*⟧?|\{\s*\d*\s*\}|\[?\bX\d+X\b\]?|#{2,}\s*\w*|<0x\w\w>|<unk>|⁇|\ufffd|▁|@@|__+")

#: Below so many words a language cannot be told.
_ENOUGH_WORDS = 3
#: Sound sentences of the tuning half reach 0.47.
_LANGUAGE_DOUBT = 0.2
_WORD = regex.compile(r"[\p{L}\p{M}'’]+")


def judge(original: str, translation: str, score: float | None, *, source: str, target: str) -> tuple[Reason, ...]:
    """Why the translation of one sentence is held; empty when the machine may say it.

    `score` is the mean log-probability of a token, None where no machine gave one. Languages are tags.
    """
    if has_letters(original) and not has_letters(translation):
        return (Reason("empty"),)
    reasons = dict.fromkeys(_reasons(original, translation, source, target))
    if score is not None and score < UNSURE_BELOW:
        reasons[Reason("unsure")] = None
    return tuple(reasons)


def _reasons(original: str, translation: str, source: str, target: str) -> Iterator[Reason]:
    leftovers = [found for found in _LEFTOVER.findall(translation) if found not in original]
    yield from (Reason("leftover", found) for found in leftovers)
    for found in leftovers:
        translation = translation.replace(found, " ")
    yield from _facts(original, translation)
    yield from _invented(original, translation)
    yield from _length(original, translation, source, target)
    if loop := find_loop(original, translation, target):
        yield Reason("repeated", loop)
    if copied := find_copy(original, translation):
        yield Reason("copied", copied)
    yield from _language(original, translation, source, target)


def _facts(original: str, translation: str) -> Iterator[Reason]:
    yield from (Reason("missing-item", number) for number in numbers_only_in(original, translation))
    yield from (Reason("missing-item", mark) for mark in marks_only_in(original, translation))
    yield from (Reason("new-number", number) for number in numbers_only_in(translation, original))
    yield from (Reason("invented", mark) for mark in marks_only_in(translation, original))


def _invented(original: str, translation: str) -> Iterator[Reason]:
    if not _BRACKET.search(original):
        yield from (Reason("invented", found) for found in _BRACKET.findall(translation))
    asked, asks = bool(_QUESTION.search(original)), bool(_QUESTION.search(translation))
    if asked != asks:
        yield Reason("missing-item", "?") if asked else Reason("invented", "?")


def _length(original: str, translation: str, source: str, target: str) -> Iterator[Reason]:
    meant, said = len(original) / _LENGTH.get(source, 1), len(translation) / _LENGTH.get(target, 1)
    if said < _SHORTEST * meant - _SLACK:
        yield Reason("too-short")
    elif said > _LONGEST * meant + _SLACK:
        yield Reason("too-long")


def _language(original: str, translation: str, source: str, target: str) -> Iterator[Reason]:
    foreign = [word for word in foreign_words(translation, target) if word not in original]
    if foreign or (share_in(translation, script_of(target)) == 0 and translation != original):
        yield Reason("wrong-script", " ".join(foreign))
    elif other := _other_language(original, translation, {source, target}, target):
        yield Reason("wrong-language", other)


def _other_language(original: str, translation: str, pair: set[str], target: str) -> str:
    """The language that it is in, when that is not the target; names that both have tell nothing."""
    names = {word for word in _WORD.findall(original) if word[0].isupper()}
    words = [word for word in _WORD.findall(without_links(translation)) if word not in names]
    if len(set(words)) < _ENOUGH_WORDS or target in UNKNOWN:
        return ""
    found = likelihoods(" ".join(words), {*OFFERED, *pair})
    return max(found, key=lambda tag: found[tag]) if found.get(target, 1) < _LANGUAGE_DOUBT else ""
