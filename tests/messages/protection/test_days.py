"""Days with the month in words."""

from __future__ import annotations

import pytest

from messages.languages import Language
from messages.protection.days import day_items


@pytest.mark.parametrize(
    ("sentence", "source", "target", "expected"),
    [
        ("Op dinsdag 12 maart.", "nl", "tr", [("dinsdag 12 maart", "12 Mart Salı")]),
        ("Op 12 Maart 2026.", "nl", "ar", [("12 Maart", "12 مارس")]),
        ("1 mei en zondag 29 februari", "nl", "en", [("1 mei", "1 May"), ("zondag 29 februari", "Sunday 29 February")]),
        ("31 februari, maandag 30 februari, 12-3 maart, 12 maartse", "nl", "en", []),
        ("Tuesday, March 12, 2026", "en", "nl", [("Tuesday, March 12", "dinsdag 12 maart")]),
        ("3 May, May 12-3, May 2nd", "en", "nl", [("3 May", "3 mei")]),
        ("Only 3 may come", "en", "nl", []),
        ("maart 12", "nl", "en", []),
        ("12. März", "de", "nl", [("12. März", "12 maart")]),
    ],
)
def test_day_items_are_said_as_the_target_does(
    sentence: str, source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    found = list(day_items(sentence, Language(source), Language(target)))

    assert [(item.text, item.said) for item in found] == expected
    assert [sentence[item.start : item.end] for item in found] == [text for text, _ in expected]
