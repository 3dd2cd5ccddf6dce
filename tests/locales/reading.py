"""What the checks read: catalogues as files, and as pairs of an English sentence and its translation."""

from __future__ import annotations

from dataclasses import dataclass

from babel.messages.catalog import Message

from messages.phrases import LOCALES, read_catalogue, spoken

TAGS = sorted(spoken())


@dataclass(frozen=True, slots=True)
class Pair:
    """One form of a translation beside the English that it says."""

    english: str
    said: str


def text_of(tag: str) -> str:
    """The file as its reviewers edit it."""
    return (LOCALES / tag / "LC_MESSAGES" / "messages.po").read_text("utf-8")


def header_of(tag: str) -> dict[str, str]:
    """The header; Babel forgets the lines that it does not know, such as X-State."""
    lines = text_of(tag).partition("\n\n")[0].partition('msgstr ""\n')[2].splitlines()
    unwrapped = "".join(line.strip('"') for line in lines)
    return dict(field.split(": ", 1) for field in unwrapped.split("\\n") if field)


def sentences_of(tag: str) -> list[Message]:
    """All entries but the header."""
    return [message for message in read_catalogue(tag) if message.id]


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation, once for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def pairs_of(tag: str) -> list[Pair]:
    """Every form of every sentence; the forms of a plural stand beside the English plural."""
    return [
        Pair(message.id if isinstance(message.id, str) else message.id[-1], form)
        for message in sentences_of(tag)
        for form in forms_of(message)
    ]
