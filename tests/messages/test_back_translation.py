"""Back-translation: a number and what it means."""

from __future__ import annotations

import pytest

from messages.back_translation import explain_likeness, likeness
from messages.reasons import Reader


@pytest.mark.parametrize(
    ("original", "back", "expected"),
    [
        ("Morgen is er geen school.", "morgen is er  geen school.", 100),
        ("Morgen is er geen school.", "Er is morgen geen school.", 69),
        ("Wij zijn trots op Omar.", "Wij zijn trots op bestelling.", 65),
        ("De school is dicht.", "Dağ çok büyük", 2),
        ("De school is dicht.", "", 0),
        ("明天没有课。", "明天没有课。", 100),
    ],
)
def test_likeness_is_how_much_came_back(original: str, back: str, expected: int) -> None:
    assert likeness(original, back) == expected


@pytest.mark.parametrize(
    ("number", "reader", "start"),
    [
        (100, "nl", "De vertaling komt bijna gelijk terug"),
        (70, "en", "The translation comes back almost the same"),
        (69, "nl", "De vertaling komt in andere woorden terug"),
        (40, "en", "The translation comes back in other words"),
        (39, "nl", "De vertaling komt als iets anders terug"),
        (0, "en", "The translation comes back as something else"),
    ],
)
def test_explain_likeness_says_what_to_do_with_the_number(number: int, reader: Reader, start: str) -> None:
    assert explain_likeness(number, reader).startswith(start)
