"""Every invitation to some events as it is counted: which parent, of which groups, whether it came, what they said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.responses import Told
from bot.enums import OutboxState
from bot.models import Campaign, Child, Event, EventGroup, Group, Guardianship, OutboxMessage, Parent, Rsvp
from bot.queries.families import parents_of_groups
from bot.queries.kin import load_families
from messages.facts import Answer
from messages.outgoing import MessageKind

DELIVERED = (OutboxState.SENT, OutboxState.UNKNOWN)

#: By event and parent: what they said, and when the first of it came.
_Said = dict[tuple[int, int], tuple[list[Answer], datetime]]


async def load_told(
    session: AsyncSession, events: Collection[int], *, groups: Collection[str] | None = None
) -> tuple[list[Told], dict[int, int]]:
    """The invitations, and the family of each parent. With `groups`, only parents of children in one of them."""
    if not events:
        return [], {}
    mine = None if groups is None else parents_of_groups(sorted(groups))
    invited = _invited(events, mine)
    rows = (await session.execute(invited)).all()
    if not rows:  # a draft for the whole school would look up everybody's group
        return [], {}
    said = await _load_said(session, events, mine)
    belongs = await _load_groups(session, events, mine)
    told = [
        Told(
            event_id=event,
            parent_id=parent,
            language=chosen or home,
            delivered=state in DELIVERED,
            groups=belongs.get((event, parent), frozenset()),
            answers=tuple(said[event, parent][0]) if (event, parent) in said else (),
            hours=_hours(left, said[event, parent][1]) if left and (event, parent) in said else None,
        )
        for event, parent, state, chosen, home, left in rows
    ]
    return told, await load_families(session, invited.with_only_columns(Parent.id))


def _hours(left: datetime, answered: datetime) -> float:
    return max(0.0, (answered - left).total_seconds() / 3600)


def _invited(
    events: Collection[int], parents: Select[int] | None
) -> Select[int, int, str, str | None, str, datetime | None]:
    return (
        select(
            Event.id,
            Parent.id,
            OutboxMessage.state,
            Parent.chosen_language,
            Parent.home_language,
            OutboxMessage.finished_at,
        )
        .join(Campaign, Campaign.event_id == Event.id)
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .join(Parent, Parent.id == OutboxMessage.parent_id)
        .where(Event.id.in_(events), OutboxMessage.kind == MessageKind.INVITATION)
        .where(OutboxMessage.state != OutboxState.CANCELLED, *_among(OutboxMessage.parent_id, parents))
    )


def _among(column: InstrumentedAttribute[Any], parents: Select[int] | None) -> list[ColumnElement[bool]]:
    return [] if parents is None else [column.in_(parents)]


async def _load_said(session: AsyncSession, events: Collection[int], parents: Select[int] | None) -> _Said:
    query = select(Rsvp.event_id, Rsvp.parent_id, Rsvp.answer, Rsvp.answered_at)
    query = query.where(Rsvp.event_id.in_(events), *_among(Rsvp.parent_id, parents))
    found: _Said = {}
    for event, parent, answer, at in await session.execute(query):
        answers, first = found.get((event, parent), ([], at))
        found[event, parent] = [*answers, Answer(answer)], min(first, at)
    return found


async def _load_groups(
    session: AsyncSession, events: Collection[int], parents: Select[int] | None
) -> dict[tuple[int, int], frozenset[str]]:
    """Of the event's groups, those in which this parent has a child."""
    meant = select(EventGroup.event_id, EventGroup.group_id, Group.name).join(Group, Group.id == EventGroup.group_id)
    named = (await session.execute(meant.where(EventGroup.event_id.in_(events)))).all()
    belongs = select(Child.group_id, Guardianship.parent_id).join(Guardianship, Guardianship.child_id == Child.id)
    groups = select(EventGroup.group_id).where(EventGroup.event_id.in_(events))
    among = Child.group_id.in_(groups) if parents is None else Guardianship.parent_id.in_(parents)
    members: dict[int, set[int]] = {}
    for group, parent in await session.execute(belongs.where(among)):
        members.setdefault(group or 0, set()).add(parent)
    found: dict[tuple[int, int], frozenset[str]] = {}
    for event, group, name in named:
        for parent in members.get(group, ()):
            found[event, parent] = found.get((event, parent), frozenset()) | {name}
    return found
