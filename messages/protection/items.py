"""What in a sentence must reach the reader as written: names, numbers, links, emoji and the like, found by rule.

Month names and units are words, and words are translated: of “12 maart” and “14.30 uur” only the digits are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

#: A word of the glossary: what is written, and what is said for it; None where it stays as it is.
Term = tuple[str, str | None]


class Kind(StrEnum):
    """What an item is, by which a check knows how it may stand in a translation."""

    NAME = "name"
    TERM = "term"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    TIME = "time"
    DATE = "date"
    ORDINAL = "ordinal"
    CODE = "code"
    NUMBER = "number"
    TAG = "tag"
    SYNTAX = "syntax"
    QUOTE = "quote"
    EMOJI = "emoji"
    SIGN = "sign"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a sentence and what must stand for it in the translation, most often the same."""

    start: int
    end: int
    kind: Kind
    text: str
    said: str

    @property
    def fact(self) -> str:
        """What a translation must show. “3e” may be said as “3rd”: there the digits count."""
        return self.text.rstrip("abcdefghijklmnopqrstuvwxyz") if self.kind is Kind.ORDINAL else self.said


#: One emoji as a reader sees it: flags, keycaps, skin tones, families joined by zero-width joiners (UTS #51).
EMOJI = (
    r"(?:\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3"
    r"|\p{Extended_Pictographic}\uFE0F?\p{EMod}?[\U000E0020-\U000E007F]*"
    r"(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{EMod}?)*|[\p{EMod}\uFE0F])"
)
_BRACKETED = r"\([^\s()]*\)"
#: The rest of an address: it may hold a pair of brackets, and ends before the punctuation of the sentence.
_LATER = rf"(?:[^\s<>\"“”«»()]|{_BRACKETED})*(?:[^\s<>\"“”«».,;:!?…()\]}}'’]|{_BRACKETED})"
_FIGURE = r"\d++(?:[.,]\d++)*+"
_DOMAINS = "nl|com|org|net|eu|be|de|fr|uk|tr|pl|edu|gov|info|app|school|online|site|nu|io|me|gl|ly"
_FILES = "pdf|docx?|xlsx?|pptx?|odt|ods|jpe?g|png|gif|webp|mp3|mp4|m4a|zip|txt|csv|ics|html?"

#: The first pattern that fits the longest stretch names it.
_PATTERNS = (
    (Kind.LINK, rf"(?:[a-z][a-z0-9+.]*://|www\.){_LATER}"),
    (Kind.LINK, rf"(?<![\w@.])(?:[\w-]+\.)+(?:{_DOMAINS})(?![\w@])(?:[/?#]{_LATER})?"),
    (Kind.EMAIL, r"[\w.+%-]*\w@\w[\w-]*(?:\.\w[\w-]*)+"),
    (Kind.AMOUNT, rf"(?:[€$£¥₺]|\b(?:EUR|USD)\b)\s?{_FIGURE}(?:,(?:-+|–|=))?"),
    (Kind.AMOUNT, rf"(?<!\d){_FIGURE}(?:,(?:-+|–|=)(?!\w)|\s?(?:[€$£¥₺]|(?i:euro|eur|usd)\b))"),
    (Kind.PERCENTAGE, rf"(?<!\d){_FIGURE}\s?[%‰°]"),
    (Kind.TIME, r"(?<!\d)\d{1,2}[:.hu]\d{2}(?![\d\p{L}])"),
    (Kind.DATE, r"(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?<!\d)\d{1,2}([-/.])\d{1,2}(?:\1\d{2,4})?(?!\d)"),
    (Kind.PHONE, r"(?<!\w)(?:\(0\d{1,3}\)|0\d|\+\d)(?:[ \-./()]{0,2}\d){6,13}(?!\d)"),
    (Kind.CODE, r"(?i)(?<=\b(?:groep|klas|group|class) )\d+(?:[/-]\d+)*\p{L}\b"),
    (Kind.ORDINAL, r"\b\d+(?:e|de|ste|st|nd|rd|th)\b"),
    (Kind.CODE, r"\b(?=\p{L}*\d)[\p{L}\d]*\p{L}[\p{L}\d]*\b|\b\p{L}[\p{L}\d]*-\d+\b|\b\d+(?:[/-]\d+)*\p{Latin}\b"),
    (Kind.NUMBER, r"(?:(?<![^\s(])[+\-−])?\d+(?:[.,:/\-–x×]\d+)*"),
    (Kind.TAG, r"(?<!\w)[@#]\w+"),
    (Kind.SYNTAX, rf"\b[\w-]+\.(?:{_FILES})\b"),
    (Kind.SYNTAX, r"[^\s(\"“„«'‘]*_(?:\S*[^\s.,;:!?…)\]»”\"'’])?"),
    (Kind.SYNTAX, r"\{+[^{}\n]*\}+|<[^<>\s][^<>\n]*>|\[[^\[\]\s]*\]|`[^`\n]*`|\\\S*|&#?\w+;"),
    (Kind.QUOTE, r"“[^“”\n]+”|„[^„“”\n]+[“”]|«[^«»\n]+»|\"[^\"\n]+\""),
    (Kind.QUOTE, r"(?<!\w)‘(?![stnkm]\b)(?:[^‘’\n]|’(?=\w))+’(?!\w)|(?<!\w)'(?![stnkm]\b)(?:[^'\n]|'(?=\w))+'(?!\w)"),
    (Kind.EMOJI, rf"{EMOJI}+"),
    (Kind.SIGN, r"[+<>=|~^`*\\#{}$]+"),
    (Kind.BREAK, r"\s*\n\s*"),
)
_COMPILED = tuple((kind, regex.compile(pattern)) for kind, pattern in _PATTERNS)
_BEYOND_ASCII = regex.compile(r"[^\x00-\x7F\p{L}\p{M}\p{Nd}\s\uFF00-\uFFEF]|[ªº]")
_LONGEST_QUOTE = 8


