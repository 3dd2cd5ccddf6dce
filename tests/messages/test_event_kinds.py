"""Every kind of event has an icon and a title."""

from __future__ import annotations

from messages.event_kinds import TITLES, EventKind, title_of
from messages.phrases import phrases_in


def test_titles_are_there_for_every_kind_in_its_order() -> None:
    assert list(TITLES) == list(EventKind)


def test_icons_tell_the_kinds_apart_for_who_reads_little() -> None:
    assert len({title.icon for title in TITLES.values()}) == len(EventKind)


def test_title_of_is_in_the_readers_language() -> None:
    titles = [title_of(EventKind.LIBRARY_VISIT, phrases_in(tag)) for tag in ("nl", "en")]

    assert titles == ["Bezoek aan de bibliotheek", "Visit to the library"]
