"""The careful way of a sentence through an engine."""

from __future__ import annotations

import pytest

from messages.interpreting.glossary import Glossary
from messages.interpreting.interpreter import Verdict, Wanted, interpret
from messages.reasons import Reason
from messages.translator import UnsupportedPair
from tests.messages.translators import PhraseBook

ENGINE = "nl-en 1.0 abc"
NOOR = Wanted("Noor komt om 14:30.", ("Noor",))


def content(original: str, translation: str, score: float | None, *, source: str, target: str) -> tuple[Reason, ...]:
    """A judge with nothing against anything."""
    return ()


def careful(original: str, translation: str, score: float | None, *, source: str, target: str) -> tuple[Reason, ...]:
    """A judge who lets nothing pass below -0.2."""
    return () if score is not None and score >= -0.2 else (Reason("unsure"),)


def say(book: PhraseBook, *wanted: Wanted, glossary: Glossary | None = None) -> list[Verdict]:
    return interpret(book, wanted, source="nl", target="en", glossary=glossary or Glossary(), judge=careful)


def good(target: str, score: float, way: str) -> Verdict:
    return Verdict(target, held=False, reasons=(), score=score, engine=ENGINE, way=way)


def test_interpret_says_a_sentence_as_it_is_where_the_engine_copies_the_facts() -> None:
    book = PhraseBook({"Noor komt om 14:30.": "Noor comes at 14:30."})

    assert say(book, NOOR) == [good("Noor comes at 14:30.", 0, "raw")]
    assert book.asked == [(["Noor komt om 14:30."], 2)]


def test_interpret_puts_facts_under_marks_where_the_engine_changes_them() -> None:
    book = PhraseBook({"Noor komt om 14:30.": "North comes at 2:30.", "{0} komt om {1}.": "At {1} comes {0}.*"})

    assert say(book, NOOR) == [good("At 14:30 comes Noor.", -0.1, "masked")]
    assert [texts for texts, _ in book.asked] == [["Noor komt om 14:30."], ["{0} komt om {1}."]]


def test_interpret_tries_names_that_the_engine_knows() -> None:
    lost = {"Noor komt om 14:30.": "North comes.", "{0} komt om {1}.": "Comes."}
    book = PhraseBook({**lost, "Tom komt om Maria.": "Tom comes at Maria."})

    assert say(book, NOOR) == [good("Noor comes at 14:30.", 0, "masked")]


def test_interpret_tries_the_probed_shape_first_and_the_default_after() -> None:
    lost = {"Noor komt om 14:30.": "North comes.", "Tom komt om Maria.": "Comes."}
    book = PhraseBook({**lost, "{0} komt om {1}.": "{0} comes at {1}."})
    shape = "Tom Maria John Anna Peter Lisa"

    said = interpret(book, [NOOR], source="nl", target="en", judge=content, shape=shape)

    assert said == [good("Noor comes at 14:30.", 0, "masked")]


def test_interpret_looks_further_where_the_judge_is_unhappy() -> None:
    book = PhraseBook({"Kom je?": "Come come come?***"}, {"Kom je?": "Are you coming?"})

    assert say(book, Wanted("Kom je?")) == [good("Are you coming?", 0, "raw")]
    assert book.asked == [(["Kom je?"], 2), (["Kom je?"], 4)]


def test_interpret_splits_around_the_facts_at_last() -> None:
    lost = dict.fromkeys(("Noor komt om 14:30.", "{0} komt om {1}.", "Tom komt om Maria."), "Come.")
    book = PhraseBook({**lost, "komt om": "Comes at"})

    assert say(book, NOOR) == [good("Noor comes at 14:30.", 0, "split")]
    assert [beam for _, beam in book.asked] == [2, 2, 2, 4, 4, 2]


def test_interpret_holds_what_no_way_could_say_with_the_best_attempt() -> None:
    book = PhraseBook({"Kom je?": "Come?****"}, {"Kom je?": "You come?***"})

    assert say(book, Wanted("Kom je?")) == [
        Verdict("You come?", held=True, reasons=(Reason("unsure"),), score=-0.1 * 3, engine=ENGINE, way="raw")
    ]


