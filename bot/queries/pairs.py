"""The translation memory as pairs, to be used elsewhere. What was said to one family alone never leaves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.memory_import import Stored
from bot.enums import Origin, Scope, TranslationState
from bot.models import Translation
from messages.exchange.pairs import Key, Pair

#: Sentences a look: PostgreSQL takes 32,767 values a statement.
_AT_ONCE = 5_000


async def list_pairs(
    session: AsyncSession, *, actor: Actor, source: str | None = None, target: str | None = None, machine: bool = False
) -> list[Pair]:
    """What people approved, of one language or pair of languages when asked; with the machine's work too if wanted."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    states = [TranslationState.APPROVED, *([TranslationState.MACHINE] if machine else [])]
    query = select(Translation).where(Translation.state.in_(states), ~Translation.private).order_by(Translation.id)
    if source is not None:
        query = query.where(Translation.source_language == source)
    if target is not None:
        query = query.where(Translation.target_language == target)
    return [_pair(entry) for entry in await session.scalars(query)]


async def load_stored_pairs(session: AsyncSession, pairs: Sequence[Pair]) -> dict[Key, Stored]:
    """What the memory says for these sentences; locked until the end of the transaction."""
    keys = sorted({pair.key[0] for pair in pairs})
    stored: dict[Key, Stored] = {}
    for start in range(0, len(keys), _AT_ONCE):
        query = select(*_FACTS).where(Translation.source_key.in_(keys[start : start + _AT_ONCE])).with_for_update()
        for *key, target, state, origin in await session.execute(query):
            known = Stored(target, TranslationState(state), Origin(origin) if origin else None)
            stored[key[0], key[1], key[2]] = known
    return stored


_FACTS = (
    *(Translation.source_key, Translation.source_language, Translation.target_language),
    *(Translation.target, Translation.state, Translation.origin),
)


def _pair(entry: Translation) -> Pair:
    return Pair(
        source=entry.source,
        target=entry.target or "",
        source_language=entry.source_language,
        target_language=entry.target_language,
        origin=entry.origin or Origin.PERSON,
        decided_by=entry.decided_by,
        decided_at=entry.decided_at,
    )
