"""The translation memory, looked up for many sentences and languages at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.memory import Memory, Remembered
from bot.enums import Scope, TranslationState
from bot.models import Translation
from messages.sentences import sentence_key, split_sentences, worth_translating

PAGE = 200


def sentences_of(texts: Iterable[str | None]) -> dict[str, str]:
    """Every sentence worth translating, by its key, each once."""
    pieces = (piece for text in texts if text for piece in split_sentences(text))
    return {sentence_key(piece): piece.strip() for piece in pieces if worth_translating(piece)}


async def load_memory(
    session: AsyncSession, *, texts: Iterable[str | None], source: str, targets: Collection[str]
) -> Memory:
    """What is known of these texts in these languages, in one statement."""
    keys = sentences_of(texts)
    if not keys:
        return Memory()
    query = select(Translation).where(
        Translation.source_key.in_(keys),
        Translation.source_language == source,
        Translation.target_language.in_(targets),
    )
    return Memory(
        {
            (entry.source_key, entry.target_language): Remembered(entry.target, TranslationState(entry.state))
            for entry in await session.scalars(query)
        }
    )


async def list_translations(
    session: AsyncSession, *, actor: Actor, state: TranslationState | None, after: int = 0, limit: int = PAGE
) -> list[Translation]:
    """Entries by id, of one state when asked."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    query = select(Translation).where(Translation.id > after).order_by(Translation.id).limit(limit)
    if state is not None:
        query = query.where(Translation.state == state)
    return list(await session.scalars(query))
