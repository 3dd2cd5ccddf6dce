"""What a parent offers to do with the school, tap by tap; never a duty (N12, N23)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into
from bot.models import HelpOffer
from messages.conversation.offers import Offer


async def record_offer(session: AsyncSession, *, parent_id: int, key: str, update_id: int, now: datetime) -> Offer:
    """This skill or time, or no longer; the same tap again changes nothing. What is offered now."""
    first = insert_into(session, HelpOffer).values(parent_id=parent_id, skills=[], times=[], changed_at=now)
    await session.execute(first.on_conflict_do_nothing())
    kept = await session.get_one(HelpOffer, parent_id, with_for_update=True)
    offer = Offer(tuple(kept.skills), tuple(kept.times))
    if kept.update_id == update_id:
        return offer
    offer = offer.toggled(key)
    kept.skills, kept.times = list(offer.skills), list(offer.times)
    kept.update_id, kept.changed_at = update_id, now
    return offer
