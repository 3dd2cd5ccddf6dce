"""The school's glossary."""

from __future__ import annotations

from typing import Any

import pytest

from messages.interpreting.glossary import Glossary, in_plainer_words

GLOSSARY = Glossary(
    fixed={"ouderavond": "veli toplantısı"},
    keep=frozenset({"RT"}),
    plain={"hoofdluis": "luizen in het haar", "CITO-toets 8": "toets", "RT": "extra hulp", "ouderavond": "avond"},
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hoofdluis in groep 3a: hoofdluis!", "Luizen in het haar in groep 3a: luizen in het haar!"),
        ("HOOFDLUIS! HOOFDLUIS!", "Luizen in het haar! luizen in het haar!"),
        ("Er is Hoofdluis.", "Er is Luizen in het haar."),
        ("De CITO-toets 8 is morgen.", "De toets is morgen."),
        ("Hoofdluizen, hoofdluis_1 en www.school.nl/hoofdluis", "Hoofdluizen, hoofdluis_1 en www.school.nl/hoofdluis"),
        ("Lees “Dag hoofdluis” met Juf Hoofdluis", "Lees “Dag hoofdluis” met Juf Hoofdluis"),
        ("De RT is er op de ouderavond.", "De RT is er op de ouderavond."),
    ],
)
def test_in_plainer_words_changes_terms_and_nothing_protected(sentence: str, expected: str) -> None:
    assert in_plainer_words(sentence, ["Juf Hoofdluis"], GLOSSARY, "nl") == expected


def test_terms_are_said_in_the_target_or_kept() -> None:
    assert GLOSSARY.terms() == [("ouderavond", "veli toplantısı"), ("RT", None)]
    assert Glossary().terms() == []


@pytest.mark.parametrize("words", [{"fixed": {" ": "x"}}, {"plain": {"x": ""}}, {"keep": frozenset({" "})}])
def test_glossary_refuses_a_term_without_words(words: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"A term of the glossary is empty; fill in its words or remove it\."):
        Glossary(**words)
