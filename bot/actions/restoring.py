"""After a restore: what may have left since the backup waits for a person, and who was let in then comes in anew.

The backup knows nothing of what happened after it. So nothing that stood in it as waiting is sent by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import String, UpdateBase, cast, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.erasure import apply_tombstones
from bot.actions.expansion import TIPS_AHEAD
from bot.actions.programmes import expand_programmes
from bot.domain.actors import COMMAND
from bot.enums import CampaignState, OutboxState
from bot.models import Campaign, OutboxMessage, SignInLink, StaffSession, Tombstone
from messages.outgoing import MessageKind

#: Shown to staff beside each message and campaign that waits for them.
WHY = "restored from a backup: it may have left since"

_MAY_HAVE_LEFT = (OutboxState.QUEUED, OutboxState.LEASED, OutboxState.SENDING)
_WAITING = (CampaignState.PLANNED, CampaignState.RUNNING)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What waits for a person: messages of campaigns, other messages, campaigns that have not begun."""

    messages: int
    others: int
    campaigns: int


def doubt_statements(now: datetime) -> tuple[UpdateBase, ...]:
    """For any schema from the first on, with values that can stand as text: PostgreSQL takes them with the rows.

    A voice that waited for its text is called off: it would follow one that is unknown.
    """
    freed = OutboxMessage.dedupe_key + ":cancelled:" + cast(OutboxMessage.id, String)
    due = or_(
        Campaign.send_at <= now, (Campaign.kind == MessageKind.TIP.value) & (Campaign.send_at <= now + TIPS_AHEAD)
    )
    states = [state.value for state in _MAY_HAVE_LEFT]
    unknown = {"state": OutboxState.UNKNOWN.value, "available_at": now, "error": WHY}
    cancelled = {"state": OutboxState.CANCELLED.value, "finished_at": now, "dedupe_key": freed, "error": WHY}
    waiting = Campaign.state.in_([state.value for state in _WAITING]), Campaign.expanded_at.is_(None)
    return (
        update(OutboxMessage).where(OutboxMessage.state.in_(states)).values(unknown),
        update(OutboxMessage).where(OutboxMessage.state == OutboxState.PREPARING.value).values(cancelled),
        update(Campaign).where(*waiting, due, Campaign.paused_why.is_(None)).values(paused_why=WHY),
    )


async def doubt_waiting(session: AsyncSession, *, now: datetime, zone: ZoneInfo) -> Doubts:
    """Nothing leaves without a person; tips of the last day too, which become campaigns by themselves."""
    await expand_programmes(session, now=now, zone=zone)
    for statement in doubt_statements(now):
        await session.execute(statement.execution_options(synchronize_session=False))
    unknown = OutboxMessage.state == OutboxState.UNKNOWN, OutboxMessage.error == WHY
    messages = select(func.count(OutboxMessage.campaign_id), func.count()).where(*unknown)
    of_campaigns, all_of_them = (await session.execute(messages)).one()
    campaigns = await session.scalar(select(func.count()).select_from(Campaign).where(Campaign.paused_why == WHY))
    return Doubts(of_campaigns, all_of_them - of_campaigns, campaigns or 0)


async def finish_restore(session: AsyncSession, *, now: datetime, tombstones: Mapping[str, datetime]) -> int:
    """Sessions and one-time links end; who was erased since the backup is erased again: how many families."""
    await session.execute(delete(StaffSession))
    await session.execute(delete(SignInLink))
    for parent_hash, erased_at in tombstones.items():
        known = await session.get(Tombstone, parent_hash)
        if known is None:
            session.add(Tombstone(parent_hash=parent_hash, erased_at=erased_at))
        else:
            known.erased_at = max(known.erased_at, erased_at)
    await session.flush()
    erased = await apply_tombstones(session, now=now)
    record_audit(session, actor=COMMAND, now=now, action="restore", erased=erased)
    return erased
