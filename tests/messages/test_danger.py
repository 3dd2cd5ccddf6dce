"""Words that point to danger, in twenty languages, on sentences that say so and on sentences that only sound like it.

`danger_set.tsv` is what the lists were made with. The others were measured before any word was added for them, the last
two by who had mended the lists just before; what was missed then is in the lists now, so none is a measure of today:

- `danger_held_out.tsv`: 31 of 38 found, no false alarm among 37.
- `danger_usual_words.tsv`, plain sentences of the usual kind: 38 of 40 found, 2 false alarms among 40.
- `danger_other_words.tsv`, told in words nobody had thought of: 17 of 80 found, 4 false alarms among 80.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.danger import dangerous_in, points_to_danger
from messages.languages import OFFERED
from messages.phrases import catalogue_wordings, spoken

_HERE = Path(__file__).parent


def read(name: str) -> list[tuple[str, bool, str]]:
    """Language, whether it is danger, sentence."""
    lines = (line.split("\t") for line in (_HERE / name).read_text("utf-8").splitlines())
    return [(tag, label == "danger", text) for tag, label, text in lines]


KNOWN = read("danger_set.tsv")
MEASURED = ("danger_held_out.tsv", "danger_usual_words.tsv", "danger_other_words.tsv")

#: A toy pistol is a pistol to a list of words: a colleague looks, and all is well.
FALSE_ALARMS = {"Is het pistool van het carnavalspak verboden op school?"}


def test_lists_exist_for_every_language_we_offer() -> None:
    assert dangerous_in() == set(OFFERED)


def test_set_has_enough_of_both_in_every_language() -> None:
    least = dict.fromkeys(OFFERED, 4) | dict.fromkeys(("nl", "en", "ar", "tr", "pl"), 10)
    counts = Counter((tag, danger) for tag, danger, _ in KNOWN)

    assert [key for key in counts if counts[key] < least[key[0]]] == []
    assert {tag for tag, _ in counts} == set(OFFERED)


@pytest.mark.parametrize("tag", OFFERED)
def test_sentences_of_the_set_are_told_apart(tag: str) -> None:
    sentences = [(danger, text) for language, danger, text in KNOWN if language == tag]

    wrong = {text for danger, text in sentences if points_to_danger(text, [tag]) is not danger}

    assert wrong <= FALSE_ALARMS


@pytest.mark.parametrize("name", MEASURED)
def test_sentences_that_were_measured_are_told_apart_since(name: str) -> None:
    found = Counter((danger, points_to_danger(text, [tag])) for tag, danger, text in read(name))

    assert found[True, True] / (found[True, True] + found[True, False]) >= 0.95
    assert found[True, True] / (found[True, True] + found[False, True]) >= 0.95


@pytest.mark.parametrize("tag", sorted(spoken()))
def test_what_the_school_itself_says_is_hardly_ever_taken_for_danger(tag: str) -> None:
    """Some 250 sentences about school in each language; one asks whether somebody is in danger."""
    said = [form for wording in catalogue_wordings(tag) for form in wording.forms]

    called = [form for form in said if points_to_danger(form, [tag])]

    assert len(called) <= 2, called


@pytest.mark.parametrize(
    "text",
    [
        "MIJN MAN SLAAT MIJ",
        "mijn man slaaaaat mij",
        "Mijn man... slaat mij.",
        "Hij zegt: “mijn man slaat mij”!!!",
        "Dag juf, mijn man slaat mij😢 wat moet ik doen",
        "mijn man\u200b slaat\nmij",
    ],
)
def test_capitals_marks_and_drawn_out_letters_make_no_difference(text: str) -> None:
    assert points_to_danger(text, [])


@pytest.mark.parametrize(
    "text",
    [
        "Hij houdt van zijn vader. Slaan doet hij de bal.",
        "Mijn vader is lief",
        "De man in het boek ligt al heel lang te slapen en de klok slaat",
        "Wij maken doodleuke dingen",
        "",
        "🎉",
    ],
)
def test_words_of_two_sentences_or_far_apart_are_not_joined(text: str) -> None:
    assert not points_to_danger(text, ["nl"])


def test_accents_are_left_out_on_many_telephones() -> None:
    assert points_to_danger("Maz mnie bije", ["pl"])
    assert points_to_danger("İMDAT", ["tr"])
    assert points_to_danger("la aguanto? ya no aguanto mas", ["es"])
    assert points_to_danger("زوجي يَضْرِبُني", ["ar"])


def test_letter_that_is_rightly_written_three_times_is_kept() -> None:
    assert points_to_danger("Tata bate copiii", ["ro"])


def test_dutch_and_english_are_read_whatever_the_home_language_is() -> None:
    assert points_to_danger("My husband beats me", ["ti"])
    assert points_to_danger("Mijn man slaat mij", ["xx"])
    assert not points_to_danger("Kocam beni dövüyor", ["pl"])


@given(st.text(max_size=300), st.sampled_from(OFFERED))
def test_any_text_is_read(text: str, tag: str) -> None:
    assert points_to_danger(text, [tag]) in {True, False}


@pytest.mark.parametrize("text", ["\ud800", "a" * 5000, "slaat " * 80, ".. " * 150, "\x00", "هه" * 2000])
def test_odd_and_long_text_is_read(text: str) -> None:
    assert points_to_danger(text, OFFERED) in {True, False}
