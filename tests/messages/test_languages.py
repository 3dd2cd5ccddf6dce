"""Languages as schools write them, and as their readers write dates and lists."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.languages import OFFERED, Language, UnknownLanguage, parse_language, readable_in
from tests.messages.builders import STARTS

NOOR_OMAR_SAMI = ("Noor", "Omar", "Sami")


@pytest.mark.parametrize(
    ("tag", "names"),
    {
        "tr": ["tr", "TR", "Turks", "turks", "Turkish", "Türkçe", "  Turks  "],
        "ar": ["ar", "Arabisch", "Arabic", "العربية", "ar-MA"],
        "nl": ["nl", "nl-NL", "nl_BE", "Nederlands", "Dutch", "Vlaams", "nld"],
        "fa": ["fa", "Farsi", "Perzisch", "Dari", "prs", "فارسی", "دری"],
        "ti": ["ti", "Tigrinya", "Tigrinja", "ትግርኛ"],
        "so": ["so", "Somalisch", "Somali", "Soomaali", "Af-Soomaali"],
        "pl": ["Pools", "Polish", "Polski", "pl_PL"],
        "uk": ["Oekraïens", "Ukrainian", "Українська"],
        "kmr": ["kmr", "ku", "Koerdisch", "Koerdisch  (Kurmanci)", "Kurmancî", "Kurdî (kurmancî)"],
        "zh-Hans": ["zh", "zh-Hans", "zh_CN", "Chinees", "Mandarijn", "中文"],
        "pt": ["Portugees", "Portugees (Brazilië)", "pt-BR"],
        "rif": ["Tarifit", "Berbers", "Riffijns", "Tamazight"],
        "pap": ["Papiaments", "Papiamento", "Papiamentu"],
        "sq": ["sq", "Albanees", "Albanian"],
    }.items(),
)
def test_parse_language_takes_codes_and_names_as_schools_write_them(tag: str, names: list[str]) -> None:
    assert [parse_language(name) for name in names] == [Language(tag)] * len(names)


@pytest.mark.parametrize("tag", OFFERED)
def test_parse_language_knows_every_offered_language_by_tag_and_own_name(tag: str) -> None:
    assert (parse_language(tag), parse_language(Language(tag).own_name)) == (Language(tag), Language(tag))


@pytest.mark.parametrize(
    "text", ["", " ", "-", "_nl", "Klingonees", "xx", "1", "onbekende taal", "und", "mul", "zxx", "nl,tr", "\0"]
)
def test_parse_language_refuses_what_nobody_speaks(text: str) -> None:
    with pytest.raises(UnknownLanguage) as refused:
        parse_language(text)

    assert refused.value.args == (text,)


@given(st.text())
def test_parse_language_of_anything_is_a_language_or_unknown(text: str) -> None:
    try:
        language = parse_language(text)
    except UnknownLanguage:
        return

    assert parse_language(language.tag) == language


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        (("tr", "ar", "nl"), "tr"),
        ((None, "ar", "nl"), "ar"),
        ((None, "rif", "ar"), "ar"),
        ((None, "rif", None), "nl"),
        ((), "nl"),
    ],
)
def test_readable_in_is_the_first_wanted_language_that_we_speak(wanted: tuple[str | None, ...], tag: str) -> None:
    assert readable_in(wanted, frozenset({"ar", "tr", "en"}), "nl") == Language(tag)


def test_own_name_is_in_its_own_script_and_starts_with_a_capital() -> None:
    names = [Language(tag).own_name for tag in ("nl", "ar", "tr", "uk", "ti", "zh-Hans")]

    assert names == ["Nederlands", "العربية", "Türkçe", "Українська", "ትግርኛ", "中文"]


def test_own_names_tell_the_offered_languages_apart() -> None:
    assert len({Language(tag).own_name for tag in OFFERED}) == len(OFFERED)


def test_right_to_left_is_arabic_and_persian() -> None:
    assert [tag for tag in OFFERED if Language(tag).right_to_left] == ["ar", "fa"]


@pytest.mark.parametrize(
    ("reader", "tag", "name"),
    [
        ("nl", "ar", "Arabisch"),
        ("en", "nl", "Dutch"),
        ("pl", "nl", "niderlandzki"),
        ("tr", "nl", "Hollandaca"),
        ("nl", "kmr", "Koerdisch"),
        ("en", "zh-Hans", "Simplified Chinese"),
        ("rif", "kmr", "Kurdî (kurmancî)"),
    ],
)
def test_name_in_is_as_the_reader_says_it_else_the_own_name(reader: str, tag: str, name: str) -> None:
    assert Language(tag).name_in(Language(reader)) == name


@pytest.mark.parametrize(
    ("tag", "day"),
    {
        "nl": "dinsdag 8 december",
        "en": "Tuesday 8 December",
        "ar": "الثلاثاء، 8 ديسمبر",
        "tr": "8 Aralık Salı",
        "pl": "wtorek 8 grudnia",
        "uk": "вівторок 8 грудня",
        "de": "Dienstag, 8. Dezember",
        "es": "martes, 8 de diciembre",
        "fr": "mardi 8 décembre",
        "zh-Hans": "12月8日星期二",
    }.items(),
)
def test_day_is_in_the_order_of_the_language(tag: str, day: str) -> None:
    assert (Language(tag).day(STARTS), Language(tag).day(date(2026, 12, 8))) == (day, day)


@pytest.mark.parametrize("tag", OFFERED)
def test_clock_is_the_one_in_a_dutch_school(tag: str) -> None:
    assert [Language(tag).clock(STARTS), Language(tag).clock(STARTS.replace(hour=19, minute=5))] == ["08:30", "19:05"]


def test_clock_shows_the_moment_in_its_own_zone() -> None:
    assert Language("nl").clock(datetime(2026, 12, 8, 7, 30, tzinfo=UTC)) == "07:30"


@pytest.mark.parametrize(
    ("tag", "one", "three"),
    [
        ("nl", "Noor", "Noor, Omar en Sami"),
        ("en", "Noor", "Noor, Omar and Sami"),
        ("pl", "Noor", "Noor, Omar i Sami"),
        ("ti", "Noor", "Noor፣ Omar፣ Sami"),
        ("ar", "\u2068Noor\u2069", "\u2068Noor\u2069 و\u2068Omar\u2069 و\u2068Sami\u2069"),
    ],
)
def test_listing_joins_names_as_the_language_does(tag: str, one: str, three: str) -> None:
    assert (Language(tag).listing(NOOR_OMAR_SAMI[:1]), Language(tag).listing(NOOR_OMAR_SAMI)) == (one, three)


def test_isolate_holds_a_fact_in_its_place_only_where_lines_run_right_to_left() -> None:
    assert [Language(tag).isolate("Voorstraat 12") for tag in ("nl", "fa")] == [
        "Voorstraat 12",
        "\u2068Voorstraat 12\u2069",
    ]


@pytest.mark.parametrize("tag", ["xx", "not a tag", ""])
def test_locale_of_a_tag_that_cldr_does_not_know_is_british(tag: str) -> None:
    assert str(Language(tag).locale) == "en_GB"
