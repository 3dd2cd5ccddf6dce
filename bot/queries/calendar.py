"""What stands in a family's calendar: the events of the children's groups, and the family's own times of talks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.calendar import SHOWN_FOR, event_uid
from bot.domain.codes import hash_secret
from bot.domain.memory import NOTHING_REMEMBERED, Memory
from bot.enums import EventState
from bot.models import CalendarFeed, Child, Event, EventGroup, Guardianship, Slot, SlotBooking
from bot.queries.events import facts_of, own_texts
from bot.queries.translations import load_memory
from messages.calendar_file import Entry
from messages.languages import Language

#: More than a school year of one family's groups.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom: all parents of one telephone, in one language and by one clock; `public_url` names the host.

    `source` is the language in which staff write.
    """

    parents: tuple[int, ...]
    language: Language
    source: str
    zone: ZoneInfo
    public_url: str | None


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A family's own time of a talk."""

    event_id: int
    child_id: int
    child: str
    starts_at: datetime
    minutes: int
    booked_at: datetime


async def find_feed(session: AsyncSession, token: str) -> int | None:
    """The parent whose calendar it is."""
    query = select(CalendarFeed.parent_id).where(CalendarFeed.token_hash == hash_secret(token))
    return await session.scalar(query)


async def load_ahead(session: AsyncSession, viewer: Viewer, *, now: datetime) -> list[Entry]:
    """All that is planned from now on, soonest first."""
    query = _events_for(viewer).where(Event.starts_at > now, Event.state == EventState.PLANNED)
    return await _entries(session, query, viewer)


async def load_followed(session: AsyncSession, viewer: Viewer, *, now: datetime) -> list[Entry]:
    """The same with the last thirty days; what was cancelled is shown as such for as long."""
    since = now - SHOWN_FOR
    off = and_(Event.state == EventState.CANCELLED, Event.changed_at > since)
    shown = or_(Event.state == EventState.PLANNED, off)
    query = _events_for(viewer).where(Event.starts_at > since, shown)
    return await _entries(session, query, viewer)


async def load_one(session: AsyncSession, viewer: Viewer, event_id: int) -> list[Entry]:
    """One event, whatever became of it; nothing where it is not for this family."""
    query = _events_for(viewer).where(Event.id == event_id)
    return await _entries(session, query, viewer)


def _events_for(viewer: Viewer) -> Select[Event]:
    theirs = (
        select(EventGroup.event_id)
        .join(Child, Child.group_id == EventGroup.group_id)
        .join(Guardianship, Guardianship.child_id == Child.id)
        .where(Guardianship.parent_id.in_(viewer.parents))
    )
    told = Event.id.in_(theirs), Event.state != EventState.DRAFT
    return select(Event).where(*told).order_by(Event.starts_at, Event.id).limit(_MOST)


async def _entries(session: AsyncSession, query: Select[Event], viewer: Viewer) -> list[Entry]:
    events = list(await session.scalars(query))
    texts = [text for event in events for text in own_texts(event)]
    memory = await load_memory(session, texts=texts, source=viewer.source, targets=[viewer.language.tag])
    times = await _own_times(session, viewer, [event.id for event in events])
    return [entry for event in events for entry in _entries_of(event, times.get(event.id, []), viewer, memory)]


def entry_of(
    event: Event, *, zone: ZoneInfo, language: Language, public_url: str | None, memory: Memory = NOTHING_REMEMBERED
) -> Entry:
    """The event as a calendar holds it."""
    facts = facts_of(event, zone=zone, reader=language, memory=memory)
    changed_at = event.changed_at or event.created_at
    uid = event_uid(event.id, public_url)
    return Entry(uid, event.sequence, facts, changed_at, event.state == EventState.CANCELLED)


def _entries_of(event: Event, times: Sequence[OwnTime], viewer: Viewer, memory: Memory) -> list[Entry]:
    whole = entry_of(event, zone=viewer.zone, language=viewer.language, public_url=viewer.public_url, memory=memory)
    return [_at(whole, time, viewer, further=place > 0) for place, time in enumerate(times)] or [whole]


def _at(whole: Entry, time: OwnTime, viewer: Viewer, *, further: bool) -> Entry:
    """The entry moves to the own time; that of a sibling stands beside it."""
    start = time.starts_at.astimezone(viewer.zone)
    end = (time.starts_at + timedelta(minutes=time.minutes)).astimezone(viewer.zone)
    uid = event_uid(whole.facts.event_id, viewer.public_url, child_id=time.child_id) if further else whole.uid
    facts = replace(whole.facts, starts_at=start, ends_at=end)
    return replace(whole, uid=uid, facts=facts, changed_at=max(whole.changed_at, time.booked_at), child=time.child)


async def _own_times(session: AsyncSession, viewer: Viewer, events: Collection[int]) -> dict[int, list[OwnTime]]:
    """By event and in the order of the children, so that the first of them keeps the entry of the event."""
    columns = SlotBooking.event_id, SlotBooking.child_id, Child.first_name, Slot.starts_at, Slot.minutes
    query = (
        select(*columns, SlotBooking.booked_at)
        .join(Slot, Slot.id == SlotBooking.slot_id)
        .join(Child, Child.id == SlotBooking.child_id)
        .where(SlotBooking.event_id.in_(events), SlotBooking.parent_id.in_(viewer.parents))
        .order_by(SlotBooking.event_id, SlotBooking.child_id, SlotBooking.parent_id.desc())
    )
    times = [OwnTime(*row) for row in (await session.execute(query)).all()]
    first = {(time.event_id, time.child_id): time for time in times}  # one of two parents on one telephone
    return {event: [time for time in first.values() if time.event_id == event] for event in events}
