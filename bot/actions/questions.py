"""Questions of the school to many parents: one with four faces, and what they would like to do with the school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.actors import Actor
from bot.enums import Scope
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
) -> Campaign:
    """A check-in with its `question` by key (N21), or an offer (N12). Raises NotFound, NotAllowed."""
    actor.check_scope(Scope.EVENTS_WRITE)
    await require_groups(session, actor, groups)
    campaign = Campaign(
        kind=kind,
        question=question,
        groups=sorted(groups),
        parents=[],
        asked_by=actor.name or school,
        source_language=language,
        send_at=max(send_at or now, now),
        created_by=actor.key,
        created_at=now,
    )
    session.add(campaign)
    await session.flush()
    record_audit(session, actor=actor, now=now, action=kind.value.replace("_", "-"), object_id=campaign.id)
    return campaign
