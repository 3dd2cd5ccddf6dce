"""How the lines of words that point to danger are read, and that no word stands in them so that nothing finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
import yaml

from messages.danger import points_to_danger
from messages.danger_lines import even, pattern_of
from messages.languages import OFFERED
from messages.phrases import LOCALES

LISTS = yaml.safe_load((LOCALES / "danger.yaml").read_text("utf-8"))


def finds(line: str, text: str) -> bool:
    return re.search(pattern_of(line, {"kid": "son|baby girl"}), even(text)) is not None


@pytest.mark.parametrize(
    ("line", "found", "not_found"),
    [
        ("want … to (die|be dead)", ["I want to die", "want so much to be dead"], ["want to be", "dead", "to die"]),
        ("self harm*", ["self-harming"], ["self", "harm"]),
        ("lost (my|our) {kid}", ["Lost our baby girl!"], ["lost my girl", "lost. my son"]),
        ("({kid}|pet) … gone", ["the pet is gone", "my son, he has gone"], ["my son he went and has gone"]),
        ("klap … *slag … nu .", ["klap of vuistslag, nu!"], ["klap, slagen nu", "klap en slag nu nog"]),
        ("cant anymore .", ["I can't anymore!", "can’t… anymore"], ["cant anymore wait"]),
        ("被 … (打|虐 待)", ["孩子被他打了", "被人虐待"], ["被。打"]),
    ],
)
def test_line_finds_what_it_says(line: str, found: list[str], not_found: list[str]) -> None:
    assert [text for text in [*found, *not_found] if finds(line, text)] == found


@pytest.mark.parametrize("line", ["die|be dead", "want … die|be dead", "cant|cannot .", "(a|b) {kid}|c", "{kid}|c d"])
def test_line_that_reads_two_ways_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"reads two ways: put each choice in brackets"):
        pattern_of(line, {"kid": "son"})


@pytest.mark.parametrize("line", ["(a|b", "a|b)", "(a … b)", "((a|b)|c)", "a) (b"])
def test_brackets_without_their_pair_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="brackets without their pair, in one another, or with a … between them"):
        pattern_of(line, {})


def written_out(line: str, sets: Mapping[str, str]) -> Iterator[str]:
    """The line once for each word of each choice, with the first word of the other choices, and a letter for a star."""
    pieces = (f"({piece.strip()})" if "|" in piece and "(" not in piece else piece for piece in line.split("…"))
    bracketed = re.sub(r"\([^()]*\)|\{\w+\}", lambda found: f"({found[0].strip('()')})", " ".join(pieces))
    choices = [part.split("|") for part in re.split(r"[()]", bracketed.format_map(sets))]
    for place, choice in enumerate(choices):
        for words in choice:
            chosen = [first for first, *_ in choices[:place]] + [words] + [first for first, *_ in choices[place + 1 :]]
            yield " ".join(" ".join(chosen).replace("*", "x").replace(" .", "").split())


def test_line_is_written_out_with_each_of_its_words() -> None:
    assert set(written_out("({kid}|pet*) is … (gone|not here|lost) .", {"kid": "son|girl"})) == {
        "son is gone", "girl is gone", "petx is gone", "son is not here", "son is lost",
    }  # fmt: skip


@pytest.mark.parametrize("tag", OFFERED)
def test_every_word_of_every_line_is_found_by_itself(tag: str) -> None:
    entry = LISTS[tag]
    sets = entry.get("sets", {})

    unfound = [
        (line, text) for line in entry["says"] for text in written_out(line, sets) if not points_to_danger(text, [tag])
    ]

    assert unfound == []


@pytest.mark.parametrize("tag", OFFERED)
def test_every_word_of_what_is_harmless_is_found_by_itself(tag: str) -> None:
    entry = LISTS[tag]
    sets = entry.get("sets", {})

    unfound = [
        (line, text)
        for line in entry.get("but", ())
        for text in written_out(line, sets)
        if not re.fullmatch(pattern_of(line, sets), even(text))
    ]

    assert unfound == []