def find_items(
    sentence: str, names: Iterable[str] = (), terms: Iterable[Term] = (), *, more: Iterable[Item] = ()
) -> tuple[Item, ...]:
    """The items from left to right, none inside another: the longest wins, then the first.

    Names count as written, terms in any case; both are whole words only. `more` are items found elsewhere.
    """
    found = [*more, *_named(sentence, names), *_termed(sentence, terms), *_patterned(sentence), *_signs(sentence)]
    taken: list[Item] = []
    for item in sorted(found, key=lambda item: (item.start - item.end, item.start)):
        if all(item.end <= other.start or other.end <= item.start for other in taken):
            taken.append(item)
    return tuple(sorted(taken, key=lambda item: item.start))


def _patterned(sentence: str) -> Iterator[Item]:
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(sentence):
            if kind is not Kind.QUOTE or len(match[0].split()) <= _LONGEST_QUOTE:
                yield _item(match, kind)


def _named(sentence: str, names: Iterable[str]) -> Iterator[Item]:
    for name in {" ".join(unicodedata.normalize("NFC", name).split()) for name in names} - {""}:
        for match in whole_words(name).finditer(sentence):
            yield _item(match, Kind.NAME)


def _termed(sentence: str, terms: Iterable[Term]) -> Iterator[Item]:
    for written, said in terms:
        for match in whole_words(written, flags=regex.IGNORECASE).finditer(sentence):
            yield Item(match.start(), match.end(), Kind.TERM, match[0], said or match[0])


def _signs(sentence: str) -> Iterator[Item]:
    """Signs that the engine's normalisation (NFKC) rewrites or that no model has in its vocabulary: … ½ № →."""
    for match in _BEYOND_ASCII.finditer(sentence):
        sign = match[0]
        if unicodedata.normalize("NFKC", sign) != sign or unicodedata.category(sign).startswith("S"):
            yield _item(match, Kind.SIGN)


def whole_words(text: str, flags: int = 0) -> regex.Pattern[str]:
    """The text where no letter, mark or digit touches it."""
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}\d_]){regex.escape(text)}(?![\p{{L}}\p{{M}}\d_])", flags)


def _item(match: regex.Match[str], kind: Kind) -> Item:
    return Item(match.start(), match.end(), kind, match[0], match[0])
