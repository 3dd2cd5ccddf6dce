"""The author's words for one reader: translated when every sentence is approved, never half."""

from __future__ import annotations

import pytest

from bot.domain.memory import NOTHING_REMEMBERED, Memory, Remembered
from bot.enums import TranslationState
from messages.facts import Words
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.sentences import sentence_key

DUTCH, TURKISH = Language("nl"), Language("tr")
TEXT = "Morgen is er feest! 🎉\n\nTot dan."
AS_WRITTEN = Words(TEXT, DUTCH)


def test_words_are_translated_when_every_sentence_is_approved() -> None:
    memory = _memory({"Morgen is er feest!": "Yarın kutlama var!", "Tot dan.": "Görüşürüz."})

    words = memory.words(TEXT, source="nl", reader=TURKISH)

    assert words == Words(TEXT, DUTCH, "Yarın kutlama var! 🎉\n\nGörüşürüz.", HowSaid.APPROVED)


def test_words_stay_as_written_for_who_reads_the_authors_language() -> None:
    memory = _memory({"Morgen is er feest!": "x", "Tot dan.": "y"}, language="nl")

    assert memory.words(TEXT, source="nl", reader=DUTCH) == AS_WRITTEN


@pytest.mark.parametrize(
    "entry",
    [
        None,
        Remembered(None, TranslationState.PENDING),
        Remembered("Görüşürüz.", TranslationState.MACHINE),
        Remembered("Görüşürüz.", TranslationState.HELD),
        Remembered("Görüşürüz.", TranslationState.REJECTED),
        Remembered(None, TranslationState.APPROVED),
    ],
)
def test_words_stay_as_written_when_one_sentence_is_not_approved(entry: Remembered | None) -> None:
    known = dict(_memory({"Morgen is er feest!": "Yarın kutlama var!"}).entries)
    if entry:
        known[sentence_key("Tot dan."), "tr"] = entry

    assert Memory(known).words(TEXT, source="nl", reader=TURKISH) == AS_WRITTEN


def test_words_do_not_borrow_from_another_language() -> None:
    memory = _memory({"Morgen is er feest!": "x", "Tot dan.": "y"}, language="ar")

    assert memory.words(TEXT, source="nl", reader=TURKISH) == AS_WRITTEN


def test_words_without_a_word_in_them_need_no_translation() -> None:
    assert NOTHING_REMEMBERED.words("🎉 10:00", source="nl", reader=TURKISH) == Words(
        "🎉 10:00", DUTCH, "🎉 10:00", HowSaid.APPROVED
    )


def _memory(approved: dict[str, str], *, language: str = "tr") -> Memory:
    return Memory(
        {
            (sentence_key(source), language): Remembered(target, TranslationState.APPROVED)
            for source, target in approved.items()
        }
    )
