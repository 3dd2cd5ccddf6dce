"""Ways to get a sentence through an engine."""

from __future__ import annotations

import pytest

from messages.interpreting.glossary import Glossary
from messages.interpreting.ways import Masked, Raw, Sentence, Split, prepare
from messages.protection.items import Item, Kind
from messages.protection.margins import Margins

GLOSSARY = Glossary(fixed={"ouderavond": "parents' evening"}, plain={"hoofdluis": "luizen"})


def sentence(text: str, *names: str, target: str = "en") -> Sentence:
    return prepare(text, names, GLOSSARY, "nl", target)


def test_prepare_makes_a_sentence_ready() -> None:
    assert sentence("- Ouderavond  met Noor op 12 maart: hoofdluis 🎉\n", "Noor") == Sentence(
        Margins("- ", "Ouderavond met Noor op 12 maart: luizen", " 🎉\n"),
        (
            Item(0, 10, Kind.TERM, "Ouderavond", "Parents' evening"),
            Item(15, 19, Kind.NAME, "Noor", "Noor"),
            Item(23, 31, Kind.DATE, "12 maart", "12 March"),
        ),
        "en",
    )


@pytest.mark.parametrize(("text", "has_words"), [("Kom om 14:30", True), ("14:30 – Noor", False), ("🎉", False)])
def test_has_words_beside_the_facts(text: str, has_words: bool) -> None:
    assert sentence(text, "Noor").has_words is has_words


@pytest.mark.parametrize(
    ("text", "raw", "masked", "split"),
    [
        ("Kom je ook?", ["Kom je ook?"], [], []),
        ("Noor komt om 14:30.", ["Noor komt om 14:30."], ["{0} komt om {1}."], ["komt om"]),
        ("Mail a_b@x.nl, of bel", [], ["Mail {0}, of bel"], ["Mail", "of bel"]),
        ("Noor's moeder (3) komt.", ["Noor's moeder (3) komt."], ["{0}'s moeder ({1}) komt."], ["moeder", "komt."]),
        ("a_b en {0} {", [], ["{0} en {1} {2}"], ["en"]),
    ],
)
def test_ways_ask_for_what_an_engine_should_see(text: str, raw: list[str], masked: list[str], split: list[str]) -> None:
    ready = sentence(text, "Noor")

    assert Raw().ask(ready) == raw
    assert Masked("{0}").ask(ready) == masked
    assert Split().ask(ready) == split


def test_raw_is_what_the_engine_said() -> None:
    assert Raw().compose(sentence("Kom"), ["Come"]) == "Come"


def test_masked_puts_the_facts_back_or_declines() -> None:
    ready = sentence("Ouderavond om 14:30")

    assert Masked("{0}").compose(ready, ["At {1}: {0}"]) == "At 14:30: Parents' evening"
    assert Masked("{0}").compose(ready, ["At {1}"]) is None


@pytest.mark.parametrize(
    ("text", "said", "target", "whole"),
    [
        ("Noor komt om 14:30.", ["Comes at."], "en", "Noor comes at 14:30."),
        ("Noor's moeder (3) komt.", ["Mother.", "Comes."], "en", "Noor's mother (3) comes."),
        ("In groep 3a zit Noor", ["In group", "Sits"], "en", "In group 3a sits Noor"),
        ("Op 3 juni in de klas.", ["Am", "In der Klasse."], "de", "Am 3. Juni In der Klasse."),
        ("Kom 3 keer in 2 dagen", ["Gel", "Kere içinde", "İki gün"], "tr", "Gel 3 kere içinde 2 iki gün"),
    ],
)
def test_split_joins_stretches_and_facts_in_order(text: str, said: list[str], target: str, whole: str) -> None:
    assert Split().compose(sentence(text, "Noor", target=target), said) == whole
