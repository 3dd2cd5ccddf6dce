"""What only a person decides about messages: send the doubtful ones again, or let a paused campaign go on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.actors import Actor
from bot.enums import OutboxState, Scope
from bot.models import Campaign, OutboxMessage
from bot.queries.campaigns import require_campaign


async def record_resend(session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int) -> Campaign:
    """What may have arrived goes out again, maybe twice: staff would rather be sure. Raises NotFound."""
    return await _requeue(session, actor, now, campaign_id, OutboxState.UNKNOWN, "campaign-resend")


async def record_resume(session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int) -> Campaign:
    """A campaign that stopped itself, because its first messages were refused, goes on. Raises NotFound."""
    campaign = await _requeue(session, actor, now, campaign_id, OutboxState.PAUSED, "campaign-resume")
    campaign.paused_why = None
    return campaign


async def record_settled(
    session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int, settled: bool = True
) -> Campaign:
    """What may have arrived is left as it is, and no question any more; or a question again. Raises NotFound."""
    actor.check_scope(Scope.EVENTS_WRITE)
    campaign = await require_campaign(session, actor=actor, campaign_id=campaign_id)
    campaign.settled_at = now if settled else None
    record_audit(session, actor=actor, now=now, action="campaign-settled", object_id=campaign_id, settled=settled)
    return campaign


async def _requeue(
    session: AsyncSession, actor: Actor, now: datetime, campaign_id: int, state: OutboxState, action: str
) -> Campaign:
    actor.check_scope(Scope.EVENTS_WRITE)
    campaign = await require_campaign(session, actor=actor, campaign_id=campaign_id)
    again = OutboxMessage.campaign_id == campaign_id, OutboxMessage.state == state
    await session.execute(
        update(OutboxMessage).where(*again).values(state=OutboxState.QUEUED, available_at=now, finished_at=None)
    )
    record_audit(session, actor=actor, now=now, action=action, object_id=campaign_id)
    return campaign
