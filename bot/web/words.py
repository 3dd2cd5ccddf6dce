"""How the author's own words come across, as the API tells it: part by part, with reasons, and ways left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.audience import LanguageShare
from bot.enums import TranslationState
from bot.models import Translation
from bot.web.fields import Answer
from messages.back_translation import explain_likeness
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.plain.hints import Hint, hints
from messages.reasons import Reader, Reason, words

_WARNINGS: dict[str, dict[Reader, str]] = {
    "nobody": {
        "nl": "Geen machine vertaalt naar: {languages}. Laat iemand de zinnen vertalen en keur ze goed, vertel het aan "
        "de deur, of laat de brugfunctionaris bellen. Anders lezen ouders je zinnen zoals je ze schreef, met uitleg.",
        "en": "No machine translates into: {languages}. Have somebody translate and approve the sentences, tell it "
        "at the gate, or let a liaison call. Else parents read your sentences as written, with a note.",
    },
    "rejected": {
        "nl": "De vertaling is afgekeurd: {languages}. Keur eerst een betere goed.",
        "en": "The translation was rejected: {languages}. Approve a better one first.",
    },
    "held": {
        "nl": "De vertaling wacht op een mens: {languages}. Bekijk haar eerst; het bericht wacht er even op.",
        "en": "The translation waits for a person: {languages}. Look at it first; the message waits for it a while.",
    },
    "pending": {
        "nl": "Nog niet vertaald: {languages}. Het bericht wacht er even op.",
        "en": "Not translated yet: {languages}. The message waits for it a while.",
    },
}


class ReasonAnswer(Answer):
    """Why a sentence waits: a code for programs, words for people."""

    code: str
    detail: str
    words: str


class PartAnswer(Answer):
    """One sentence, how it is said, and what that means when a machine brings it back."""

    id: int
    source: str
    target: str | None
    state: TranslationState
    reasons: list[ReasonAnswer]
    back_translation: str | None
    likeness: int | None
    likeness_words: str | None


class HintAnswer(Answer):
    """How to write it plainer: what was found from `start` to `end`, and a better way."""

    start: int
    end: int
    kind: str
    found: str
    better: str


def part(entry: Translation, reader: Reader) -> PartAnswer:
    """One entry of the memory for its author."""
    return PartAnswer(
        id=entry.id,
        source=entry.source,
        target=entry.target,
        state=TranslationState(entry.state),
        reasons=explain(entry.reasons, reader),
        back_translation=entry.back,
        likeness=entry.likeness,
        likeness_words=None if entry.likeness is None else explain_likeness(entry.likeness, reader),
    )


def explain(reasons: Iterable[Sequence[str]], reader: Reader) -> list[ReasonAnswer]:
    """In the language of whoever reads it."""
    return [
        ReasonAnswer(code=code, detail=detail, words=words(Reason(code, detail), reader)) for code, detail in reasons
    ]


def plain_hints(texts: Iterable[str | None], language: str) -> list[HintAnswer]:
    """For Dutch and English; other languages have no rules here."""
    return [_hint(hint) for text in texts if text for hint in hints(text, language)]


def warn_about(shares: Iterable[LanguageShare], reader: Reader) -> list[str]:
    """What the author should know of the languages of an audience, before it leaves."""
    said: dict[str, set[str]] = {}
    for share in shares:
        said.setdefault(_worry(share), set()).add(share.reads)
    return [
        sentence[reader].format(languages=_names(said[worry], reader))
        for worry, sentence in _WARNINGS.items()
        if worry in said
    ]


def _worry(share: LanguageShare) -> str:
    if share.said is HowSaid.ORIGINAL:
        return "rejected" if share.served else "nobody"
    return share.said.value


def _names(tags: Iterable[str], reader: Reader) -> str:
    return ", ".join(sorted(Language(tag).name_in(Language(reader)) for tag in tags))


def _hint(hint: Hint) -> HintAnswer:
    return HintAnswer(start=hint.start, end=hint.end, kind=hint.kind, found=hint.found, better=hint.better)
