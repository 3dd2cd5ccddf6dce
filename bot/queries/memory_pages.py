"""The memory as its readers go through it: what waits by language, and a page of entries, held ones first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import Scope, TranslationState
from bot.models import Translation
from bot.queries.translations import containing, waits_for_person

#: A screenful: who reads more is tired.
PAGE = 20


@dataclass(frozen=True, slots=True)
class Reviews:
    """Entries to look at; `after` is where the next page begins, None at the end."""

    entries: list[Translation]
    after: int | None


async def count_by_language(session: AsyncSession, *, actor: Actor) -> dict[str, int]:
    """How many sentences wait for a person, by language, the most first; languages where none does come too."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    waits = func.sum(case((waits_for_person() | (Translation.state == TranslationState.UNSERVED), 1), else_=0))
    query = select(Translation.target_language, waits).where(~Translation.private).group_by(Translation.target_language)
    rows = (await session.execute(query)).all()
    return {tag: int(count or 0) for tag, count in sorted(rows, key=lambda row: (-(row[1] or 0), row[0]))}


async def list_reviews(
    session: AsyncSession,
    *,
    actor: Actor,
    states: Sequence[TranslationState],
    language: str | None,
    words: str | None = None,
    after: int = 0,
) -> Reviews:
    """Held before unserved, then in the order in which they came; `after` counts entries. None that is private."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    waits = [waits_for_person()] if TranslationState.HELD in states else []
    meant = [~Translation.private, or_(Translation.state.in_(states), *waits)]
    if language is not None:
        meant.append(Translation.target_language == language)
    if words:
        meant.append(containing(words))
    urgency = case((waits_for_person(), 0), else_=1)
    query = select(Translation).where(*meant).order_by(urgency, Translation.id).offset(after).limit(PAGE + 1)
    found = list(await session.scalars(query))
    return Reviews(found[:PAGE], after + PAGE if len(found) > PAGE else None)
