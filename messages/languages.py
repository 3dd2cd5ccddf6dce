"""Languages by their BCP 47 tag: own name, direction, dates and lists as CLDR writes them.

Any language that CLDR knows is accepted as somebody's home language; which ones we can *speak* is what
`messages.phrases` finds in `locales/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list

#: The languages of needs.md, in the order in which a parent is offered them.
OFFERED = (
    *("nl", "ar", "tr", "pl", "uk", "ti", "so", "en", "fa", "ru"),
    *("es", "fr", "pt", "de", "ro", "bg", "zh-Hans", "kmr", "pap", "rif"),
)

#: Spoken at home and hardly ever read: beside it stands a language that the family reads, and the author's own words.
SPOKEN_FIRST = frozenset({"rif"})

#: What CLDR does not call them, but schools, parents and other systems do. Lower case.
_ALIASES = {
    "farsi": "fa", "perzisch": "fa", "persian": "fa", "dari": "fa", "prs": "fa", "فارسی": "fa", "دری": "fa",
    "tigrinya": "ti", "tigrinja": "ti", "tigrigna": "ti", "tir": "ti",
    "soomaali": "so", "af-soomaali": "so", "som": "so",
    "koerdisch": "kmr", "kurdish": "kmr", "kurmanci": "kmr", "kurmancî": "kmr", "kurmanji": "kmr", "ku": "kmr",
    "koerdisch (kurmanci)": "kmr", "kurdî": "kmr",
    "papiamento": "pap", "papiaments": "pap", "papiamentu": "pap",
    "tarifit": "rif", "riffijns": "rif", "riffian": "rif", "berbers": "rif", "berber": "rif", "amazigh": "rif",
    "tamazight": "rif",
    "chinees": "zh-Hans", "chinese": "zh-Hans", "mandarijn": "zh-Hans", "mandarin": "zh-Hans", "zh": "zh-Hans",
    "zh-cn": "zh-Hans", "zh_cn": "zh-Hans", "中文": "zh-Hans",
    "vlaams": "nl", "flemish": "nl", "moldavisch": "ro", "portugees (brazilië)": "pt", "nld": "nl", "dut": "nl",
}  # fmt: skip

#: Weekday, day and month in the order and with the marks of the language; without the year, which a parent knows.
_DAY_PATTERN = {
    "ar": "EEEE، d MMMM",
    "bg": "EEEE, d MMMM",
    "de": "EEEE, d. MMMM",
    "es": "EEEE, d 'de' MMMM",
    "fa": "EEEE d LLLL",  # MMMM is the form before a year
    "fr": "EEEE d MMMM",
    "kmr": "EEEE, d'ê' MMMM'ê'",
    "pap": "EEEE d 'di' MMMM",
    "pt": "EEEE, d 'de' MMMM",
    "ro": "EEEE, d MMMM",
    "ru": "EEEE, d MMMM",
    "ti": "EEEE፣ d MMMM",
    "tr": "d MMMM EEEE",
    "zh-Hans": "M月d日EEEE",
}

#: Papiamentu writes months and weekdays small; CLDR has them with a capital.
_SMALL_MONTHS = frozenset({"pap"})

#: CLDR's names for "unknown", "several" and "none": nobody reads these.
_NO_LANGUAGES = frozenset({"mul", "und", "zxx"})

#: Where families say another word than CLDR writes.
_SAID = {
    ("tr", "nl"): "Hollandaca",
    ("ru", "nl"): "голландский",
    ("es", "nl"): "holandés",
    ("bg", "nl"): "холандски",
}

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


class UnknownLanguage(ValueError):
    """The text names no language that CLDR or our list of names knows."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language as we treat it everywhere; equal when the tags are equal."""

    tag: str

    @property
    def locale(self) -> Locale:
        """The CLDR data of the language; British dates and lists for English, as fit a Dutch school."""
        return _locale(self.tag)

    @property
    def own_name(self) -> str:
        """The name in its own script, as a parent looks for it in a list."""
        name = self.locale.get_language_name() or self.tag
        return name[:1].upper() + name[1:]

    @property
    def right_to_left(self) -> bool:
        """True where lines start at the right: Arabic, Persian."""
        return bool(self.locale.text_direction == "rtl")

    def name_in(self, reader: Language) -> str:
        """The name as another reader says it; the own name where CLDR has none."""
        if (reader.tag, self.tag) in _SAID:
            return _SAID[reader.tag, self.tag]
        return reader.locale.languages.get(_cldr_code(self.tag)) or self.own_name

    def day(self, moment: date) -> str:
        """Weekday, day, month: 'dinsdag 8 december'."""
        day = format_date(moment, _DAY_PATTERN.get(self.tag, "EEEE d MMMM"), locale=self.locale)
        return day.lower() if self.tag in _SMALL_MONTHS else day

    def short_day(self, moment: datetime) -> str:
        """The same for a small button, by weekday and number: 'di 8'."""
        day = format_skeleton("Ed", moment, tzinfo=moment.tzinfo, locale=self.locale)
        return day.lower() if self.tag in _SMALL_MONTHS else day

    def clock(self, moment: datetime) -> str:
        """24-hour time in Western digits, as the clock in a Dutch school shows it, in every language."""
        return format_datetime(moment, "HH:mm", tzinfo=moment.tzinfo, locale="en_GB")

    def listing(self, items: Sequence[str]) -> str:
        """'A, B and C'. Tigrinya joins by suffixes, which Latin names do not bear: there a comma serves."""
        if self.tag == "ti":
            return "፣ ".join(items)
        return format_list([self.isolate(item) for item in items], locale=self.locale)

    def isolate(self, fact: str) -> str:
        """The fact, kept from turning the line around where lines run right to left (UAX #9)."""
        return f"{_FIRST_STRONG_ISOLATE}{fact}{_POP_ISOLATE}" if self.right_to_left else fact


def parse_language(text: str) -> Language:
    """The language of a BCP 47 tag or of a name in Dutch, English or itself ('tr', 'Turks', 'Türkçe').

    Raises UnknownLanguage.
    """
    wanted = " ".join(text.split()).casefold()
    tag = _names().get(wanted) or _names().get(wanted.replace("_", "-").split("-")[0])
    if not tag:
        raise UnknownLanguage(text)
    return Language(tag)


def readable_in(wanted: Iterable[str | None], spoken: frozenset[str], otherwise: str) -> Language:
    """The first wanted language that we have phrases for, else the one that staff write in."""
    return Language(next((tag for tag in wanted if tag in spoken), otherwise))


@cache
def _locale(tag: str) -> Locale:
    try:
        return Locale.parse({"en": "en-GB"}.get(tag, tag), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def _cldr_code(tag: str) -> str:
    return {"kmr": "ku", "zh-Hans": "zh_Hans"}.get(tag, tag)


@cache
def _names() -> dict[str, str]:
    """Every accepted way to write a language, case-folded, to its tag. A language's code wins over a name."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for reader in ("nl", "en"):
        for code, name in Locale(reader).languages.items():
            if "_" not in str(code) and str(code) not in _NO_LANGUAGES:
                names.setdefault(str(name).casefold(), _ALIASES.get(str(code), str(code)))
                codes[str(code)] = str(code)
    for tag in OFFERED:
        names[Language(tag).own_name.casefold()] = tag
    return names | codes | _ALIASES | {tag.casefold(): tag for tag in OFFERED}
