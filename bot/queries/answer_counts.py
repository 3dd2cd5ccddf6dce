"""How many families have an invitation, and how many of them have answered: for many events at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.responses import Counts, Told, count_families, split_by
from bot.enums import OutboxState
from bot.models import Campaign, Event, EventFigure, OutboxMessage, Rsvp
from bot.queries.counted import find_uncounted
from bot.queries.told import load_told
from messages.outgoing import MessageKind

_DELIVERED = (OutboxState.SENT, OutboxState.UNKNOWN)

#: So many invitations are counted while somebody waits for the page; more are counted every few minutes.
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """Families that the invitation reached, and those of them for whom a parent has answered."""

    invited: int = 0
    answered: int = 0


NOBODY = AnswerCount()


async def count_answers(
    session: AsyncSession, events: Collection[int], *, at_once: int = AT_ONCE
) -> dict[int, AnswerCount]:
    """By event, as on its own page; nothing for one that reached nobody.

    What was counted before is taken as it was kept. Of an event that moved since and is too large to count at once
    that stands for a few minutes; where there is none yet, parents stand for families.
    """
    found = await _kept(session, events)
    if moved := await find_uncounted(session, [Event.id.in_(events)]):
        parents = await _count_parents(session, moved)
        told, family = await load_told(session, _few(parents, at_once))
        found = {**parents, **found, **_count_now(told, family)}
    return {event: count for event, count in found.items() if count.invited}


async def count_told(session: AsyncSession, event_id: int) -> int:
    """Parents who have, or may have, the invitation."""
    return (await _count_parents(session, [event_id])).get(event_id, NOBODY).invited


async def _kept(session: AsyncSession, events: Collection[int]) -> dict[int, AnswerCount]:
    kept = select(EventFigure.event_id, EventFigure.delivered, EventFigure.none_yet)
    rows = await session.execute(kept.where(EventFigure.by == "event", EventFigure.event_id.in_(events)))
    return {event: AnswerCount(delivered, delivered - none_yet) for event, delivered, none_yet in rows}


def _few(parents: Mapping[int, AnswerCount], room: int) -> list[int]:
    """The smallest first, as many as are counted at once."""
    few = []
    for event, count in sorted(parents.items(), key=lambda item: item[1].invited):
        room -= count.invited
        if room >= 0:
            few.append(event)
    return few


def _count_now(told: Iterable[Told], family: Mapping[int, int]) -> dict[int, AnswerCount]:
    lines = split_by(told, lambda one: (str(one.event_id),))
    return {int(event): _answered(count_families(of_event, family)) for event, of_event in lines.items()}


def _answered(counts: Counts) -> AnswerCount:
    return AnswerCount(counts.delivered, counts.delivered - counts.none_yet)


async def _count_parents(session: AsyncSession, events: Collection[int]) -> dict[int, AnswerCount]:
    """Each has one invitation to an event at most. Joined, the two would cost three times as much."""
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
