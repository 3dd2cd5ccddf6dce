"""Events, as staff plan them and as messages tell them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.events import EventDetails, SlotTime, answers_open
from bot.domain.memory import NOTHING_REMEMBERED, Memory
from bot.enums import EventState, Scope
from bot.errors import NotFound
from bot.models import Event, EventGroup, Group, Rsvp, Slot
from messages.event_kinds import EventKind
from messages.facts import Answer, EventFacts, GivenAnswer, Words
from messages.languages import Language


async def require_event(session: AsyncSession, *, actor: Actor, event_id: int, scope: Scope) -> Event:
    """The event, if it is for the actor's groups. Raises NotFound, NotAllowed."""
    actor.check_scope(scope)
    event = await session.get(Event, event_id)
    if event is None or not actor.reaches(await groups_of_event(session, event_id)):
        raise NotFound(f"There is no event {event_id}.")
    return event


async def find_event(session: AsyncSession, event_id: int) -> Event | None:
    """For parents and the clockwork, whose right follows from elsewhere."""
    return await session.get(Event, event_id)


async def require_known_event(session: AsyncSession, event_id: int) -> Event:
    """The same where it is certain that it exists."""
    return await session.get_one(Event, event_id)


async def groups_of_event(session: AsyncSession, event_id: int) -> list[str]:
    """Names of the groups that are meant, in order."""
    query = select(Group.name).join(EventGroup, EventGroup.group_id == Group.id).where(EventGroup.event_id == event_id)
    return sorted(await session.scalars(query))


async def slots_of_event(session: AsyncSession, event_id: int) -> list[SlotTime]:
    """In order of time."""
    query = select(Slot).where(Slot.event_id == event_id).order_by(Slot.starts_at)
    return [SlotTime(slot.starts_at, slot.minutes, slot.capacity) for slot in await session.scalars(query)]


async def details_of(session: AsyncSession, event: Event) -> EventDetails:
    """The event as it was scheduled."""
    return EventDetails(
        kind=EventKind(event.kind),
        groups=tuple(await groups_of_event(session, event.id)),
        starts_at=event.starts_at,
        title=event.title,
        ends_at=event.ends_at,
        place=event.place,
        bring=event.bring,
        note=event.note,
        rsvp_by=event.rsvp_by,
        capacity=event.capacity,
        slots=tuple(await slots_of_event(session, event.id)),
        with_child=event.with_child,
        asked_by=event.asked_by,
    )


def own_texts(event: Event) -> tuple[str | None, ...]:
    """What the author wrote freely."""
    return event.title, event.bring, event.note


def facts_of(
    event: Event,
    *,
    zone: ZoneInfo,
    reader: Language,
    memory: Memory = NOTHING_REMEMBERED,
    changed: Collection[str] = (),
) -> EventFacts:
    """The event as one reader is told of it, in school time."""

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    def words(text: str | None) -> Words | None:
        return memory.words(text, source=event.source_language, reader=reader) if text else None

    return EventFacts(
        event_id=event.id,
        kind=EventKind(event.kind),
        asked_by=event.asked_by,
        starts_at=event.starts_at.astimezone(zone),
        ends_at=local(event.ends_at),
        title=words(event.title),
        place=event.place,
        bring=words(event.bring),
        note=words(event.note),
        rsvp_by=local(event.rsvp_by),
        with_child=event.with_child,
        changed=frozenset(changed),
    )


def can_answer(event: Event, now: datetime) -> bool:
    """Whether a parent can still answer or change the answer."""
    cancelled = event.state == EventState.CANCELLED
    return answers_open(now=now, starts_at=event.starts_at, rsvp_by=event.rsvp_by, cancelled=cancelled)


async def find_answer(session: AsyncSession, *, event_id: int, parent_id: int) -> GivenAnswer | None:
    """What this parent answered last."""
    query = (
        select(Rsvp)
        .where(Rsvp.event_id == event_id, Rsvp.parent_id == parent_id)
        .order_by(Rsvp.answered_at.desc(), Rsvp.update_id.desc())
        .limit(1)
    )
    rsvp = await session.scalar(query)
    return GivenAnswer(Answer(rsvp.answer), rsvp.people, rsvp.cannot_then) if rsvp else None


async def answers_of(session: AsyncSession, *, event_id: int, parents: Collection[int]) -> dict[int, GivenAnswer]:
    """The same for many parents at once."""
    query = select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.parent_id.in_(parents))
    query = query.order_by(Rsvp.answered_at, Rsvp.update_id)
    return {
        rsvp.parent_id: GivenAnswer(Answer(rsvp.answer), rsvp.people, rsvp.cannot_then)
        for rsvp in await session.scalars(query)
    }
