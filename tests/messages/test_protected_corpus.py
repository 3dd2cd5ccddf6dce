"""Five hundred messages through translators: no fact, underscore, line break or emoji is lost, or a person decides."""

from __future__ import annotations

import zipfile
from collections import Counter

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from messages import quality
from messages.argos import ArgosTranslator
from messages.interpreting.attempts import Judge
from messages.interpreting.interpreter import Verdict, Wanted, interpret
from messages.protection.items import EMOJI
from messages.reasons import Reason
from messages.sentences import split_sentences, worth_translating
from messages.translator import Translator
from tests.messages.protected_corpus import NAMES, Example, build
from tests.messages.translators import NastyTranslator
from tests.packages import package_file

CORPUS = build()


def facts_only(original: str, translation: str, score: float | None, *, source: str, target: str) -> tuple[Reason, ...]:
    """A judge who leaves all to the comparison of facts."""
    return ()


def say(translator: Translator, target: str, judge: Judge = facts_only) -> list[tuple[str, bool]]:
    """Each message as it would read, and whether a sentence of it is held."""
    pieces = [(example, split_sentences(example.text)) for example in CORPUS]
    wanted = [Wanted(piece, example.names) for example, parts in pieces for piece in parts if worth_translating(piece)]
    verdicts = dict(zip(wanted, interpret(translator, wanted, source="nl", target=target, judge=judge), strict=True))
    return [_whole([verdicts.get(Wanted(part, example.names)) or part for part in parts]) for example, parts in pieces]


def _whole(parts: list[Verdict | str]) -> tuple[str, bool]:
    texts = [part if isinstance(part, str) else part.target or "" for part in parts]
    return "".join(texts), any(part.held for part in parts if isinstance(part, Verdict))


def lost(example: Example, said: str) -> list[str]:
    """What of the example does not stand in what is said, counted as plain text."""
    gone = [fact for fact in (*example.facts, "_", "\n") if said.count(fact) < example.text.count(fact)]
    return gone + list((_emoji(example.text) - _emoji(said)).elements())


def _emoji(text: str) -> Counter[str]:
    return Counter(regex.findall(EMOJI, text))


def test_corpus_is_large_and_various() -> None:
    kinds = {fact for example in CORPUS for fact in example.facts}

    assert (len(CORPUS), len({example.text for example in CORPUS}), len(kinds)) == (500, 386, 80)


@pytest.mark.parametrize("target", ["en", "tr", "ar"])
def test_a_nasty_translator_loses_nothing_unnoticed(target: str) -> None:
    messages = say(NastyTranslator(target=target), target)

    said = [(example, text) for example, (text, held) in zip(CORPUS, messages, strict=True) if not held]
    assert len(said) > 300
    assert {text: gone for example, text in said if (gone := lost(example, text))} == {}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> ArgosTranslator:
    folder = tmp_path_factory.mktemp("packages")
    for source, target in (("nl", "en"), ("en", "tr")):
        with zipfile.ZipFile(package_file(source, target)) as package:
            package.extractall(folder)
    return ArgosTranslator(folder, memory_mb=100)


@pytest.mark.parametrize(("judge", "least"), [(facts_only, 200), (quality.judge, 0)])
@pytest.mark.parametrize("target", ["en", "tr"])
def test_a_real_engine_loses_nothing_unnoticed(engine: ArgosTranslator, target: str, judge: Judge, least: int) -> None:
    messages = say(engine, target, judge)

    said = [(example, text) for example, (text, held) in zip(CORPUS, messages, strict=True) if not held]
    assert len(said) > least
    assert {text: gone for example, text in said if (gone := lost(example, text))} == {}


WORDS = st.sampled_from([fact for example in CORPUS for fact in example.facts] + ["Wij", "lezen", "samen", "met", "om"])


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from([" ", ", ", "\n"]), st.integers(0, 10))
def test_any_mixture_survives_or_is_held(words: list[str], glue: str, mood: int) -> None:
    wanted = [Wanted(glue.join(words), NAMES)]

    (verdict,) = interpret(NastyTranslator(mood=mood), wanted, source="nl", target="en", judge=facts_only)

    assert verdict.held or _protected(verdict.target or "") == _protected(wanted[0].text)


def _protected(text: str) -> Counter[str]:
    """What may not change in number, told letter by letter: digits, underscores, line breaks, signs."""
    return Counter(regex.findall(r"[\d_\n@#€$%{}<>+]", text)) + _emoji(text)
