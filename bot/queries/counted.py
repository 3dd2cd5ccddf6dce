"""Which events are counted already, and which moved since: their messages and answers give each a mark.

A mark holds when an answer was last given, too: staff book and call off without a tap, and Telegram may number its
updates anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.responses import Told
from bot.models import Campaign, Event, EventCount, OutboxMessage, Rsvp, Slot
from bot.queries.told import load_told
from messages.outgoing import MessageKind

#: After so long nobody answers any more.
_OVER = timedelta(days=1)

#: So much is read at once: others get their turn in between.
MOST_EVENTS, MOST_MESSAGES = 20, 20_000


@dataclass(frozen=True, slots=True)
class Counted:
    """Some events as they were read: the mark of each, which are over, and every invitation to them."""

    marks: Mapping[int, str]
    over: AbstractSet[int]
    told: Sequence[Told]
    family: Mapping[int, int]


async def find_due(session: AsyncSession, *, now: datetime) -> list[list[int]]:
    """Events that moved, or ended, since they were counted, in bundles to be read one after the other."""
    moved = await find_uncounted(session, [])
    ended = select(EventCount.event_id).join(Event, Event.id == EventCount.event_id)
    events = {*moved, *await session.scalars(ended.where(~EventCount.final, *_is_over(now)))}
    if not events:
        return []
    sizes = (
        select(Campaign.event_id, func.count())
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .where(Campaign.kind == MessageKind.INVITATION, Campaign.event_id.not_in(_final()))
        .group_by(Campaign.event_id)
    )
    return bundles_of(sorted(events), {event or 0: size for event, size in await session.execute(sizes)})


def bundles_of(events: Iterable[int], sizes: Mapping[int, int]) -> list[list[int]]:
    """One of more messages than are read at once makes a bundle of its own."""
    bundles: list[list[int]] = []
    room = 0
    for event in events:
        room -= sizes.get(event, 0)
        if not bundles or room < 0 or len(bundles[-1]) == MOST_EVENTS:
            bundles.append([])
            room = MOST_MESSAGES - sizes.get(event, 0)
        bundles[-1].append(event)
    return bundles


async def load_counted(
    session: AsyncSession, events: Sequence[int], *, now: datetime, answers_since: datetime
) -> Counted:
    """The mark is read first: what moves while the rest is read gets these events counted once more.

    Of events before `answers_since` the answers are purged: what was not counted in time is not counted at all, for
    silence would be read into it.
    """
    marks = await load_marks(session, [Event.id.in_(events)])
    over = await session.scalars(select(Event.id).where(Event.id.in_(events), *_is_over(now)))
    known = await session.scalars(select(Event.id).where(Event.id.in_(events), Event.starts_at >= answers_since))
    told, family = await load_told(session, list(known))
    return Counted({event: marks.get(event, "") for event in events}, set(over), told, family)


async def find_uncounted(session: AsyncSession, conditions: Sequence[ColumnElement[bool]]) -> list[int]:
    """Of the events for which these hold, those whose kept count is missing or too old."""
    kept = dict((await session.execute(_kept(conditions))).all())
    marks = await load_marks(session, conditions)
    return sorted(event for event in kept.keys() | marks.keys() if kept.get(event) != marks.get(event, ""))


async def load_marks(session: AsyncSession, conditions: Sequence[ColumnElement[bool]]) -> dict[int, str]:
    """Of each such event that is not counted for good: messages by state, how many answers, and the newest of them."""
    open_events = [*conditions, Event.id.not_in(_final())]
    messages = (
        select(Campaign.event_id, OutboxMessage.state, func.count())
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.kind == MessageKind.INVITATION, *open_events)
        .group_by(Campaign.event_id, OutboxMessage.state)
        .order_by(Campaign.event_id, OutboxMessage.state)
    )
    answers = (
        select(Rsvp.event_id, func.count(), func.max(Rsvp.update_id), func.max(Rsvp.answered_at))
        .join(Event, Event.id == Rsvp.event_id)
        .where(*open_events)
        .group_by(Rsvp.event_id)
    )
    marks: dict[int, str] = {}
    for event, state, count in await session.execute(messages):
        marks[event or 0] = marks.get(event or 0, "") + f"{state}{count} "
    for event, count, newest, last in await session.execute(answers):
        marks[event] = marks.get(event, "") + f"{count}:{newest}:{last:%y%m%d%H%M%S%f}"
    return marks


def _final() -> Select[int]:
    return select(EventCount.event_id).where(EventCount.final)


def _is_over(now: datetime) -> list[ColumnElement[bool]]:
    """Talks go on until the last of them, which may be weeks after the first."""
    before = now - _OVER
    later = exists().where(Slot.event_id == Event.id, Slot.starts_at >= before)
    return [Event.starts_at < before, or_(Event.ends_at.is_(None), Event.ends_at < before), ~later]


def _kept(conditions: Sequence[ColumnElement[bool]]) -> Select[int, str]:
    query = select(EventCount.event_id, EventCount.mark).join(Event, Event.id == EventCount.event_id)
    return query.where(EventCount.final.is_(False), *conditions)
