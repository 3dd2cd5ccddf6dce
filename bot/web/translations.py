"""API: the translation memory."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.actions.translations import record_decision
from bot.enums import Origin, Scope, TranslationState
from bot.models import Translation
from bot.queries.translations import PAGE, list_translations
from bot.web.calls import Call, Route
from bot.web.fields import After, Answer, Body, Paragraph, Query
from bot.web.words import PartAnswer, part
from messages.reasons import Reader


class TranslationsQuery(Query):
    """Which entries: of a state, in a language (tag), with these words in source or target."""

    state: TranslationState | None = None
    language: Annotated[str, Field(max_length=16)] | None = None
    words: Annotated[str, Field(max_length=200)] | None = None
    after: After = 0


class TranslationAnswer(PartAnswer):
    """One sentence in one language; `engine` names the packages of a machine's work."""

    source_language: str
    target_language: str
    origin: Origin | None
    engine: str | None


class TranslationsAnswer(Answer):
    """A page; `next` is the `after` of the following one."""

    items: list[TranslationAnswer]
    next: int | None


class DecisionBody(Body):
    """A person's word: the sentence in the other language, approved or not."""

    target: Paragraph
    approve: bool = True


async def translations(call: Call) -> TranslationsAnswer:
    """What is wanted, held, or approved."""
    query: TranslationsQuery = call.query
    async with call.deps.reading() as session:
        found = await list_translations(
            session,
            actor=call.actor,
            state=query.state,
            language=query.language,
            words=query.words,
            after=query.after,
        )
    return TranslationsAnswer(
        items=[_translation(entry, call.reader) for entry in found], next=found[-1].id if len(found) == PAGE else None
    )


async def decide(call: Call) -> TranslationAnswer:
    """Kept for ever, and used from the next message on."""
    async with call.deps.transaction() as session:
        entry = await record_decision(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            translation_id=call.row_id(),
            target=call.body.target,
            approve=call.body.approve,
        )
    return _translation(entry, call.reader)


def _translation(entry: Translation, reader: Reader) -> TranslationAnswer:
    return TranslationAnswer(
        **part(entry, reader).model_dump(),
        source_language=entry.source_language,
        target_language=entry.target_language,
        origin=Origin(entry.origin) if entry.origin else None,
        engine=entry.engine,
    )


ROUTES = [
    Route(
        "GET", "/translations", translations, TranslationsAnswer, Scope.TRANSLATIONS_READ, "Read the memory",
        query=TranslationsQuery,
    ),
    Route(
        "PUT", "/translations/{id}", decide, TranslationAnswer, Scope.TRANSLATIONS_WRITE, "Approve a translation",
        DecisionBody,
    ),
]  # fmt: skip
