"""How easy the Dutch and the English are to read: `python -m tests.locales.readability` prints the figures.

Reading ease from 0 to 100 by Flesch (1948) for English and Douma (1960) for Dutch, from words a sentence and syllables
a word. Syllables are counted as groups of vowels, in English without a silent e at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

import regex

from messages.phrases import catalogue_wordings
from messages.sentences import split_sentences
from messages.tips import tip_wordings

#: Where Flesch and Douma begin "standard": what somebody reads who left school at fifteen. B1 is at least that.
STANDARD = 60

_WORD = regex.compile(r"\p{L}+(?:['’]\p{L}+)*")
_SYLLABLES = {"nl": regex.compile("[aeiouyáéëïöü]+"), "en": regex.compile("[aeiouy]+(?!(?<=[^aeiouyl]e)$)")}
_PLACEHOLDER = regex.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Ease:
    """Of a text: words in its sentences, syllables in its words, and the reading ease that follows from both."""

    language: str
    longest_sentence: int
    words_a_sentence: float
    syllables_a_word: float

    @property
    def score(self) -> float:
        """From 0, for scholars, to 100, for children of eleven."""
        if self.language == "nl":
            return 206.84 - 77 * self.syllables_a_word - 0.93 * self.words_a_sentence
        return 206.835 - 84.6 * self.syllables_a_word - 1.015 * self.words_a_sentence


def measure(language: str, texts: Iterable[str]) -> Ease:
    """Of these texts together, with a name in place of each fact."""
    sentences = [
        _WORD.findall(sentence) for text in texts for sentence in split_sentences(_PLACEHOLDER.sub("Noor", text))
    ]
    lengths = [len(words) for words in sentences if words]
    syllables = [count_syllables(language, word) for words in sentences for word in words]
    return Ease(language, max(lengths), mean(lengths), mean(syllables))


def count_syllables(language: str, word: str) -> int:
    """At least one."""
    return max(1, len(_SYLLABLES[language].findall(word.lower())))


def catalogue_texts(language: str) -> list[str]:
    """The sentences that are whole: what stands on buttons and in lists has no end and no length to measure."""
    forms = [form for wording in catalogue_wordings(language) for form in wording.forms]
    return [form for form in forms if form[-1] in ".?!:"]


def tip_texts(language: str) -> dict[str, list[str]]:
    """Why, do and more of each tip."""
    return {key: [part.forms[0] for part in parts[1:]] for key, parts in tip_wordings(language).items()}


def main() -> None:
    """Print a line for each language and kind of text."""
    for language in ("nl", "en"):
        tips = [text for texts in tip_texts(language).values() for text in texts]
        for kind, texts in (("catalogue", catalogue_texts(language)), ("tips", tips)):
            ease = measure(language, texts)
            print(f"{language} {kind:10} ease {ease.score:5.1f}, {ease.words_a_sentence:4.1f} words a sentence", end="")
            print(f" (longest {ease.longest_sentence}), {ease.syllables_a_word:.2f} syllables a word")


if __name__ == "__main__":
    main()
