"""How each language can be said."""

from __future__ import annotations

from pathlib import Path

from bot.packages.overview import list_languages
from messages.languages import OFFERED
from messages.machine.packages import InstalledPackage


def installed(source: str, target: str) -> InstalledPackage:
    return InstalledPackage(Path("x"), source, target, "1.0", "3f2a9c1b", 1)


def test_languages_of_our_parents_come_first_then_what_else_is_installed() -> None:
    rows = list_languages("nl", [installed("nl", "en"), installed("en", "it")])

    assert [row.tag for row in rows] == [*OFFERED, "it"]


def test_language_is_said_by_machine_by_people_or_not_at_all() -> None:
    rows = list_languages("nl", [installed("nl", "en"), installed("en", "it"), installed("ar", "en")])

    assert {row.tag: (row.standing.state, row.how) for row in rows if row.tag in {"nl", "en", "it", "ti", "ar"}} == {
        "nl": ("draft", "as written"),
        "en": ("draft", "machine"),
        "it": ("none", "machine"),
        "ti": ("draft", "people only"),
        "ar": ("draft", "people only"),
    }
    assert [row.how for row in list_languages("nl", [installed("it", "en")]) if row.tag == "it"] == ["not at all"]


def test_language_names_itself_and_its_routes() -> None:
    row = next(row for row in list_languages("nl", [installed("nl", "tr"), installed("tr", "nl")]) if row.tag == "tr")

    assert (row.own_name, row.name, str(row.out), str(row.back)) == (
        "Türkçe",
        "Turks",
        "nl-tr 1.0 3f2a9c1b",
        "tr-nl 1.0 3f2a9c1b",
    )
