"""What a parent answers to one short question: the newest tap wins, for two weeks (N21)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into
from bot.enums import OutboxState
from bot.models import CheckInAnswer, OutboxMessage
from messages.outgoing import MessageKind

#: How long an answer can be given or changed, from the moment at which the question arrived.
OPEN_FOR = timedelta(days=14)

#: Telegram keeps an update for 24 hours: none that is older can still come late.
_REDELIVERY = timedelta(days=2)


class CheckInOutcome(Enum):
    """What to tell the parent."""

    SAVED = auto()
    TOO_LATE = auto()
    NOT_THEIRS = auto()


async def record_check_in(
    session: AsyncSession, *, campaign_id: int, parent_id: int, answer: int, update_id: int, now: datetime
) -> CheckInOutcome:
    """From 1 (best) to 4, of a parent who was asked. A tap proves that the question arrived, whatever we doubted."""
    asked = await _find_question(session, campaign_id, parent_id)
    if asked is None:
        return CheckInOutcome.NOT_THEIRS
    if asked.state == OutboxState.UNKNOWN:
        asked.state, asked.finished_at = OutboxState.SENT, now
    if now >= (asked.finished_at or now) + OPEN_FOR:
        return CheckInOutcome.TOO_LATE
    statement = insert_into(session, CheckInAnswer).values(
        campaign_id=campaign_id, parent_id=parent_id, answer=answer, update_id=update_id, answered_at=now
    )
    new = statement.excluded
    newer = or_(new.update_id > CheckInAnswer.update_id, CheckInAnswer.answered_at < now - _REDELIVERY)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[CheckInAnswer.campaign_id, CheckInAnswer.parent_id],
            set_={name: new[name] for name in ("answer", "update_id", "answered_at")},
            where=newer,
        )
    )
    return CheckInOutcome.SAVED


async def _find_question(session: AsyncSession, campaign_id: int, parent_id: int) -> OutboxMessage | None:
    query = select(OutboxMessage).where(
        OutboxMessage.campaign_id == campaign_id,
        OutboxMessage.parent_id == parent_id,
        OutboxMessage.kind == MessageKind.CHECK_IN,
        OutboxMessage.state != OutboxState.CANCELLED,
    )
    return await session.scalar(query.limit(1))
