"""What a parent answers: one row for each child concerned, the newest tap wins, reminders that wait are called off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import cancel_queued
from bot.actions.statements import insert_into
from bot.enums import CampaignState, EventState, OutboxState
from bot.models import Campaign, Child, Event, EventGroup, Guardianship, OutboxMessage, Rsvp
from bot.queries.events import can_answer
from bot.queries.follow_up import children_meant
from messages.facts import Answer, GivenAnswer
from messages.outgoing import MessageKind

#: Telegram keeps an update for 24 hours: none that is older can still come late.
_REDELIVERY = timedelta(days=2)


class RsvpOutcome(Enum):
    """What to tell the parent."""

    SAVED = auto()
    TOO_LATE = auto()
    CANCELLED = auto()
    NOT_THEIRS = auto()


async def record_rsvp(
    session: AsyncSession,
    *,
    event_id: int,
    parent_id: int,
    given: GivenAnswer,
    update_id: int,
    now: datetime,
) -> RsvpOutcome:
    """The answer for every child of this parent that the event is for. Repeated and late taps change nothing."""
    event = await session.get(Event, event_id)
    children = await children_meant(session, event_id, parent_id)
    if event is None or not children:
        return RsvpOutcome.NOT_THEIRS
    await prove_delivery(session, event_id=event_id, parent_id=parent_id, now=now)
    if not can_answer(event, now):
        return RsvpOutcome.CANCELLED if event.state == EventState.CANCELLED else RsvpOutcome.TOO_LATE
    await store_answer(
        session, event_id=event_id, parent_id=parent_id, children=children, given=given, update_id=update_id, now=now
    )
    return RsvpOutcome.SAVED


async def store_answer(
    session: AsyncSession,
    *,
    event_id: int,
    parent_id: int,
    children: Collection[int],
    given: GivenAnswer,
    update_id: int | None,
    now: datetime,
) -> None:
    """The same for some children, whether or not answers are open. Without `update_id` it is no tap: it counts now."""
    facts = {
        "answer": given.answer,
        "people": given.people,
        "cannot_then": given.cannot_then,
        "update_id": update_id or 0,
        "answered_at": now,
    }
    await _hold_planning(session, event_id)
    rows = [{"event_id": event_id, "child_id": child, "parent_id": parent_id, **facts} for child in children]
    await _upsert(session, rows, now, tapped=update_id is not None)
    await _call_off_reminders(session, event_id, children, now)
    await _call_off_nudge(session, event_id, parent_id, now)


async def is_newest_tap(
    session: AsyncSession, *, event_id: int, child_id: int, parent_id: int, update_id: int, now: datetime
) -> bool:
    """Whether nothing newer was tapped about this child: else it comes late, or once more."""
    mine = Rsvp.event_id == event_id, Rsvp.child_id == child_id, Rsvp.parent_id == parent_id
    newer = Rsvp.update_id >= update_id, Rsvp.answered_at >= now - _REDELIVERY
    return not await session.scalar(select(exists().where(*mine, *newer)))


async def prove_delivery(session: AsyncSession, *, event_id: int, parent_id: int, now: datetime) -> None:
    """A tap on a message proves that it arrived, whatever we doubted."""
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.parent_id == parent_id, OutboxMessage.state == OutboxState.UNKNOWN, _message_about(event_id)
        )
        .values(state=OutboxState.SENT, finished_at=now)
    )


async def _upsert(session: AsyncSession, rows: list[dict[str, Any]], now: datetime, *, tapped: bool) -> None:
    """The newest tap wins. After a silent week Telegram numbers updates anew: then an old number is no rank.

    What was not tapped leaves the rank of the last tap as it is, so that the next one wins.
    """
    statement = insert_into(session, Rsvp).values(rows)
    new = statement.excluded
    columns = ("answer", "people", "cannot_then", "answered_at", *(("update_id",) if tapped else ()))
    newest = or_(new.update_id > Rsvp.update_id, Rsvp.answered_at < now - _REDELIVERY)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[Rsvp.event_id, Rsvp.child_id, Rsvp.parent_id],
            set_={name: new[name] for name in columns},
            where=newest if tapped else None,
        )
    )


async def _hold_planning(session: AsyncSession, event_id: int) -> None:
    """A reminder being composed now is queued before this answer is stored, or sees it; taps do not wait for taps."""
    composing = Campaign.state == CampaignState.RUNNING, Campaign.expanded_at.is_(None)
    kinds = Campaign.kind.in_((MessageKind.REMINDER, MessageKind.NUDGE))
    query = select(Campaign.id).where(Campaign.event_id == event_id, kinds, *composing)
    await session.execute(query.with_for_update(read=True))


async def _call_off_reminders(session: AsyncSession, event_id: int, children: Collection[int], now: datetime) -> None:
    """Who has answered is not reminded, nor the other parent of the child (N18)."""
    parents = select(Guardianship.parent_id).where(Guardianship.child_id.in_(children), ~_other_unanswered(event_id))
    reminder = OutboxMessage.kind == MessageKind.REMINDER
    await cancel_queued(session, OutboxMessage.parent_id.in_(parents), reminder, _message_about(event_id), now=now)


async def _call_off_nudge(session: AsyncSession, event_id: int, parent_id: int, now: datetime) -> None:
    """Only a yes needs one: the newest answer, which a late tap is not."""
    coming = exists().where(Rsvp.event_id == event_id, Rsvp.parent_id == parent_id, Rsvp.answer == Answer.YES)
    nudge = OutboxMessage.kind == MessageKind.NUDGE
    mine = OutboxMessage.parent_id == parent_id
    await cancel_queued(session, mine, nudge, ~coming, _message_about(event_id), now=now)


def _message_about(event_id: int) -> ColumnElement[bool]:
    return exists().where(Campaign.id == OutboxMessage.campaign_id, Campaign.event_id == event_id)


def _other_unanswered(event_id: int) -> ColumnElement[bool]:
    """The parent of the outer query has another child in the event for whom nobody has answered."""
    theirs = Guardianship.__table__.alias("theirs")
    answered = exists().where(Rsvp.child_id == theirs.c.child_id, Rsvp.event_id == event_id)
    return (
        exists()
        .where(
            theirs.c.parent_id == Guardianship.parent_id,
            Child.id == theirs.c.child_id,
            EventGroup.group_id == Child.group_id,
            EventGroup.event_id == event_id,
            ~answered,
        )
        .correlate(Guardianship)
    )
