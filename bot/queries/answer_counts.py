"""How many parents have an invitation, and how many of them have answered: for many events at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import OutboxState
from bot.models import Campaign, OutboxMessage, Rsvp
from messages.outgoing import MessageKind

_DELIVERED = (OutboxState.SENT, OutboxState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """Parents. Each has one invitation to an event at most, whatever is sent again; only who has it can answer."""

    invited: int = 0
    answered: int = 0


NOBODY = AnswerCount()


async def count_answers(session: AsyncSession, events: Collection[int]) -> dict[int, AnswerCount]:
    """By event; nothing for one that nobody has an invitation to. Joined, the two would cost three times as much."""
    invited = (
        select(Campaign.event_id, func.count())
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .where(
            Campaign.event_id.in_(events),
            Campaign.kind == MessageKind.INVITATION,
            OutboxMessage.kind == MessageKind.INVITATION,
            OutboxMessage.state.in_(_DELIVERED),
        )
        .group_by(Campaign.event_id)
    )
    answered = (
        select(Rsvp.event_id, func.count(distinct(Rsvp.parent_id)))
        .where(Rsvp.event_id.in_(events))
        .group_by(Rsvp.event_id)
    )
    told = (await session.execute(invited)).all()
    given = dict((await session.execute(answered)).all())
    return {event: AnswerCount(number, min(number, given.get(event, 0))) for event, number in told if event}
