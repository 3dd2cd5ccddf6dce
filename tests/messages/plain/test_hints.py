"""Hints for plain writing: each kind, and how many of a labelled list are found without a false alarm."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import messages
from messages.plain.hints import Hint, hints

_SET = Path(__file__).with_name("plain_set.tsv")
_RULES = Path(messages.__file__).parent / "plain"

_NOT_EVERY_PARENT = "Niet elke ouder kent dit woord. Schrijf liever “{}”."


def labelled() -> list[tuple[str, frozenset[str], str]]:
    """Language, the kinds of hint it should get, and the sentence."""
    with _SET.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(language, frozenset(kinds.split(",")) - {""}, sentence) for language, kinds, sentence in lines]


def kinds_in(sentence: str, language: str) -> set[str]:
    return {hint.kind for hint in hints(sentence, language)}


def test_hints_point_at_what_they_are_about_and_say_a_better_way() -> None:
    text = "Dag allemaal.\nDe ib'er heeft een handelingsplan."

    assert hints(text, "nl") == [
        Hint(
            17, 22, "abbreviation", "ib'er", "Schrijf het woord uit: “juf of meester die helpt als leren moeilijk is”."
        ),
        Hint(33, 47, "jargon", "handelingsplan", _NOT_EVERY_PARENT.format("plan om uw kind te helpen")),
    ]


@pytest.mark.parametrize(
    ("sentence", "language", "kind", "found"),
    [
        ("Graag thuis laten.", "nl", "agent", "Graag thuis laten"),
        ("Niet parkeren!", "nl", "agent", "Niet parkeren"),
        ("Wordt het boek om 9:15 gehaald?", "nl", "passive", "Wordt het boek om 9:15 gehaald"),
        ("Ik wil dat het boek gehaald wordt.", "nl", "passive", "gehaald wordt"),
        ("De MR komt.", "nl", "abbreviation", "MR"),
        ("Onze weektaken zijn klaar.", "nl", "jargon", "weektaken"),
        ("Wij gaan aan  de slag.", "nl", "idiom", "aan  de slag"),
        ("HEEL GOED GEDAAN", "nl", "capitals", "HEEL GOED GEDAAN"),
        ("It isn’t good without you.", "en", "double-negation", "isn’t good without"),
        ("The forms are carefully kept by Ruth.", "en", "passive", "are carefully kept"),
    ],
)
def test_hints_find_every_form(sentence: str, language: str, kind: str, found: str) -> None:
    assert [(hint.kind, hint.found) for hint in hints(sentence, language)] == [(kind, found)]


@pytest.mark.parametrize("words", [15, 16, 20, 21])
def test_hints_on_length_grow_stronger(words: int) -> None:
    expected = {15: set(), 16: {"long"}, 20: {"long"}, 21: {"very-long"}}

    assert kinds_in(" ".join(["boom"] * words) + ".", "nl") == expected[words]


def test_hints_on_length_count_a_link_as_nothing() -> None:
    assert kinds_in(" ".join(["boom"] * 15) + " https://school.example/a-b-c", "nl") == set()


def test_hints_write_capitals_small_and_a_sentence_with_one() -> None:
    found = [hint.better for hint in hints("Dag. VERGEET de jas NIET, is BELANGRIJK.", "nl")]

    assert found == [
        f"Hoofdletters lezen als schreeuwen en vertalen slecht. Schrijf “{word}”." for word in ("Vergeet", "belangrijk")
    ]


def test_hints_count_the_instructions_of_a_sentence() -> None:
    found = hints("Kom op tijd, neem een doos mee en bel even.", "nl")

    assert [(hint.kind, hint.better) for hint in found] == [
        ("instructions", "Hier staan 3 opdrachten in één zin. Geef elke opdracht een eigen zin.")
    ]


def test_hints_about_one_word_are_one() -> None:
    found = hints("Wij doen remedial teaching en begrijpend lezen.", "nl")

    assert [hint.found for hint in found] == ["remedial teaching", "begrijpend lezen"]


@pytest.mark.parametrize("language", ["tr", "zh-Hans", "../nl", ""])
def test_hints_are_none_where_nobody_wrote_rules(language: str) -> None:
    assert hints("I.v.m. DE STUDIEDAG", language) == []


@pytest.mark.parametrize(("language", "sentence"), [line[::2] for line in labelled() if not line[1]])
def test_hints_are_silent_about_a_plain_sentence(language: str, sentence: str) -> None:
    assert hints(sentence, language) == []


def test_hints_find_most_of_what_is_hard_and_nothing_else() -> None:
    pairs = [(wanted, kinds_in(sentence, language)) for language, wanted, sentence in labelled()]

    right = sum(len(wanted & found) for wanted, found in pairs)
    assert sum(len(found - wanted) for wanted, found in pairs) == 0
    assert right / sum(len(wanted) for wanted, _ in pairs) >= 0.88


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["nl", "en"]))
def test_hints_of_anything_point_into_the_text(text: str, language: str) -> None:
    assert [text[hint.start : hint.end] for hint in hints(text, language)] == [
        hint.found for hint in hints(text, language)
    ]


@pytest.mark.parametrize(
    ("language", "least"),
    [("nl", {"jargon": 80, "idiom": 60, "abbreviation": 40}), ("en", {"jargon": 40, "idiom": 30, "abbreviation": 15})],
)
def test_rules_are_many_and_each_has_something_better(language: str, least: dict[str, int]) -> None:
    rules = yaml.safe_load((_RULES / f"{language}.yaml").read_text("utf-8"))

    assert {kind: len(rules[kind]) >= count for kind, count in least.items()} == dict.fromkeys(least, True)
    for kind in ("jargon", "idiom", "abbreviation", "difficult", "noun", "agent"):
        assert [phrase for phrase, better in rules[kind].items() if not isinstance(better, str) or not better] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_rules_never_advise_what_they_warn_of(language: str) -> None:
    rules = yaml.safe_load((_RULES / f"{language}.yaml").read_text("utf-8"))
    better = [text for kind in ("jargon", "idiom", "abbreviation", "difficult") for text in rules[kind].values()]

    assert {text: kinds_in(text, language) & {"jargon", "idiom", "abbreviation", "difficult"} for text in better} == {
        text: set() for text in better
    }
