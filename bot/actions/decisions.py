"""What only a person decides about messages: send the doubtful ones again, or let a paused campaign go on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.actors import Actor
from bot.enums import OutboxState, Scope
from bot.errors import Conflict
from bot.models import Campaign, OutboxMessage
from bot.queries.campaigns import require_campaign
from bot.queries.outbox import still_of_use


async def record_resend(session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int) -> Campaign:
    """What may have arrived goes out again, maybe twice: staff would rather be sure. Raises NotFound, Conflict.

    Not after the event began, was cancelled, or changed: who may have the message is told of that already.
    """
    campaign = await _require(session, actor, campaign_id)
    unknown = OutboxMessage.campaign_id == campaign_id, OutboxMessage.state == OutboxState.UNKNOWN
    useful = [bool(one) for one in await session.scalars(select(still_of_use(now)).where(*unknown).distinct())]
    if useful == [False]:
        raise Conflict("This is not sent again: it would come too late, or was called off or changed meanwhile.")
    await _requeue(session, *unknown, still_of_use(now), now=now)
    record_audit(session, actor=actor, now=now, action="campaign-resend", object_id=campaign_id)
    return campaign


async def record_resume(session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int) -> Campaign:
    """A campaign that stopped itself, because its first messages were refused, goes on. Raises NotFound."""
    campaign = await _require(session, actor, campaign_id)
    paused = OutboxMessage.campaign_id == campaign_id, OutboxMessage.state == OutboxState.PAUSED
    await _requeue(session, *paused, now=now)
    campaign.paused_why = None
    record_audit(session, actor=actor, now=now, action="campaign-resume", object_id=campaign_id)
    return campaign


async def record_settled(
    session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int, settled: bool = True
) -> Campaign:
    """What may have arrived is left as it is, and no question any more; or a question again. Raises NotFound."""
    campaign = await _require(session, actor, campaign_id)
    campaign.settled_at = now if settled else None
    record_audit(session, actor=actor, now=now, action="campaign-settled", object_id=campaign_id, settled=settled)
    return campaign


async def _require(session: AsyncSession, actor: Actor, campaign_id: int) -> Campaign:
    actor.check_scope(Scope.EVENTS_WRITE)
    return await require_campaign(session, actor=actor, campaign_id=campaign_id)


async def _requeue(session: AsyncSession, *conditions: ColumnElement[bool], now: datetime) -> None:
    again = {"state": OutboxState.QUEUED, "available_at": now, "finished_at": None}
    await session.execute(update(OutboxMessage).where(*conditions).values(again))
