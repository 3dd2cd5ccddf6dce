"""Which language a parent wrote in: script first, then letters and words, with the languages of the home as a prior.

Nothing is guessed for show: a greeting, one word, Arabic in Latin letters or half a sentence of each says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from messages.languages import OFFERED
from messages.sentences import split_sentences
from messages.signs.langid import all_likelihoods
from messages.signs.scripts import share_in
from messages.signs.survival import without_links

#: A parent writes the home language, the second one or the school's far more often than any other.
_LIKELY, _OFFERED, _OTHER = 4.0, 1.5, 0.5

#: How sure one must be, and of how many words, to call it certain; and to name a language at all.
_CERTAIN, _CERTAIN_WORDS, _NAMED, _NAMED_LIKELY = 0.7, 3, 0.5, 0.3

#: A part is in another language when it has so many words and the main language is hardly likely in it.
_PART_WORDS, _HARDLY = 3, 0.05

#: From so many words on, each half of a text is looked at too.
_HALVES = 8

#: Cyrillic letters that only one of these homes' languages has.
_OWN_LETTERS = {"uk": frozenset("іїєґ"), "ru": frozenset("ыэё")}
_CYRILLIC = frozenset({"uk", "ru", "bg", "be", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "ba"})

#: Tigrinya and Amharic share a script; these letters and words are of one only.
_TIGRINYA, _AMHARIC = regex.compile(r"[ኣቐ-ቝኸ-ዅ]|\b(?:ናይ|እዩ|እየ)\b"), regex.compile(r"አ|\b(?:ነው|ናቸው|እና)\b")

#: Frequent in Papiamentu, and seldom together elsewhere; many plurals end in -nan.
_PAPIAMENTU = frozenset({
    "ta", "tin", "tabata", "bo", "yiu", "awe", "mañan", "danki", "masha", "ku", "pa", "di", "pasobra", "mester", "skol",
    "hopi", "unda", "kiko", "kuminsá", "fabor",
})  # fmt: skip
_PAPIAMENTU_SHARE = 0.15

_WORD = regex.compile(r"[\p{L}\p{M}'’ʼ\u200c-]*\p{L}[\p{L}\p{M}'’ʼ\u200c-]*")
_CLAUSE = regex.compile(r"(?<=[,;:،፡፣፤\n])")


@dataclass(frozen=True, slots=True)
class Identified:
    """A tag, None when unknown. `mixed`: the message is in several languages, and this is the main one."""

    language: str | None
    certain: bool = False
    mixed: bool = False


def identify(text: str, likely: Sequence[str] = ()) -> Identified:
    """The language of a message. `likely` are the tags of the home, best first, and of the school."""
    words = _WORD.findall(without_links(text))
    if not words:
        return Identified(None)
    main = _guess(words, likely)
    if main.language and any(_is_other(part, main.language, likely) for part in _parts(text, words)):
        return Identified(main.language, mixed=True)
    return main


def _guess(words: list[str], likely: Sequence[str]) -> Identified:
    plain = " ".join(words)
    if share_in(plain, "Ethi") > _CERTAIN:
        return _ethiopic(words, likely)
    language, weight = _best(plain, likely)
    if weight >= _CERTAIN and len(words) >= _CERTAIN_WORDS:
        return Identified(language, certain=language != "rif" or language in likely)
    found = _papiamentu_in(words)
    if found > 1 or (found and "pap" in likely):
        return Identified("pap", certain=found > 1 and "pap" in likely)
    if weight >= (_NAMED_LIKELY if language in likely else _NAMED):
        return Identified(language)
    return Identified(None)


def _best(plain: str, likely: Sequence[str]) -> tuple[str, float]:
    weights = _weights(plain, likely)
    language = max(weights, key=lambda tag: weights[tag])
    return language, weights[language] / sum(weights.values())


def _weights(plain: str, likely: Sequence[str]) -> dict[str, float]:
    letters = set(plain.casefold())
    owners = {tag for tag, own in _OWN_LETTERS.items() if own & letters}
    barred = _CYRILLIC - owners if owners else frozenset()
    return {
        tag: likelihood * _prior(tag, likely) * (_HARDLY if tag in barred else 1)
        for tag, likelihood in all_likelihoods(plain).items()
    }


def _prior(tag: str, likely: Sequence[str]) -> float:
    return _LIKELY if tag in likely else _OFFERED if tag in OFFERED else _OTHER


def _ethiopic(words: list[str], likely: Sequence[str]) -> Identified:
    """The home language, else as the letters say, else Tigrinya: most of these homes come from Eritrea."""
    plain = " ".join(words)
    homely = next((tag for tag in likely if tag in {"ti", "am"}), "")
    shown = "ti" if _TIGRINYA.search(plain) else "am" if _AMHARIC.search(plain) else ""
    return Identified(homely or shown or "ti", certain=len(words) >= _CERTAIN_WORDS and bool(homely or shown))


def _papiamentu_in(words: list[str]) -> int:
    """How many different words of it there are; 0 where they are too few among the others."""
    found = [word for word in words if word.casefold() in _PAPIAMENTU or word.endswith("nan")]
    return len(set(found)) if len(found) >= _PAPIAMENTU_SHARE * len(words) else 0


def _parts(text: str, words: list[str]) -> Iterator[list[str]]:
    """Clauses and halves that are long enough to tell."""
    parts = [_WORD.findall(clause) for piece in split_sentences(text) for clause in _CLAUSE.split(without_links(piece))]
    if len(words) >= _HALVES:
        parts += [words[: len(words) // 2], words[len(words) // 2 :]]
    yield from (part for part in parts if _PART_WORDS <= len(part) < len(words))


def _is_other(part: list[str], main: str, likely: Sequence[str]) -> bool:
    if _guess(part, likely).language in {None, main}:
        return False
    weights = _weights(" ".join(part), likely)
    return weights.get(main, 0.0) < _HARDLY * sum(weights.values())
