"""The trail: who did what to which row, and who looked at it. Ids and counts only."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.models import AuditEntry

#: Who looks again within this is not noted again.
LOOK = timedelta(hours=1)


def record_audit(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    action: str,
    object_id: int | None = None,
    **details: int | str | bool | None,
) -> None:
    """Append one entry; it is stored with the transaction that it tells about, or not at all."""
    entry = AuditEntry(at=now, actor=actor.key, action=action, object_id=object_id, details=details)
    session.add(entry)


async def note_look(
    session: AsyncSession, *, by: Actor, now: datetime, action: str, object_id: int, since: datetime
) -> None:
    """Once an hour for each who looks. Before `since` the number may have been another row's."""
    here = AuditEntry.action == action, AuditEntry.object_id == object_id, AuditEntry.actor == by.key
    lately = select(AuditEntry.id).where(*here, AuditEntry.at > now - LOOK, AuditEntry.at >= since)
    if await session.scalar(lately.limit(1)) is None:
        record_audit(session, actor=by, now=now, action=action, object_id=object_id)
