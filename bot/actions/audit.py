"""The trail: who did what to which row. Ids and counts only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.models import AuditEntry


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
