"""What is missing is a fact that somebody can see to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.contacts import Contact, ContactKind, Missing, Reach, Tongue
from bot.enums import ParentStatus
from tests.fakes import NOW

ARABIC = Tongue(wanted="ar", reads="ar", machine=True, source="nl")
HUNGARIAN = Tongue(wanted="hu", reads="nl", machine=False, source="nl")
DUTCH = Tongue(wanted="nl", reads="nl", machine=False, source="nl")


@pytest.mark.parametrize(
    ("status", "tongue", "letter", "missing"),
    [
        (ParentStatus.JOINED, ARABIC, False, ()),
        (ParentStatus.JOINED, HUNGARIAN, False, (Missing.LANGUAGE,)),
        (ParentStatus.INVITED, ARABIC, False, (Missing.LETTER,)),
        (ParentStatus.INVITED, ARABIC, True, ()),
        (ParentStatus.STOPPED, ARABIC, False, (Missing.ROUTE,)),
        (ParentStatus.UNREACHABLE, HUNGARIAN, True, (Missing.ROUTE, Missing.LANGUAGE)),
    ],
)
def test_missing_is_told_in_the_order_in_which_it_is_seen_to(
    status: ParentStatus, tongue: Tongue, letter: bool, missing: tuple[Missing, ...]
) -> None:
    reach = Reach(status, tongue, NOW if letter else None, None)

    assert (reach.missing, reach.joined) == (missing, status is ParentStatus.JOINED)


def test_tongue_tells_who_reads_what() -> None:
    assert [(one.own, one.as_written) for one in (ARABIC, HUNGARIAN, DUTCH)] == [
        (True, False),
        (False, True),
        (True, True),
    ]


def test_newest_contact_is_the_largest() -> None:
    earlier, later = Contact(NOW, ContactKind.WORDS), Contact(NOW + timedelta(hours=1), ContactKind.ANSWER)

    assert max(later, earlier) is later
