"""Events that were planned together: made, announced and called off as one (N22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import schedule_invitation
from bot.actions.events import cancel_event, erase_draft, schedule_event
from bot.domain.actors import Actor
from bot.domain.events import EventDetails
from bot.domain.timing import before_event
from bot.enums import EventState, Scope
from bot.models import Event
from bot.queries.events import require_event


async def schedule_series(
    session: AsyncSession, *, actor: Actor, now: datetime, dates: Sequence[EventDetails], language: str, school: str
) -> list[Event]:
    """A draft for each date; nobody is told. Raises BadInput, NotFound."""
    drafts = [
        await schedule_event(
            session,
            actor=actor,
            now=now,
            details=details,
            language=language,
            school=school,
            state=EventState.DRAFT,
        )
        for details in dates
    ]
    for draft in drafts:
        draft.series_id = drafts[0].id
    return drafts


async def invite_series(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    event_id: int,
    lead: timedelta,
    zone: ZoneInfo,
    remind: Sequence[str] = (),
) -> int:
    """The drafts of this event's series that are still to come: each invitation leaves `lead` before, by the clock.

    Where that moment has passed it leaves now. How many were planned. Raises BadInput, NotFound.
    """
    planned = 0
    for event in await _still_to_come(session, actor, event_id, now):
        if event.state == EventState.DRAFT:
            send_at = before_event(event.starts_at, lead, zone)
            await schedule_invitation(
                session, actor=actor, now=now, event_id=event.id, zone=zone, send_at=send_at, remind=remind
            )
            planned += 1
    return planned


async def cancel_rest(session: AsyncSession, *, actor: Actor, now: datetime, event_id: int) -> int:
    """This event and the later ones of its series: drafts go, parents who were told of another are told. How many."""
    first = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
    rest = [
        event
        for event in await _still_to_come(session, actor, event_id, now)
        if event.starts_at >= first.starts_at and event.state != EventState.CANCELLED
    ]
    for event in rest:
        undo = erase_draft if event.state == EventState.DRAFT else cancel_event
        await undo(session, actor=actor, now=now, event_id=event.id)
    return len(rest)


async def _still_to_come(session: AsyncSession, actor: Actor, event_id: int, now: datetime) -> list[Event]:
    """One that stands alone is a series of itself."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
    if event.series_id is None:
        return [event] if event.starts_at > now else []
    query = select(Event).where(Event.series_id == event.series_id, Event.starts_at > now)
    return list(await session.scalars(query.order_by(Event.starts_at, Event.id)))
