"""The words of a sentence apart from what decorates it: bullets, numbering, emoji and quotation marks around it.

An engine that sees bare words translates them better, and cannot lose what it does not see.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import regex

from messages.protection.items import EMOJI

_LEAD = regex.compile(
    rf"(?:\s|{EMOJI}|[•·▪◦‣\p{{So}}]|[-–—*]+(?=[\s\p{{L}}*])|[>#=+~|]+(?=\s)|\(?\d{{1,2}}[.)](?=\s)|[A-Za-z]\)(?=\s))*+"
)
_TRAIL = regex.compile(rf"\s*(?:{EMOJI}|[\p{{So}}…*~=|])(?:\s|{EMOJI}|[\p{{So}}…*~=|.,;:!?])*+$|\s+$")
#: A pair of quotation marks or brackets that holds it all.
_PAIR = regex.compile(r"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|\"[^\"]+\"|‘[^‘’]+’|\([^()]+\)")
_DIGIT = regex.compile(r"[^\P{Nd}0-9]")


class Margins(NamedTuple):
    """Joined, the three are the text."""

    lead: str
    core: str
    trail: str


def made_even(text: str) -> str:
    """NFC, single spaces and Western digits, which parents here read on every clock; line breaks stay."""
    spaced = regex.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))
    return _DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), spaced)


def peel(text: str) -> Margins:
    """The words, and what stands around them."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    trail = _TRAIL.search(text, start)
    end = trail.start() if trail else len(text)
    if _PAIR.fullmatch(text, start, end):
        start, end = start + 1, end - 1
    return Margins(text[:start], text[start:end], text[end:])
