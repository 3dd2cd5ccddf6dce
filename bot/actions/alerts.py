"""One e-mail to a colleague in our hands: claimed under a lease, and its outcome written down.

It is at least once: who dies between sending and writing it down sends it again. Nothing here sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import rows_of
from bot.enums import AlertState
from bot.models import Alert
from bot.queries.alerts import alert_due

#: Longer than one e-mail may take (bot.workers.alerting).
LEASE = timedelta(seconds=60)

#: About a day, because the last waits are of five minutes: who reads it the next morning still reads it.
MAX_ATTEMPTS = 300


@dataclass(frozen=True, slots=True)
class ClaimedAlert:
    """Ours until the lease ends; `attempts` proves it, and counts this one."""

    id: int
    thread_id: int
    urgent_at: datetime
    created_at: datetime
    recipient: str
    attempts: int


async def claim_alert(session: AsyncSession, *, now: datetime) -> ClaimedAlert | None:
    """The one that waits longest, or None."""
    query = select(Alert).where(*alert_due(now)).order_by(Alert.available_at, Alert.id).limit(1)
    alert = await session.scalar(query.with_for_update(skip_locked=True))
    if alert is None:
        return None
    alert.available_at, alert.attempts = now + LEASE, alert.attempts + 1
    return ClaimedAlert(alert.id, alert.thread_id, alert.urgent_at, alert.created_at, alert.recipient, alert.attempts)


async def record_alert_sent(session: AsyncSession, *, claimed: ClaimedAlert, now: datetime) -> bool:
    """The mail server took it."""
    return await _move(session, claimed, state=AlertState.SENT, error=None, finished_at=now)


async def record_alert_postponed(
    session: AsyncSession, *, claimed: ClaimedAlert, until: datetime, error: str | None
) -> bool:
    """It did not leave, or perhaps: it is tried again."""
    return await _move(session, claimed, available_at=until, error=error)


async def record_alert_given_up(session: AsyncSession, *, claimed: ClaimedAlert, error: str, now: datetime) -> bool:
    """It will not be tried again; the conversation stands on top of the inbox all the same."""
    return await _move(session, claimed, state=AlertState.DEAD, error=error, finished_at=now)


async def hasten_alerts(session: AsyncSession, *, now: datetime) -> None:
    """At a start: whoever held a lease is dead, and what failed before may work now."""
    waiting = Alert.state == AlertState.QUEUED, Alert.available_at > now
    await session.execute(update(Alert).where(*waiting).values(available_at=now))


async def _move(session: AsyncSession, claimed: ClaimedAlert, **values: Any) -> bool:  # noqa: ANN401  # column values
    ours = Alert.id == claimed.id, Alert.attempts == claimed.attempts, Alert.state == AlertState.QUEUED
    return rows_of(await session.execute(update(Alert).where(*ours).values(**values))) == 1
