"""Writing systems: which one a language is written in (CLDR), and what in a text is written in another (Unicode)."""

from __future__ import annotations

from functools import cache

import regex
from babel.core import get_global

#: ISO 15924 codes that name several Unicode scripts at once, or one under another name.
_PARTS = {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Hani", "Hira", "Kana"), "Kore": ("Hang", "Hani")}

#: Where CLDR lists a language under another code than ours.
_LISTED_AS = {"kmr": "ku"}

_CODE = regex.compile(r"(?:^|[-_])(\p{Lu}\p{Ll}{3})(?=$|[-_])")
_LETTERS = regex.compile(r"\p{L}")


def script_of(tag: str) -> str:
    """The ISO 15924 code of the script a language is most likely written in; Latin where CLDR does not say."""
    likely = get_global("likely_subtags").get(_LISTED_AS.get(tag, tag), "")
    named = _CODE.search(tag) or _CODE.search(likely)
    return named.group(1) if named else "Latn"


def has_letters(text: str) -> bool:
    """Whether anything in it is read aloud."""
    return _LETTERS.search(text) is not None


def foreign_words(text: str, tag: str) -> list[str]:
    """The runs of letters that the script of the language does not have, in order."""
    return _foreign_to(script_of(tag)).findall(text)


def share_in(text: str, script: str) -> float:
    """How much of its letters belongs to this script, from 0 to 1; 0 for a text without letters."""
    letters = len(_LETTERS.findall(text))
    return 1 - sum(map(len, _foreign_to(script).findall(text))) / letters if letters else 0.0


@cache
def _foreign_to(script: str) -> regex.Pattern[str]:
    own = "".join(rf"\p{{Script={part}}}" for part in _PARTS.get(script, (script,)))
    return regex.compile(rf"(?V1)[\p{{L}}--[{own}\p{{Zyyy}}\p{{Zinh}}]]+")
