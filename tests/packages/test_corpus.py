"""The sentences that the packages learn from, and those that they are measured by."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.packages.corpus import Sentence, corpus, pairs

_SUM = """
import hashlib
from tests.packages.corpus import corpus
print(hashlib.sha256(repr(corpus()).encode()).hexdigest())
"""


def test_corpus_is_the_same_in_every_process() -> None:
    here = hashlib.sha256(repr(corpus()).encode()).hexdigest()

    elsewhere = subprocess.run(
        [sys.executable, "-c", _SUM],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert elsewhere.stdout.strip() == here


def test_corpus_says_nothing_twice() -> None:
    assert [texts for texts, count in Counter(sentence.texts for sentence in corpus()).items() if count > 1] == []


def test_corpus_is_large_enough_to_learn_from() -> None:
    assert len(corpus()) > 9000
    assert 400 < sum(sentence.held_out for sentence in corpus()) < 600


def test_no_slot_is_left_open() -> None:
    assert [sentence for sentence in corpus() if re.search(r"[<>|\n]|  ", " / ".join(sentence.texts))] == []


def test_masks_and_numbers_are_the_same_on_all_sides() -> None:
    assert [sentence for sentence in corpus() if len({str(_facts(text)) for text in sentence.texts}) > 1] == []


@pytest.mark.parametrize("pair", [("nl", "en"), ("en", "tr"), ("tr", "en"), ("en", "nl")], ids="_".join)
def test_held_out_sentences_are_not_learnt(pair: tuple[str, str]) -> None:
    learnt = {text for text, _ in pairs(*pair)}

    assert learnt.isdisjoint(text for text, _ in pairs(*pair, held_out=True))


def test_pairs_run_in_the_direction_that_they_are_asked_for() -> None:
    assert ("Mijn kind is ziek.", "My child is ill.") in pairs("nl", "en")
    assert ("My child is ill.", "Çocuğum hasta.") in pairs("en", "tr")
    assert ("Çocuğum hasta.", "My child is ill.") in pairs("tr", "en")
    assert ("My child is ill.", "Mijn kind is ziek.") in pairs("en", "nl")


def test_a_sentence_for_one_way_only_is_not_learnt_the_other_way() -> None:
    assert ("Morgen zwemles.", "Swimming lesson tomorrow.") in pairs("nl", "en")
    assert "Swimming lesson tomorrow." not in dict(pairs("en", "nl"))


def test_turkish_sentences_begin_with_a_turkish_capital() -> None:
    assert Sentence(("Ga naar binnen.", "Go inside.", "İçeri girin.")) in corpus()


def _facts(text: str) -> list[str]:
    return sorted(re.findall(r"\{\d\}|\d+", text))
