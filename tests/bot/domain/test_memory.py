"""The author's words for one reader: translated when every sentence is approved, never half."""

from __future__ import annotations

import pytest

from bot.domain.memory import NOTHING_REMEMBERED, Memory, Remembered
from bot.enums import TranslationState
from messages.facts import Words
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.sentences import loose_key, sentence_key

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
    ("entry", "how"),
    [
        (None, HowSaid.ORIGINAL),
        (Remembered(None, TranslationState.PENDING), HowSaid.PENDING),
        (Remembered("Görüşürüz.", TranslationState.HELD), HowSaid.HELD),
        (Remembered(None, TranslationState.UNSERVED), HowSaid.ORIGINAL),
        (Remembered("Görüşürüz.", TranslationState.REJECTED), HowSaid.ORIGINAL),
    ],
)
def test_words_stay_as_written_when_one_sentence_cannot_be_said(entry: Remembered | None, how: HowSaid) -> None:
    known = dict(_memory({"Morgen is er feest!": "Yarın kutlama var!"}).entries)
    if entry:
        known[sentence_key("Tot dan."), "tr"] = entry

    assert Memory(known).words(TEXT, source="nl", reader=TURKISH) == Words(TEXT, DUTCH, None, how)


def test_machine_sentence_makes_the_whole_text_a_machines() -> None:
    known = dict(_memory({"Morgen is er feest!": "Yarın kutlama var!"}).entries)
    known[sentence_key("Tot dan."), "tr"] = Remembered("Görüşürüz.", TranslationState.MACHINE)

    words = Memory(known).words(TEXT, source="nl", reader=TURKISH)
    held = Memory(known, held=frozenset({"tr"})).words(TEXT, source="nl", reader=TURKISH)

    assert words == Words(TEXT, DUTCH, "Yarın kutlama var! 🎉\n\nGörüşürüz.", HowSaid.MACHINE)
    assert held == Words(TEXT, DUTCH, None, HowSaid.HELD)


def test_approval_serves_other_capitals_and_marks_but_a_machine_does_not() -> None:
    loose = {(loose_key("Kom op tijd"), "tr"): "Zamanında gelin."}
    machine = {(sentence_key("kom op tijd!"), "tr"): Remembered("Vaktinde gel!", TranslationState.MACHINE)}

    words = Memory(machine, loose).words("kom op tijd!", source="nl", reader=TURKISH)

    assert words == Words("kom op tijd!", DUTCH, "Zamanında gelin.", HowSaid.APPROVED)


def test_weakest_text_counts() -> None:
    memory = _memory({"Tot dan.": "Görüşürüz."})

    assert memory.how(["Tot dan.", None, "14.30"], source="nl", reader=TURKISH) is HowSaid.APPROVED
    assert memory.how(["Tot dan.", "Kom."], source="nl", reader=TURKISH) is HowSaid.ORIGINAL
    assert memory.how(["Tot dan."], source="nl", reader=DUTCH) is HowSaid.REVIEWED


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
