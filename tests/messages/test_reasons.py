"""Reasons: why a sentence is held, in words."""

from __future__ import annotations

import pytest

from messages.reasons import CODES, Reader, Reason, words


@pytest.mark.parametrize(
    ("reason", "reader", "expected"),
    [
        (Reason("missing-item", "14:30"), "nl", "“14:30” is weggevallen of veranderd."),
        (Reason("missing-item", "14:30"), "en", "“14:30” was lost or changed."),
        (Reason("missing-item", "{0}"), "en", "“{0}” was lost or changed."),
        (Reason("missing-item"), "nl", "Een naam, getal of ander feit is weggevallen of veranderd."),
        (Reason("unsure"), "en", "The translation machine was unsure about this sentence."),
        (Reason("unsure", "-2.4"), "nl", "De vertaalmachine was onzeker over deze zin."),
    ],
)
def test_words_say_what_is_wrong(reason: Reason, reader: Reader, expected: str) -> None:
    assert words(reason, reader) == expected


@pytest.mark.parametrize("reader", ["nl", "en"])
@pytest.mark.parametrize("code", sorted(CODES))
def test_words_are_one_sentence_for_every_code(code: str, reader: Reader) -> None:
    plain, pointed = words(Reason(code), reader), words(Reason(code, "les"), reader)

    assert [text[-1] for text in (plain, pointed)] == [".", "."]
    assert "{" not in plain + pointed


def test_reason_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="“odd” is no reason; take one of copied, empty, engine-failed"):
        Reason("odd")
