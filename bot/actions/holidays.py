"""Staff say on which days the school is closed: then nobody answers, and no tips are sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.actors import Actor
from bot.enums import Role, Scope
from bot.errors import BadInput, NotAllowed
from bot.models import Holiday
from bot.queries.holidays import require_holiday

#: No holiday of a school is longer; one that is has a mistyped year.
MOST_DAYS = 100

_DECIDERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


async def record_holiday(
    session: AsyncSession, *, actor: Actor, now: datetime, starts_on: date, ends_on: date, name: str
) -> Holiday:
    """First and last day included. From the same first day again, it is changed. Raises BadInput, NotAllowed."""
    _check_decides(actor)
    if not 0 <= (ends_on - starts_on).days < MOST_DAYS:
        raise BadInput(f"A holiday ends on or after its first day, and has at most {MOST_DAYS} days.")
    holiday = await session.scalar(
        select(Holiday).where(Holiday.starts_on == starts_on.isoformat()).with_for_update()
    ) or Holiday(starts_on=starts_on.isoformat())
    holiday.ends_on, holiday.name = ends_on.isoformat(), name
    session.add(holiday)
    await session.flush()
    record_audit(session, actor=actor, now=now, action="holiday", object_id=holiday.id)
    return holiday


async def erase_holiday(session: AsyncSession, *, actor: Actor, now: datetime, holiday_id: int) -> None:
    """The school is open after all. Raises NotAllowed, NotFound."""
    _check_decides(actor)
    await session.delete(await require_holiday(session, holiday_id))
    record_audit(session, actor=actor, now=now, action="holiday-erased", object_id=holiday_id)


def _check_decides(actor: Actor) -> None:
    actor.check_scope(Scope.EVENTS_WRITE)
    if actor.role not in _DECIDERS:
        raise NotAllowed("Only a coordinator or an administrator says when the school is closed.")
