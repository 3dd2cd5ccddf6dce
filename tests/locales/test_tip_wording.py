"""What the tips say in Dutch and English: easy to read (B1), at no cost, and nothing that a parent is told to do."""

from __future__ import annotations

import re
from statistics import mean

import pytest

from tests.locales.tip_files import Line, lines_in

MOST_WORDS = 15  # in one sentence
MOST_WORDS_ON_AVERAGE = 10

#: No instruction of the parent; no homework; nothing to buy; nothing that only some homes have, eat or celebrate.
_UNWANTED = {
    "nl": """moet moeten verplicht huiswerk geld euro betaal betaalt betalen koop koopt kopen kost kosten prijs
        kerst kerstmis sinterklaas pasen varken varkensvlees spek bier wijn auto tuin huisdier vader moeder papa mama
        hij hem haar""",
    "en": """must should homework money euro pay pays paying buy buys buying cost costs price
        christmas santa easter pork bacon beer wine car garden pet father mother dad mum
        he she his""",
}

each_language = pytest.mark.parametrize("language", sorted(_UNWANTED))


@each_language
def test_sentence_is_short(language: str) -> None:
    long = [said for line in lines_in(language) for said in _sentences(line) if len(said.split()) > MOST_WORDS]

    assert long == []


@each_language
def test_sentences_are_short_on_average(language: str) -> None:
    lengths = [len(said.split()) for line in lines_in(language) for said in _sentences(line)]

    assert mean(lengths) <= MOST_WORDS_ON_AVERAGE


@each_language
def test_tip_has_no_unwanted_word(language: str) -> None:
    unwanted = set(_UNWANTED[language].split())

    assert [line for line in lines_in(language) if unwanted & _words(line)] == []


@pytest.mark.parametrize(("language", "named"), [("nl", "(?:taal|talen)"), ("en", "languages?")])
def test_tip_welcomes_every_language(language: str, named: str) -> None:
    tips = {line.where.split()[0] for line in lines_in(language)} - {"theme"}
    welcoming = {line.where.split()[0] for line in lines_in(language) if re.search(rf"{named}\b", line.text)}

    assert sorted(tips - welcoming) == []


def test_dutch_speaks_to_the_parent_politely() -> None:
    # Children say "jij" in quotations; the name of a game may say it too.
    bare = [Line(line.where, "nl", re.sub(r'"[^"]*"', "", line.text)) for line in lines_in("nl")]

    familiar = {"jij", "jou", "jouw", "jullie"}
    assert [line for line in bare if familiar & _words(line) and not line.where.endswith("title")] == []


def _sentences(line: Line) -> list[str]:
    return re.split(r'(?<=[.!?])"?\s+', line.text)


def _words(line: Line) -> set[str]:
    return set(re.findall(r"[\w']+", line.text.lower()))
