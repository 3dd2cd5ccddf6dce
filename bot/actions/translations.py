"""The translation memory: sentences are wanted when something is scheduled; what a person approves stays for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.statements import insert_into
from bot.domain.actors import Actor
from bot.enums import Scope, TranslationState
from bot.errors import BadInput, NotFound
from bot.models import Translation
from bot.queries.translations import sentences_of


async def record_wanted(
    session: AsyncSession, *, texts: Iterable[str | None], source: str, targets: Collection[str], now: datetime
) -> None:
    """One pending entry for each sentence and language that the memory does not hold yet."""
    rows = [
        {
            "source_key": key,
            "source": sentence,
            "source_language": source,
            "target_language": target,
            "state": TranslationState.PENDING,
            "created_at": now,
        }
        for key, sentence in sentences_of(texts).items()
        for target in sorted(set(targets) - {source})
    ]
    if rows:
        await session.execute(insert_into(session, Translation).on_conflict_do_nothing(), rows)


async def record_decision(
    session: AsyncSession, *, actor: Actor, now: datetime, translation_id: int, target: str, approve: bool
) -> Translation:
    """A person's word on one sentence: approved for ever, or rejected. Raises NotFound, BadInput."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    entry = await session.get(Translation, translation_id, with_for_update=True)
    if entry is None:
        raise NotFound(f"There is no translation {translation_id}.")
    if approve and not target.strip():
        raise BadInput("An approved translation cannot be empty.")
    entry.target = target.strip() or entry.target
    entry.state = TranslationState.APPROVED if approve else TranslationState.REJECTED
    entry.decided_by, entry.decided_at = actor.key, now
    record_audit(session, actor=actor, now=now, action=f"translation-{entry.state}", object_id=entry.id)
    return entry
