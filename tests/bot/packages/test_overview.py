"""How each language can be said."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.packages.overview import judge_catalogue, list_languages
from messages.languages import OFFERED
from messages.packages import InstalledPackage


def installed(source: str, target: str) -> InstalledPackage:
    return InstalledPackage(Path("x"), source, target, "1.0", "3f2a9c1b", 1)


def test_languages_of_our_parents_come_first_then_what_else_is_installed() -> None:
    rows = list_languages("nl", [installed("nl", "en"), installed("en", "it")])

    assert [row.tag for row in rows] == [*OFFERED, "it"]


def test_language_is_said_by_machine_by_people_or_not_at_all() -> None:
    rows = list_languages("nl", [installed("nl", "en"), installed("en", "ru"), installed("ar", "en")])

    assert {row.tag: (row.phrases, row.how) for row in rows if row.tag in {"nl", "en", "ru", "ti", "kmr", "ar"}} == {
        "nl": ("draft", "as written"),
        "en": ("draft", "machine"),
        "ru": ("none", "machine"),
        "ti": ("draft", "people only"),
        "kmr": ("none", "not at all"),
        "ar": ("draft", "people only"),
    }


def test_language_names_itself_and_its_routes() -> None:
    row = next(row for row in list_languages("nl", [installed("nl", "tr"), installed("tr", "nl")]) if row.tag == "tr")

    assert (row.own_name, row.name, str(row.out), str(row.back)) == (
        "Türkçe",
        "Turks",
        "nl-tr 1.0 3f2a9c1b",
        "tr-nl 1.0 3f2a9c1b",
    )


@pytest.mark.parametrize(
    ("state", "said", "phrases"),
    [("draft", "Evet", "draft"), ("reviewed", "Evet", "reviewed"), ("reviewed", "", "incomplete")],
)
def test_phrases_count_as_reviewed_when_the_whole_catalogue_is(state: str, said: str, phrases: str) -> None:
    written = f'msgid ""\nmsgstr ""\n"Language: tr\\n"\n"X-State: {state}\\n"\n\nmsgid "Yes"\nmsgstr "{said}"\n'

    assert judge_catalogue(read_po(BytesIO(written.encode())), written) == phrases
