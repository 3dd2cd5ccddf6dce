"""What staff see before they send: how many read which language, and who answers for the words."""

from __future__ import annotations

import pytest

from bot.domain.audience import LanguageShare, share_languages, wanted_language
from messages.outgoing import HowSaid

APPROVED_IN_TURKISH = {"tr": HowSaid.APPROVED, "ar": HowSaid.ORIGINAL, "nl": HowSaid.REVIEWED}


@pytest.mark.parametrize(("chosen", "home", "wanted"), [(None, "ar", "ar"), ("nl", "ar", "nl")])
def test_wanted_language_is_what_the_parent_chose(chosen: str | None, home: str, wanted: str) -> None:
    assert wanted_language(chosen, home) == wanted


def test_share_languages_adds_up_most_parents_first() -> None:
    counts = [
        (None, "ar", None, True, 2),
        (None, "tr", None, True, 3),
        (None, "tr", "nl", False, 4),
        ("tr", "hu", None, True, 1),
        (None, "nl", None, False, 2),
    ]

    shares = share_languages(counts, source="nl", own_words=APPROVED_IN_TURKISH, served={"tr"})

    assert shares == [
        LanguageShare("tr", "tr", parents=8, reachable=4, how=HowSaid.APPROVED, said=HowSaid.APPROVED, served=True),
        LanguageShare("ar", "ar", parents=2, reachable=2, how=HowSaid.NONE, said=HowSaid.ORIGINAL),
        LanguageShare("nl", "nl", parents=2, reachable=0, how=HowSaid.REVIEWED),
    ]


def test_share_languages_says_which_language_serves_where_we_have_no_phrases() -> None:
    counts = [(None, "hu", "ar", True, 1), (None, "hu", None, True, 1), ("am", "tr", None, True, 1)]

    shares = share_languages(counts, source="nl", own_words={})

    assert shares == [
        LanguageShare("am", "tr", parents=1, reachable=1, how=HowSaid.NONE),
        LanguageShare("hu", "ar", parents=1, reachable=1, how=HowSaid.NONE),
        LanguageShare("hu", "nl", parents=1, reachable=1, how=HowSaid.NONE),
    ]


def test_share_languages_without_own_words_is_reviewed() -> None:
    (share,) = share_languages([(None, "ti", None, True, 1)], source="nl", own_words={})

    assert share.as_dict() == {"language": "ti", "reads": "ti", "parents": 1, "reachable": 1, "how": "reviewed"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (HowSaid.MACHINE, HowSaid.MACHINE),
        (HowSaid.PENDING, HowSaid.HELD),
        (HowSaid.HELD, HowSaid.HELD),
        (HowSaid.ORIGINAL, HowSaid.NONE),
    ],
)
def test_words_that_are_not_there_yet_are_told_as_held(said: HowSaid, told: HowSaid) -> None:
    (share,) = share_languages([(None, "tr", None, True, 1)], source="nl", own_words={"tr": said})

    assert (share.how, share.said) == (told, said)
