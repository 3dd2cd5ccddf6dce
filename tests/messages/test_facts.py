"""The author's own words, and who answers for them before this reader."""

from __future__ import annotations

import pytest

from messages.facts import Words
from messages.languages import Language
from messages.outgoing import HowSaid
from tests.messages.builders import make_facts, make_words


def test_words_are_shown_translated_where_they_are() -> None:
    shown = [make_words("Een doos").shown, make_words("Een doos", "A box").shown, make_words("Een doos", "").shown]

    assert shown == ["Een doos", "A box", ""]


@pytest.mark.parametrize("how", HowSaid)
def test_words_in_the_readers_own_language_need_nobody_to_answer_for_them(how: HowSaid) -> None:
    words = Words("Een doos", Language("nl"), how=how)

    assert (words.how_for(Language("nl")), words.how_for(Language("tr"))) == (HowSaid.REVIEWED, how)


def test_own_words_are_what_the_author_wrote_freely() -> None:
    title, bring, note = make_words("Knutselen"), make_words("Een doos"), make_words("Tot dan!")

    facts = make_facts(title=title, bring=bring, note=note, place="Lokaal 3")

    assert list(facts.own_words()) == [title, bring, note]
    assert list(make_facts(place="Lokaal 3").own_words()) == []


def test_event_is_as_trusted_as_its_weakest_part() -> None:
    approved, original = make_words("Een doos", "A box"), make_words("Tot dan!")
    reader = Language("en")

    assert [
        make_facts().how_for(reader),
        make_facts(bring=approved).how_for(reader),
        make_facts(bring=approved, note=original).how_for(reader),
        make_facts(bring=original, note=approved).how_for(reader),
        make_facts(bring=approved, note=original).how_for(Language("nl")),
    ] == [HowSaid.REVIEWED, HowSaid.APPROVED, HowSaid.ORIGINAL, HowSaid.ORIGINAL, HowSaid.REVIEWED]
