"""Why a machine sentence is held for a person, as a code for programs and a sentence for staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reader = Literal["nl", "en"]

#: What staff read for each code: without a detail, and with one in the place of {detail}. Dutch, then English.
_WORDS: dict[str, dict[Reader, tuple[str, str]]] = {
    "missing-item": {
        "nl": ("Een naam, getal of ander feit is weggevallen of veranderd.", "“{detail}” is weggevallen of veranderd."),
        "en": ("A name, number or other fact was lost or changed.", "“{detail}” was lost or changed."),
    },
    "new-number": {
        "nl": ("Er staat een getal in dat je niet schreef.", "Er staat een getal in dat je niet schreef: “{detail}”."),
        "en": ("It has a number that you did not write.", "It has a number that you did not write: “{detail}”."),
    },
    "too-short": {
        "nl": ("De vertaling is veel korter dan je zin; er mist waarschijnlijk iets.",) * 2,
        "en": ("The translation is much shorter than your sentence; something is probably missing.",) * 2,
    },
    "too-long": {
        "nl": ("De vertaling is veel langer dan je zin; er is waarschijnlijk iets bij verzonnen.",) * 2,
        "en": ("The translation is much longer than your sentence; something was probably made up.",) * 2,
    },
    "repeated": {
        "nl": ("De vertaling herhaalt woorden.", "De vertaling herhaalt “{detail}”."),
        "en": ("The translation repeats words.", "The translation repeats “{detail}”."),
    },
    "copied": {
        "nl": ("Uw zin is niet vertaald, maar overgenomen.", "“{detail}” is niet vertaald, maar overgenomen."),
        "en": ("Your sentence was copied, not translated.", "“{detail}” was copied, not translated."),
    },
    "wrong-script": {
        "nl": ("Er staan letters in van een ander schrift.", "Deze letters horen niet in de taal: “{detail}”."),
        "en": ("It has letters of another script.", "These letters do not belong in the language: “{detail}”."),
    },
    "wrong-language": {
        "nl": ("De vertaling lijkt in een andere taal.", "De vertaling lijkt in een andere taal: {detail}."),
        "en": ("It seems to be in another language.", "It seems to be in another language: {detail}."),
    },
    "unsure": {
        "nl": ("De vertaalmachine was onzeker over deze zin.",) * 2,
        "en": ("The translation machine was unsure about this sentence.",) * 2,
    },
    "invented": {
        "nl": ("Er staat iets in dat je niet schreef.", "Er staat iets in dat je niet schreef: “{detail}”."),
        "en": ("It has something that you did not write.", "It has something that you did not write: “{detail}”."),
    },
    "leftover": {
        "nl": ("Er staat een code in die er niet hoort.", "Er staat een code in die er niet hoort: “{detail}”."),
        "en": ("It has a code that does not belong there.", "It has a code that does not belong there: “{detail}”."),
    },
    "glossary": {
        "nl": ("De woordenlijst van de school is niet gevolgd.", "De woordenlijst van de school wil hier “{detail}”."),
        "en": ("The school's glossary was not followed.", "The school's glossary asks for “{detail}” here."),
    },
    "empty": {
        "nl": ("De vertaalmachine gaf niets terug.",) * 2,
        "en": ("The translation machine gave nothing back.",) * 2,
    },
    "engine-failed": {
        "nl": ("De vertaalmachine werkte niet.",) * 2,
        "en": ("The translation machine did not work.",) * 2,
    },
    "rejected-meaning": {
        "nl": ("Afgekeurd: het betekent iets anders.", "Afgekeurd: het betekent iets anders. “{detail}”."),
        "en": ("Rejected: it means something else.", "Rejected: it means something else. “{detail}”."),
    },
    "rejected-tone": {
        "nl": ("Afgekeurd: zo zeg je dat niet tegen ouders.", "Afgekeurd: zo spreek je ouders niet aan. “{detail}”."),
        "en": ("Rejected: this is no way to speak to parents.", "Rejected: no way to speak to parents. “{detail}”."),
    },
    "rejected-faults": {
        "nl": ("Afgekeurd: er staan taalfouten in.", "Afgekeurd: er staan taalfouten in. “{detail}”."),
        "en": ("Rejected: it has mistakes of language.", "Rejected: it has mistakes of language. “{detail}”."),
    },
    "rejected-other": {
        "nl": ("Afgekeurd.", "Afgekeurd: “{detail}”."),
        "en": ("Rejected.", "Rejected: “{detail}”."),
    },
}  # fmt: skip

#: Every code that a check may give.
CODES = frozenset(_WORDS)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is wrong with a translation. `detail` is what it is about, if it can be pointed at.

    Raises ValueError for a code that staff could not read.
    """

    code: str
    detail: str = ""

    def __post_init__(self) -> None:
        """A mistake in a check shows at once, not when a person opens the page."""
        if self.code not in CODES:
            raise ValueError(f"“{self.code}” is no reason; take one of {', '.join(sorted(CODES))}")


def words(reason: Reason, reader: Reader) -> str:
    """One sentence for staff."""
    plain, pointed = _WORDS[reason.code][reader]
    return pointed.format(detail=reason.detail) if reason.detail else plain
