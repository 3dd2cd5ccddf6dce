"""What an engine was asked for the sentences of one job, what it answered, and the best of it for each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from messages.interpreting.ways import Sentence, Way
from messages.protection.checks import check_facts, without
from messages.protection.masks import between
from messages.reasons import Reason
from messages.translator import EngineFailed, Said, Tag, Translator

#: Texts a call. An engine that fails on one text takes no more than these with it.
_BATCH = 256

_ABOUT_FACTS = frozenset({"missing-item", "new-number", "glossary"})


class Judge(Protocol):
    """As messages.quality.judge: what speaks against a translation."""

    def __call__(
        self, original: str, translation: str, score: float | None, *, source: str, target: str
    ) -> tuple[Reason, ...]:
        """Empty when it may be said."""
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """One translation of a core, and what speaks against it."""

    core: str
    reasons: tuple[Reason, ...]
    score: float
    way: str

    @property
    def rank(self) -> tuple[int, int, float]:
        """The lower, the better: a person mends words more easily than facts."""
        return sum(reason.code in _ABOUT_FACTS for reason in self.reasons), len(self.reasons), -self.score


class Attempts:
    """Every distinct text is asked once for each beam."""

    def __init__(self, translator: Translator, source: Tag, target: Tag, judge: Judge) -> None:
        """For one pair of languages."""
        self.source, self.target = source, target
        self._translator, self._judge = translator, judge
        self._answers: dict[tuple[str, int], Said | None] = {}
        self._best: dict[Sentence, Attempt] = {}
        self._failed: set[Sentence] = set()

    def wanted(self, sentence: Sentence) -> bool:
        """Whether another attempt makes sense: it has words, and none was good yet."""
        best = self._best.get(sentence)
        return sentence.has_words and sentence not in self._failed and (best is None or bool(best.reasons))

    def make(self, way: Way, beam: int, sentences: Iterable[Sentence]) -> None:
        """Put all of them to the engine this way; the better attempt stays."""
        asked = {sentence: texts for sentence in sentences if (texts := way.ask(sentence))}
        self._ask([text for texts in asked.values() for text in texts], beam)
        for sentence, texts in asked.items():
            said = [answer for text in texts if (answer := self._answers[text, beam])]
            if len(said) < len(texts):
                self._failed.add(sentence)
            elif (core := way.compose(sentence, [one.text for one in said])) is not None:
                self._keep(sentence, self._weighed(sentence, core, min(one.score for one in said), way))

    def best(self, sentence: Sentence) -> Attempt | None:
        """The one that rank prefers; None before any could be put together."""
        return self._best.get(sentence)

    def failed(self, sentence: Sentence) -> bool:
        """Whether the engine broke down on it."""
        return sentence in self._failed

    def _ask(self, texts: Iterable[str], beam: int) -> None:
        new = [text for text in dict.fromkeys(texts) if (text, beam) not in self._answers]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            said = self._translated(batch, beam)
            self._answers.update({(text, beam): answer for text, answer in zip(batch, said, strict=True)})

    def _translated(self, batch: list[str], beam: int) -> Sequence[Said | None]:
        try:
            return self._translator.translate_many(batch, self.source, self.target, beam=beam)
        except EngineFailed:
            return [None] * len(batch)

    def _keep(self, sentence: Sentence, attempt: Attempt) -> None:
        best = self._best.get(sentence)
        if best is None or attempt.rank < best.rank:
            self._best[sentence] = attempt

    def _weighed(self, sentence: Sentence, core: str, score: float, way: Way) -> Attempt:
        """The facts are compared here; the judge sees the words between them, of which none may have stayed."""
        words = "".join(between(sentence.core, sentence.items))
        said = without(sentence.items, core)
        judged = self._judge(words, said, score, source=self.source, target=self.target)
        reasons = dict.fromkeys((*check_facts(sentence.items, core), *judged))
        return Attempt(core, tuple(reasons), score, way.name)
