"""Something good about one child, to one parent or to each guardian: kept, and sent once (N20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.outbox import Draft, cancel_queued, queue_messages
from bot.actions.second_clicks import hold_child
from bot.domain.actors import Actor
from bot.enums import OutboxState, Scope
from bot.errors import Conflict, NotFound
from bot.models import Child, GoodNews, OutboxMessage
from bot.queries.child_news import key_of_message
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
    once_within: timedelta = timedelta(),
) -> None:
    """One row a parent, and its message; nothing where the actor told the same within this time.

    `child_id` is the school's. Raises NotFound, NotAllowed.
    """
    actor.check_scope(Scope.INBOX_WRITE)
    child = await require_child(session, actor=actor, external_id=child_id)
    await hold_child(session, child.id)
    if once_within and await _told_before(session, actor, child.id, now - once_within, phrases, tellings):
        return
    facts = {"child_id": child.id, "phrases": list(phrases), "author": author, "created_by": actor.key}
    for telling in tellings:
        row = GoodNews(parent_id=telling.draft.parent_id, created_at=now, **facts, **_words(telling))
        session.add(row)
        await session.flush()
        await queue_messages(session, [replace(telling.draft, dedupe_key=f"good-news:{row.id}")], now=now)
    record_audit(session, actor=actor, now=now, action="good-news", object_id=child.id, parents=len(tellings))


async def _told_before(
    session: AsyncSession,
    actor: Actor,
    child_id: int,
    since: datetime,
    phrases: Sequence[str],
    tellings: Sequence[Telling],
) -> bool:
    """Whether the actor said just this about the child after this moment; what was taken back was not said."""
    mine = GoodNews.child_id == child_id, GoodNews.created_by == actor.key, GoodNews.created_at > since
    said = [(news.phrases, news.text) for news in await session.scalars(select(GoodNews).where(*mine))]
    return any((list(phrases), _words(telling)["text"]) in said for telling in tellings)


async def take_back_good_news(session: AsyncSession, *, actor: Actor, now: datetime, news_id: int) -> str:
    """What one told at the same moment as this row, as far as it has not left. The school's number of the child.

    Raises NotFound, also for what a colleague told; NotAllowed; Conflict where all of it has left.
    """
    actor.check_scope(Scope.INBOX_WRITE)
    row = await session.get(GoodNews, news_id)
    if row is None or row.created_by != actor.key:
        raise NotFound(f"There is no good news {news_id}.")
    child = await session.get_one(Child, row.child_id)
    await require_child(session, actor=actor, external_id=child.external_id)
    sent = await _messages_with(session, row)
    gone = await _called_off(session, set(sent.values()), now)
    if not gone:
        raise Conflict("The good news has left: it cannot be taken back.")
    taken = [news for news, message in sent.items() if message in gone]
    await session.execute(delete(GoodNews).where(GoodNews.id.in_(taken)))
    record_audit(session, actor=actor, now=now, action="good-news-back", object_id=child.id, parents=len(taken))
    return child.external_id


async def _messages_with(session: AsyncSession, row: GoodNews) -> dict[int, int]:
    """By row the message of each that was told together with this one."""
    together = (
        GoodNews.child_id == row.child_id,
        GoodNews.created_at == row.created_at,
        GoodNews.created_by == row.created_by,
    )
    query = select(GoodNews.id, OutboxMessage.id).join(OutboxMessage, OutboxMessage.dedupe_key == key_of_message())
    return dict((await session.execute(query.where(*together))).all())


async def _called_off(session: AsyncSession, messages: set[int], now: datetime) -> set[int]:
    """Those of them that had not left; what would be spoken after them is not."""
    meant = or_(OutboxMessage.id.in_(messages), OutboxMessage.follows.in_(messages))
    await cancel_queued(session, meant, now=now)
    stopped = OutboxMessage.id.in_(messages), OutboxMessage.state == OutboxState.CANCELLED
    return set(await session.scalars(select(OutboxMessage.id).where(*stopped)))


def _words(telling: Telling) -> dict[str, str | None]:
    words, how = telling.words, telling.draft.outgoing.free_text
    return {"text": words.original if words else None, "translation": words.translated if words else None, "how": how}
