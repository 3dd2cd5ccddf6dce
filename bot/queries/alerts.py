"""Which colleagues still have to be called to an urgent conversation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import AlertState, ThreadState
from bot.models import Alert, Thread


async def any_alert_due(session: AsyncSession, *, now: datetime) -> bool:
    """Whether an e-mail should leave now."""
    return bool(await session.scalar(select(exists().where(*alert_due(now)))))


def alert_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """It waits, and nobody has closed the conversation."""
    still_open = exists().where(Thread.id == Alert.thread_id, Thread.state == ThreadState.OPEN)
    return Alert.state == AlertState.QUEUED, Alert.available_at <= now, still_open
