"""Questions of the school to many parents: one with four faces, and what they would like to do with the school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.second_clicks import hold_groups
from bot.domain.actors import Actor
from bot.enums import CampaignState, Scope
from bot.models import Campaign
from bot.queries.families import require_groups
from messages.outgoing import MessageKind


async def schedule_question(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    kind: MessageKind,
    groups: Sequence[str],
    language: str,
    school: str,
    question: str | None = None,
    send_at: datetime | None = None,
    once_within: timedelta | None = None,
) -> Campaign:
    """A check-in with its `question` by key (N21), or an offer (N12); the same again within this time is the first one.

    Raises NotFound, NotAllowed.
    """
    actor.check_scope(Scope.EVENTS_WRITE)
    await hold_groups(session, await require_groups(session, actor, groups))
    if once_within and (first := await _find_asked(session, actor, now - once_within, kind, groups, question)):
        return first
    campaign = Campaign(
        kind=kind, question=question, groups=sorted(groups), parents=[], asked_by=actor.name or school,
        source_language=language, send_at=max(send_at or now, now), created_by=actor.key, created_at=now,
    )  # fmt: skip
    session.add(campaign)
    await session.flush()
    record_audit(session, actor=actor, now=now, action=kind.value.replace("_", "-"), object_id=campaign.id)
    return campaign


async def _find_asked(
    session: AsyncSession, actor: Actor, since: datetime, kind: MessageKind, groups: Sequence[str], question: str | None
) -> Campaign | None:
    """What the actor asked them after this moment, and did not call off."""
    query = select(Campaign).where(
        Campaign.kind == kind,
        Campaign.question == question,
        Campaign.created_by == actor.key,
        Campaign.created_at > since,
        Campaign.state != CampaignState.CANCELLED,
    )
    return next((asked for asked in await session.scalars(query) if asked.groups == sorted(groups)), None)