def test_interpret_prefers_whole_facts_to_sure_words() -> None:
    lost = dict.fromkeys(("Noor komt om 14:30.", "{0} komt om {1}.", "Tom komt om Maria."), "Come at 14:30.")
    book = PhraseBook({**lost, "komt om": "comes****"})

    assert say(book, NOOR) == [
        Verdict("Noor comes 14:30.", held=True, reasons=(Reason("unsure"),), score=-0.4, engine=ENGINE, way="split")
    ]


def test_interpret_keeps_margins_and_what_needs_no_words() -> None:
    book = PhraseBook({"een doos": "a box"})
    kept = Verdict(" 14:30 – 15:00 🎉\n", held=False, reasons=(), score=None, engine="", way="kept")

    said = say(book, Wanted("- een doos ❤️\n"), Wanted(" 14:30 – 15:00 🎉\n"))

    assert said == [good("- a box ❤️\n", 0, "raw"), kept]


def test_interpret_asks_each_text_once_for_all_sentences() -> None:
    book = PhraseBook({"Kom je?": "Are you coming?", "Dag.": "Hello."})

    said = say(book, Wanted("Kom je?"), Wanted("Dag."), Wanted("- Kom je?"), Wanted("Kom je?", ("Noor",)))

    assert [verdict.target for verdict in said] == ["Are you coming?", "Hello.", "- Are you coming?", "Are you coming?"]
    assert book.asked == [(["Kom je?", "Dag."], 2)]


def test_interpret_follows_the_glossary_or_holds() -> None:
    glossary = Glossary(fixed={"ouderavond": "parents' evening"}, keep=frozenset({"RT"}), plain={"luis": "beestjes"})
    marked = "{0} over beestjes met {1}."
    book = PhraseBook({marked: "{0} about little animals with {1}."})

    assert say(book, Wanted("Ouderavond over luis met RT."), glossary=glossary) == [
        good("Parents' evening about little animals with RT.", 0, "masked")
    ]


def test_interpret_holds_what_a_failing_engine_was_asked_and_no_other() -> None:
    many = [Wanted(f"Kom je{'!' * number}") for number in range(256)]
    book = PhraseBook({one.text: f"Come{one.text[6:]}" for one in many})

    said = say(book, *many, Wanted("Dag."))

    assert said[:-1] == [good(f"Come{one.text[6:]}", 0, "raw") for one in many]
    assert said[-1] == Verdict(
        None, held=True, reasons=(Reason("engine-failed"),), score=None, engine=ENGINE, way="none"
    )


def test_interpret_keeps_what_came_before_the_engine_failed() -> None:
    book = PhraseBook({"Noor komt om 14:30.": "North comes at 14:30."})

    reasons = (Reason("missing-item", "Noor"), Reason("engine-failed"))
    assert say(book, NOOR) == [
        Verdict("North comes at 14:30.", held=True, reasons=reasons, score=0, engine=ENGINE, way="raw")
    ]


def test_interpret_shows_the_judge_the_words_and_not_the_facts() -> None:
    seen: list[tuple[str, str, float | None, str, str]] = []

    def judge(original: str, translation: str, score: float | None, *, source: str, target: str) -> tuple[Reason, ...]:
        seen.append((original, translation, score, source, target))
        return ()

    book = PhraseBook({"Lees {0}, {1}!": "{1}, read {0}!*"})
    interpret(book, [Wanted("Lees “Dag kleine muis”, Noor! 🎉", ("Noor",))], source="nl", target="en", judge=judge)

    assert seen == [("Lees , !", ", read !", -0.1, "nl", "en")]


def test_interpret_isolates_facts_where_lines_run_from_the_right() -> None:
    book = PhraseBook({"Bel 088 123 45 67": "اتصل 088 123 45 67", "Bel {0}": "اتصل {0}"}, target="ar")

    said = interpret(book, [Wanted("Bel 088 123 45 67")], source="nl", target="ar", judge=content)

    assert [verdict.target for verdict in said] == ["اتصل \u2068088 123 45 67\u2069"]


def test_interpret_refuses_a_pair_that_nothing_serves() -> None:
    with pytest.raises(UnsupportedPair, match="nothing installed translates from nl to so"):
        interpret(PhraseBook({}), [NOOR], source="nl", target="so", judge=content)
