"""Sentences by catalogue, facts by name."""

from __future__ import annotations

import gettext

import pytest

from messages.languages import Language
from messages.phrases import LOCALES, Phrases, mark, phrases_in, read_catalogue, spoken

COUNTED = ("{count} person is coming.", "{count} people are coming.")


def test_say_fills_facts_in_after_translation() -> None:
    said = [phrases_in(tag).say("Dear {parent},", parent="Piotr") for tag in ("nl", "en")]

    assert said == ["Beste Piotr,", "Dear Piotr,"]


@pytest.mark.parametrize("fact", ["{parent}", "{0}", "{", "}", "{{}}", "%(x)s", "\\n"])
def test_say_takes_a_fact_as_it_is(fact: str) -> None:
    assert phrases_in("nl").say("Dear {parent},", parent=fact) == f"Beste {fact},"


def test_say_keeps_facts_and_commands_in_their_place_where_lines_run_right_to_left() -> None:
    phrases = Phrases(Language("ar"), gettext.NullTranslations())

    said = phrases.say("At {place}. To stop: /stop", place="Voorstraat 12")

    assert said == "At \u2068Voorstraat 12\u2069. To stop: \u2068/stop\u2069"


@pytest.mark.parametrize(("tag", "said"), [("fa", "\u200f\u2068Piotr\u2069: x"), ("nl", "Piotr: x")])
def test_say_begins_at_the_right_even_with_a_name(tag: str, said: str) -> None:
    assert Phrases(Language(tag), gettext.NullTranslations()).say("{parent}: x", parent="Piotr") == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("nl", ["Er komt 1 persoon.", "Er komen 2 personen.", "Er komen 5 personen."]),
        ("en", ["1 person is coming.", "2 people are coming.", "5 people are coming."]),
    ],
)
def test_say_count_uses_the_form_for_the_count(tag: str, said: list[str]) -> None:
    assert [phrases_in(tag).say_count(*COUNTED, count) for count in (1, 2, 5)] == said


def test_say_count_tells_few_from_many_in_polish() -> None:
    said = [phrases_in("pl").say_count(*COUNTED, count).replace(str(count), "") for count in (1, 2, 4, 5, 12, 22)]

    one, few, many = said[0], said[1], said[3]
    assert len({one, few, many}) == 3
    assert said == [one, few, few, many, many, few]


def test_say_count_takes_more_facts() -> None:
    phrases = Phrases(Language("en"), gettext.NullTranslations())

    assert phrases.say_count("{count} for {child}", "{count} each for {child}", 2, child="Noor") == "2 each for Noor"


def test_say_without_a_translation_is_english() -> None:
    phrases = Phrases(Language("fa"), gettext.NullTranslations())

    assert phrases.say("Hello {parent},", parent="Amina") == "Hello \u2068Amina\u2069,"


def test_phrases_in_a_language_without_catalogue_are_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        phrases_in("tlh")


def test_read_catalogue_keeps_what_reviewers_wrote() -> None:
    catalogue = read_catalogue("nl")

    assert catalogue["Maybe"].string == "Misschien"
    assert catalogue.header_comment.startswith("# Dutch for Ouderbrug.")


def test_spoken_is_what_has_a_catalogue() -> None:
    assert spoken() == {path.name for path in LOCALES.iterdir() if (path / "LC_MESSAGES").is_dir()}


def test_mark_changes_nothing() -> None:
    assert mark("Celebration") == "Celebration"
