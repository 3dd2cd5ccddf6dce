"""One thing has one word: what `locales/terms.yaml` calls it, in every sentence and tip of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
import yaml

from messages.exchange.wordings import Wording
from messages.phrases import LOCALES, catalogue_wordings
from messages.tips import tip_wordings
from tests.locales.reading import TAGS

TERMS: dict[str, dict[str, list[str]]] = yaml.safe_load((LOCALES / "terms.yaml").read_text("utf-8"))
OTHERS = [tag for tag in TAGS if tag != "en"]

#: The English words that the term stands for, where it is not just the word and its plural.
_ENGLISH = {"invitation": r"invit(?:es|ations?)", "message": r"(?<!voice )messages?"}

#: In a tip a letter may be one of the alphabet, an answer anything that a child says, and the child who speaks unnamed.
_IN_TIPS = {"language": "languages?", "school": "school"}

#: Tips that leave a term out, and why.
_LEFT_OUT = {("rif", "school", "reading_together/signs-on-the-way"): "It says 'on the way' without saying where to."}


def test_every_term_has_a_word_in_every_language() -> None:
    assert [(term, tag) for term, said in TERMS.items() for tag in OTHERS if not said.get(tag)] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_sentence_says_the_words_of_its_terms(tag: str) -> None:
    english = {term: _ENGLISH.get(term, f"{term}s?") for term in TERMS}

    assert list(_missing(tag, english, [[wording] for wording in catalogue_wordings(tag)])) == []


@pytest.mark.parametrize("tag", OTHERS)
def test_tip_says_the_words_of_its_terms(tag: str) -> None:
    lacking = {
        (tag, term, key) for key, tip in tip_wordings(tag).items() for term, *_ in _missing(tag, _IN_TIPS, [tip])
    }

    assert lacking == {found for found in _LEFT_OUT if found[0] == tag}


def _missing(tag: str, terms: dict[str, str], texts: Iterable[list[Wording]]) -> Iterator[tuple[str, str, str]]:
    for wordings in texts:
        english = _bare(wording.english[-1] for wording in wordings)
        said = _bare(form for wording in wordings for form in wording.forms)
        for term, pattern in terms.items():
            if re.search(rf"\b{pattern}\b", english) and not any(word in said for word in TERMS[term][tag]):
                yield term, english, said


def _bare(texts: Iterable[str]) -> str:
    """Without facts, such as {teacher}, and in small letters."""
    return re.sub(r"\{\w+\}", "", " ".join(texts)).lower()
