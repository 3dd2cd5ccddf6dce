"""Which events are counted already, and which moved since: their messages and answers give each a mark."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Campaign, Event, EventCount, OutboxMessage, Rsvp
from messages.outgoing import MessageKind


async def find_uncounted(session: AsyncSession, conditions: Sequence[ColumnElement[bool]]) -> list[int]:
    """Of the events for which these hold, those whose kept count is missing or too old."""
    kept = dict((await session.execute(_kept(conditions))).all())
    marks = await load_marks(session, conditions)
    return sorted(event for event in kept.keys() | marks.keys() if kept.get(event) != marks.get(event, ""))


async def load_marks(session: AsyncSession, conditions: Sequence[ColumnElement[bool]]) -> dict[int, str]:
    """Of each such event that is not counted for good: messages by state, and how many answers up to which tap."""
    final = select(EventCount.event_id).where(EventCount.final)
    open_events = [*conditions, Event.id.not_in(final)]
    messages = (
        select(Campaign.event_id, OutboxMessage.state, func.count())
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.kind == MessageKind.INVITATION, *open_events)
        .group_by(Campaign.event_id, OutboxMessage.state)
        .order_by(Campaign.event_id, OutboxMessage.state)
    )
    answers = (
        select(Rsvp.event_id, func.count(), func.max(Rsvp.update_id))
        .join(Event, Event.id == Rsvp.event_id)
        .where(*open_events)
        .group_by(Rsvp.event_id)
    )
    marks: dict[int, str] = {}
    for event, state, count in await session.execute(messages):
        marks[event or 0] = marks.get(event or 0, "") + f"{state}{count} "
    for event, count, newest in await session.execute(answers):
        marks[event] = marks.get(event, "") + f"{count}:{newest}"
    return marks


def _kept(conditions: Sequence[ColumnElement[bool]]) -> Select[int, str]:
    query = select(EventCount.event_id, EventCount.mark).join(Event, Event.id == EventCount.event_id)
    return query.where(EventCount.final.is_(False), *conditions)
