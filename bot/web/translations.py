"""API: the translation memory."""

from __future__ import annotations

from bot.actions.translations import record_decision
from bot.enums import Scope, TranslationState
from bot.models import Translation
from bot.queries.translations import PAGE, list_translations
from bot.web.calls import Call, Route
from bot.web.fields import After, Answer, Body, Paragraph, Query


class TranslationsQuery(Query):
    """Which entries."""

    state: TranslationState | None = None
    after: After = 0


class TranslationAnswer(Answer):
    """One sentence in one language."""

    id: int
    source: str
    source_language: str
    target: str | None
    target_language: str
    state: TranslationState


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
    async with call.deps.reading() as session:
        found = await list_translations(session, actor=call.actor, state=call.query.state, after=call.query.after)
    return TranslationsAnswer(
        items=[_translation(entry) for entry in found], next=found[-1].id if len(found) == PAGE else None
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
    return _translation(entry)


def _translation(entry: Translation) -> TranslationAnswer:
    return TranslationAnswer(
        id=entry.id,
        source=entry.source,
        source_language=entry.source_language,
        target=entry.target,
        target_language=entry.target_language,
        state=TranslationState(entry.state),
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
