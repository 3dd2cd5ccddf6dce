"""Whether a family tried a tip: kept to be counted, never as a score of a parent (N10). The newest tap wins."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into
from bot.enums import OutboxState
from bot.models import Campaign, OutboxMessage, TipAnswer
from messages.tap_values import TipReply

#: Telegram keeps an update for 24 hours: none that is older can still come late.
_REDELIVERY = timedelta(days=2)


async def record_tip_answer(
    session: AsyncSession, *, parent_id: int, tip_key: str, reply: TipReply, update_id: int, now: datetime
) -> TipReply:
    """What the parent says to this tip; the answer that stands now, for a late tap changes nothing."""
    facts = {"answer": reply, "update_id": update_id, "answered_at": now}
    statement = insert_into(session, TipAnswer).values(parent_id=parent_id, tip_key=tip_key, **facts)
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[TipAnswer.parent_id, TipAnswer.tip_key],
            set_={name: new[name] for name in facts},
            where=or_(new.update_id > TipAnswer.update_id, TipAnswer.answered_at < now - _REDELIVERY),
        )
    )
    await _prove_delivery(session, parent_id, tip_key, now)
    mine = TipAnswer.parent_id == parent_id, TipAnswer.tip_key == tip_key
    return TipReply((await session.scalars(select(TipAnswer.answer).where(*mine))).one())


async def _prove_delivery(session: AsyncSession, parent_id: int, tip_key: str, now: datetime) -> None:
    """A tap on a message proves that it arrived, whatever we doubted."""
    about = select(Campaign.id).where(Campaign.tip_key == tip_key)
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.parent_id == parent_id,
            OutboxMessage.state == OutboxState.UNKNOWN,
            OutboxMessage.campaign_id.in_(about),
        )
        .values(state=OutboxState.SENT, finished_at=now)
    )
