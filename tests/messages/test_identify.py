"""Which language a message is in: twenty languages, greetings, mixtures, and other people's letters."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from messages.identify import Identified, identify
from messages.languages import OFFERED

_SET = Path(__file__).with_name("identify_set.tsv")


def labelled() -> list[list[str]]:
    """Language, length and text: ten messages in each language of these homes."""
    with _SET.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def count(length: str, *, at_home: bool) -> Counter[str]:
    """Right, wrong and unknown; `certain` counts what is certain and wrong. The home language is given or not."""
    counts: Counter[str] = Counter()
    for language, words, text in labelled():
        if words == length:
            found = identify(text, (language, "nl") if at_home else ())
            counts["unknown" if not found.language else "right" if found.language == language else "wrong"] += 1
            counts["certain and wrong"] += found.certain and found.language != language
            counts["mixed"] += found.mixed
    return counts


def test_labelled_messages_are_in_every_language_of_these_homes() -> None:
    counts = Counter((language, length) for language, length, _ in labelled())

    assert counts == Counter({(tag, length): 5 for tag in OFFERED for length in ("whole", "four words")})


@pytest.mark.parametrize(
    ("length", "at_home", "right"), [("whole", True, 97), ("whole", False, 96), ("four words", False, 98)]
)
def test_identify_knows_nearly_every_message_and_is_never_surely_wrong(length: str, at_home: bool, right: int) -> None:
    counts = count(length, at_home=at_home)

    assert counts["right"] >= right
    assert (counts["certain and wrong"], counts["mixed"]) == (0, 0)


@pytest.mark.parametrize(
    "text", ["", "👍", "10:30", "🎉🎉 !!", "https://school.example/ouders", "ok", "haha", "Noor Omar Sami"]
)
def test_identify_does_not_guess_without_words(text: str) -> None:
    assert identify(text, ("ar", "nl")) == Identified(None, certain=False, mixed=False)


@pytest.mark.parametrize(
    ("text", "likely", "language"),
    [
        ("شكرا", ("ar", "nl"), "ar"),
        ("Dank u wel", ("tr", "nl"), "nl"),
        ("teşekkürler", ("tr", "nl"), "tr"),
        ("ሰላም", (), "ti"),
    ],
)
def test_identify_is_not_certain_of_a_greeting(text: str, likely: tuple[str, ...], language: str) -> None:
    assert identify(text, likely) == Identified(language, certain=False)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("marhaba ustaza ana ummu Noor bukra mish jaye", "ar"),
        ("inshallah bnti marida lyoum ma tjich", "ar"),
        ("Selam kemey aleku wedey hamimu alo", "ti"),
    ],
)
def test_identify_says_unknown_to_arabic_and_tigrinya_in_latin_letters(text: str, home: str) -> None:
    assert identify(text, (home, "nl")) == Identified(None)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Ik kom morgen, teşekkür ederim, oğlum hasta", "tr"),
        ("Hallo juf. Kızım bugün hasta, okula gelemeyecek. Kan ik het huiswerk krijgen?", "tr"),
        ("Ik kan niet komen çünkü oğlum bugün çok hasta", "tr"),
        ("شكرا جزيلا لكم dank u wel juf Ruth", "ar"),
    ],
)
def test_identify_says_when_a_message_is_mixed(text: str, home: str) -> None:
    assert identify(text, (home, "nl")) == Identified(home, mixed=True)


@pytest.mark.parametrize(
    ("text", "home"),
    [("Dag juf, kızım bugün okula gelemiyor. Groetjes", "tr"), ("ابنتي Noor في groep 3 مريضة اليوم", "ar")],
)
def test_identify_takes_a_greeting_or_a_name_for_what_it_is(text: str, home: str) -> None:
    assert identify(text, (home, "nl")) == Identified(home, certain=True)


@pytest.mark.parametrize(
    ("text", "likely", "found"),
    [
        ("ልጄ ዛሬ ታማለች እና አትመጣም", (), Identified("am", certain=True)),
        ("ልጄ ዛሬ ታማለች እና አትመጣም", ("ti",), Identified("ti", certain=True)),
        ("ወደይ ሎሚ ሓሚሙ ኣሎ", ("nl",), Identified("ti", certain=True)),
        ("ሰላም ደሃን", (), Identified("ti")),
    ],
)
def test_identify_tells_tigrinya_from_amharic(text: str, likely: tuple[str, ...], found: Identified) -> None:
    assert identify(text, likely) == found


@pytest.mark.parametrize(
    ("text", "language"), [("Mia figlia oggi è malata e non viene", "it"), ("Vajza ime është e sëmurë sot", "sq")]
)
def test_identify_knows_languages_of_other_homes(text: str, language: str) -> None:
    assert identify(text, ("tr", "nl")) == Identified(language, certain=True)


def test_identify_takes_one_word_of_papiamentu_for_it_at_home_only() -> None:
    text = "Ki dia e fiesta ta?"

    assert [identify(text, likely) for likely in ((), ("pap", "nl"))] == [Identified(None), Identified("pap")]


def test_identify_is_sure_of_tarifit_and_papiamentu_only_where_they_are_spoken() -> None:
    texts = {"rif": "Ma tzemred ad ayi tlaɣid?", "pap": "Mi yiu ta malu awe."}

    found = {tag: (identify(text), identify(text, (tag,))) for tag, text in texts.items()}

    assert found == {tag: (Identified(tag), Identified(tag, certain=True)) for tag in texts}
