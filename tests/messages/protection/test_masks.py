"""Masks: stand-ins for facts while the engine has the sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from messages.protection.items import find_items
from messages.protection.masks import DEFAULT_SHAPE, SHAPES, STAND_INS, mask, probe_shape, unmask

SENTENCE = "Noor komt om 14:30 bij Ana."
ITEMS = find_items(SENTENCE, ["Noor", "Ana"])


@pytest.mark.parametrize(
    ("shape", "masked"),
    [
        ("{0}", "{0} komt om {1} bij {2}."),
        ("[X0X]", "[X0X] komt om [X1X] bij [X2X]."),
        ("<0>", "<0> komt om <1> bij <2>."),
        ("#0", "#0 komt om #1 bij #2."),
        ("X0", "X0 komt om X1 bij X2."),
        (STAND_INS, "Tom komt om Maria bij John."),
    ],
)
def test_mask_puts_a_mark_for_each_item_and_unmask_takes_it_back(shape: str, masked: str) -> None:
    assert mask(SENTENCE, ITEMS, shape) == masked
    assert unmask(masked, ITEMS, shape) == SENTENCE


@pytest.mark.parametrize(
    ("text", "shape", "whole"),
    [
        ("{1} at { 0 } with {2}", "{0}", "14:30 at Noor with Ana"),
        ("[x0x] at [ X1X ] with [X2X]", "[X0X]", "Noor at 14:30 with Ana"),
        ("tom'un Maria John", STAND_INS, "Noor'un 14:30 Ana"),
        ("{0} at {1}", "{0}", None),
        ("{0} at {1} {1} {2}", "{0}", None),
        ("{0} at {1} {2} {3}", "{0}", None),
        ("{0}} at {1} {2}", "{0}", None),
        ("X0 X1 X2 X7", "X0", None),
        ("Tomas Maria John", STAND_INS, None),
        ("Tom Maria John Anna", STAND_INS, None),
    ],
)
def test_unmask_wants_each_mark_once_and_no_other(text: str, shape: str, whole: str | None) -> None:
    assert unmask(text, ITEMS, shape) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("{0}'a bak", "https://x.nl/a 'a bak"),
        ("{0}’a bak", "https://x.nl/a ’a bak"),
        ("{0}, see", "https://x.nl/a, see"),
        ("see {0}", "see https://x.nl/a"),
    ],
)
def test_unmask_glues_no_suffix_to_a_link(text: str, whole: str) -> None:
    assert unmask(text, find_items("Zie https://x.nl/a"), DEFAULT_SHAPE) == whole


@pytest.mark.parametrize(
    ("sentence", "shape"),
    [
        ("1 2 3 4 5 6 7", STAND_INS),
        ("1 " * 25, DEFAULT_SHAPE),
        ("Tom komt om 14:30", STAND_INS),
        ("X3 komt om 14:30", "X0"),
        ("Kom (of [niet bellen]) om 14:30", "[X0X]"),
    ],
)
def test_mask_declines_what_it_could_not_tell_apart(sentence: str, shape: str) -> None:
    items = [item for item in find_items(sentence) if item.text[0].isdigit()]

    assert mask(sentence, items, shape) is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.sampled_from(SHAPES))
def test_unmask_undoes_mask(sentence: str, shape: str) -> None:
    items = find_items(sentence)
    masked = mask(sentence, items, shape)

    assert masked is None or unmask(masked, items, shape) == sentence


@pytest.mark.parametrize("kept", SHAPES)
def test_probe_shape_finds_the_one_that_is_copied(kept: str) -> None:
    def translate(texts: Sequence[str]) -> list[str]:
        return [text if first.search(text) else "?" for text in texts]

    first = regex.compile(rf"(?<!\[){regex.escape(kept.split(maxsplit=1)[0])}")

    assert probe_shape(translate, "nl") == kept
    assert probe_shape(translate, "en") == kept


def test_probe_shape_does_not_ask_in_a_language_it_has_no_sentences_for() -> None:
    assert probe_shape(lambda texts: pytest.fail(f"asked {len(texts)} texts"), "so") == DEFAULT_SHAPE
