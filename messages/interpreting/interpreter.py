"""The careful way of a sentence through an engine: every fact stands in what is said, or a person decides.

Ways are tried from the one that reads best to the one that loses nothing, all sentences together, until a translation
bears the facts and the judge has nothing against it. Who was not satisfied is held, with the best that was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages.interpreting.attempts import Attempts, Judge
from messages.interpreting.glossary import Glossary
from messages.interpreting.ways import Masked, Raw, Sentence, Split, Way, prepare
from messages.languages import Language
from messages.protection.checks import isolated
from messages.protection.masks import DEFAULT_SHAPE, STAND_INS
from messages.reasons import Reason
from messages.translator import Tag, Translator, UnsupportedPair


@dataclass(frozen=True, slots=True)
class Wanted:
    """One sentence of the author, and the names of children, parents and staff that may stand in it."""

    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said, or why it is held; then `target` is the best attempt, for a person to mend, None without one.

    `score` is the mean log-probability of a token, None where no engine spoke. `way` is raw, masked or split,
    kept where there was nothing to translate, none where the engine failed at once.
    """

    target: str | None
    held: bool
    reasons: tuple[Reason, ...]
    score: float | None
    engine: str
    way: str


def interpret(
    translator: Translator,
    wanted: Sequence[Wanted],
    *,
    source: Tag,
    target: Tag,
    glossary: Glossary = Glossary(),  # noqa: B008  # frozen and empty
    judge: Judge,
    shape: str = DEFAULT_SHAPE,
) -> list[Verdict]:
    """A verdict on each, in order. `shape` is the mark that the packages copy best (see protection.masks).

    An engine that fails holds the sentences it was asked for. Raises UnsupportedPair.
    """
    route = translator.find_route(source, target)
    if route is None:
        raise UnsupportedPair(source, target)
    sentences = {one: prepare(one.text, one.names, glossary, source, target) for one in wanted}
    attempts = Attempts(translator, source, target, judge)
    for way, beam in _cascade(shape):
        attempts.make(way, beam, [one for one in dict.fromkeys(sentences.values()) if attempts.wanted(one)])
    return [_verdict(sentences[one], attempts, str(route)) for one in wanted]


def _cascade(shape: str) -> Iterator[tuple[Way, int]]:
    """From what reads best to what loses nothing."""
    other = STAND_INS if shape != STAND_INS else DEFAULT_SHAPE
    yield from ((Raw(), 2), (Masked(shape), 2), (Masked(other), 2))
    yield from ((Raw(), 4), (Masked(shape), 4), (Split(), 2))


def _verdict(sentence: Sentence, attempts: Attempts, engine: str) -> Verdict:
    if not sentence.has_words:
        return Verdict(sentence.whole(sentence.as_said), held=False, reasons=(), score=None, engine="", way="kept")
    best, failed = attempts.best(sentence), (Reason("engine-failed"),) * attempts.failed(sentence)
    if best is None:
        return Verdict(None, held=True, reasons=failed, score=None, engine=engine, way="none")
    core = isolated(sentence.items, best.core, Language(attempts.target))
    reasons = best.reasons + failed
    return Verdict(sentence.whole(core), bool(reasons), reasons, best.score, engine, best.way)
