"""How many parents have an invitation, and how many of them have answered: for many events in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import OutboxState
from bot.models import Campaign, OutboxMessage, Rsvp
from messages.outgoing import MessageKind

_DELIVERED = (OutboxState.SENT, OutboxState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """Parents."""

    invited: int = 0
    answered: int = 0


NOBODY = AnswerCount()


async def count_answers(session: AsyncSession, events: Collection[int]) -> dict[int, AnswerCount]:
    """By event; nothing for one that nobody has an invitation to."""
    answered = and_(Rsvp.event_id == Campaign.event_id, Rsvp.parent_id == OutboxMessage.parent_id)
    told = (
        select(Campaign.event_id, func.count(distinct(OutboxMessage.parent_id)), func.count(distinct(Rsvp.parent_id)))
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .outerjoin(Rsvp, answered)
        .where(
            Campaign.event_id.in_(events),
            Campaign.kind == MessageKind.INVITATION,
            OutboxMessage.kind == MessageKind.INVITATION,
            OutboxMessage.state.in_(_DELIVERED),
        )
        .group_by(Campaign.event_id)
    )
    rows = (await session.execute(told)).all()
    return {event: AnswerCount(invited, given) for event, invited, given in rows if event}
