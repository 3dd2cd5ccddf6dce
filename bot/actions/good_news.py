"""Something good about one child, to one parent or to each guardian: kept, and sent once (N20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.outbox import Draft, queue_messages
from bot.domain.actors import Actor
from bot.enums import Scope
from bot.models import GoodNews
from bot.queries.good_news import require_child
from messages.facts import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """What one parent reads; the draft's key comes from its row."""

    words: Words | None
    draft: Draft


async def record_good_news(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    child_id: str,
    phrases: Sequence[str],
    author: str,
    tellings: Sequence[Telling],
) -> None:
    """One row a parent, and its message. `child_id` is the school's. Raises NotFound, NotAllowed."""
    actor.check_scope(Scope.INBOX_WRITE)
    child = await require_child(session, actor=actor, external_id=child_id)
    facts = {"child_id": child.id, "phrases": list(phrases), "author": author, "created_by": actor.key}
    for telling in tellings:
        row = GoodNews(parent_id=telling.draft.parent_id, created_at=now, **facts, **_words(telling))
        session.add(row)
        await session.flush()
        await queue_messages(session, [replace(telling.draft, dedupe_key=f"good-news:{row.id}")], now=now)
    record_audit(session, actor=actor, now=now, action="good-news", object_id=child.id, parents=len(tellings))


def _words(telling: Telling) -> dict[str, str | None]:
    words, how = telling.words, telling.draft.outgoing.free_text
    return {"text": words.original if words else None, "translation": words.translated if words else None, "how": how}
