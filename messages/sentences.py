"""The author's text as sentences: what is translated, remembered and approved one by one.

Our texts are short and plain, so rules suffice; no model is downloaded.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_END = re.compile(r"(?<=[.!?…؟।።])(?=\s)|(?<=[.!?…؟][\"”’»)])(?=\s)|(?<=[。！？])|(?<=\n)")
#: No lone small letter: “Wij bellen u.” ends there.
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|bijv|[a-z]\.[a-z](?:\.[a-z])?|nr|ca|evt|[Dd]hr|[Mm]evr|Mr|Mrs|Ms|[Dd]r)\.$")
_MARKS_AT_THE_END = re.compile(r"[\W_]+$")


def split_sentences(text: str) -> list[str]:
    """The pieces of a text; joined again they are the text, white space and line breaks included."""
    pieces: list[str] = []
    for piece in _END.split(text):
        if pieces and (not piece.strip() or _ABBREVIATION.search(pieces[-1])):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return pieces


def worth_translating(piece: str) -> bool:
    """Whether there is a word in it; numbers, marks and emoji read the same everywhere."""
    return any(character.isalpha() for character in piece)


def sentence_key(piece: str) -> str:
    """The name of a sentence in the memory: Unicode and white space made even, letters kept as they are."""
    return hashlib.sha256(_even(piece).encode()).hexdigest()


def loose_key(piece: str) -> str:
    """The same, blind to capitals and to the marks at the end: one approval serves "Kom op tijd" and "Kom op tijd!"."""
    return hashlib.sha256(_MARKS_AT_THE_END.sub("", _even(piece).casefold()).encode()).hexdigest()


def with_margins(piece: str, translated: str) -> str:
    """The translation between the white space that stood around the piece."""
    lead = piece[: len(piece) - len(piece.lstrip())]
    trail = piece[len(piece.rstrip()) :]
    return lead + translated.strip() + trail


def _even(piece: str) -> str:
    return " ".join(unicodedata.normalize("NFC", piece).split())
