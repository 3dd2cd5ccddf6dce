"""The pages' own words: complete in Dutch, refusals too, with their facts in place."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.checkers import python_format
from babel.messages.pofile import read_po

from bot.web.pages.refusals import refusal_in
from bot.web.pages.wording import Clockwork, page_catalogue
from tests.catalogues import PAGES_TEMPLATE, collect_pages
from tests.fakes import NOW

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return collect_pages()


def test_template_holds_what_pages_and_refusals_say(template: Catalog) -> None:
    written = read_po(BytesIO(PAGES_TEMPLATE.read_bytes()))

    assert {message.id for message in written} == {message.id for message in template}


def test_dutch_says_all_of_it(template: Catalog) -> None:
    said = {message.id for message in page_catalogue("nl") if message.string and all(message.string)}

    assert {message.id for message in template} - said - {""} == set()


def test_dutch_keeps_every_fact() -> None:
    for message in page_catalogue("nl"):
        if "python-format" in message.flags:
            python_format(page_catalogue("nl"), message)
        if isinstance(message.id, str):
            places = [place for place in ("{0}", "{1}", "{2}") if place in message.id]
            assert [place for place in places if place not in str(message.string)] == []


@pytest.mark.parametrize(
    ("sentence", "dutch"),
    [
        ("There is no event 12.", "Er is geen activiteit 12."),
        ("There is nothing here.", "Hier is niets."),
        ("Line 3 lacks the column 'group'.", "Regel 3 mist de kolom 'group'."),
        ("Nobody has said this one yet.", "Nobody has said this one yet."),
    ],
)
def test_refusal_is_said_in_dutch_with_its_facts(sentence: str, dutch: str) -> None:
    assert (refusal_in("nl", sentence), refusal_in("en", sentence)) == (dutch, sentence)


def test_days_and_times_are_as_the_reader_writes_them() -> None:
    clock = Clockwork("nl", AMSTERDAM, NOW)

    assert clock.day(NOW) == "di 24 nov"
    assert clock.day(NOW + timedelta(days=365)) == "wo 24 nov 2027"
    assert clock.moment(NOW) == "di 24 nov 10:00"
    assert clock.moment(NOW - timedelta(days=365)) == "ma 24 nov 2025 10:00"
    assert clock.span(NOW, None) == "di 24 nov 10:00"
    assert clock.span(NOW, NOW + timedelta(hours=1)) == "di 24 nov 10:00–11:00"
    assert clock.span(NOW, NOW + timedelta(days=1)) == "di 24 nov 10:00–wo 25 nov 10:00"
    assert clock.clock(NOW) == "10:00"
    assert clock.ago(NOW - timedelta(hours=3)) == "3 uur geleden"
    assert clock.ago(NOW) == "1 seconde geleden"
    assert clock.machine(NOW) == "2026-11-24T10:00+01:00"
