"""Who stands in for a group: sees and does there what its teacher can, until the end date and not a moment longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.left_threads import release_threads
from bot.domain.accounts import check_head, check_others
from bot.domain.actors import Actor
from bot.enums import Role
from bot.errors import BadInput, Conflict, NotFound
from bot.models import Staff, StaffGroup
from bot.queries.families import require_groups

#: Longer is no standing in: then the group is theirs.
LONGEST = timedelta(days=366)


async def record_stand_in(
    session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int, group: str, until: datetime
) -> None:
    """Until then, or from now on until another moment. Raises NotAllowed, NotFound, BadInput, Conflict."""
    await _require_teacher(session, actor, staff_id)
    check_until(until, now=now)
    (group_id,) = await require_groups(session, actor, [group])
    held = await session.get(StaffGroup, (staff_id, group_id), with_for_update=True)
    if held is None:
        held = StaffGroup(staff_id=staff_id, group_id=group_id)
        session.add(held)
    elif held.until is None:
        raise Conflict("This group is theirs already.")
    held.until = until
    days = (until - now).days
    record_audit(session, actor=actor, now=now, action="stand-in", object_id=staff_id, group=group_id, days=days)


async def end_stand_in(session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int, group: str) -> None:
    """Before its time. Raises NotAllowed, NotFound."""
    await _require_teacher(session, actor, staff_id)
    (group_id,) = await require_groups(session, actor, [group])
    held = await session.get(StaffGroup, (staff_id, group_id), with_for_update=True)
    if held is None or held.until is None:
        raise NotFound("Nobody stands in there.")
    await session.delete(held)
    await session.flush()
    record_audit(session, actor=actor, now=now, action="stand-in-end", object_id=staff_id, group=group_id)
    await release_threads(session, now=now, staff_id=staff_id)


def check_until(until: datetime, *, now: datetime) -> None:
    """Raises BadInput."""
    if until <= now:
        raise BadInput("This day is over already.")
    if until > now + LONGEST:
        raise BadInput("Longer than a year is not standing in. Make the group theirs.")


async def _require_teacher(session: AsyncSession, actor: Actor, staff_id: int) -> None:
    """Others see the whole school already, or none of it."""
    check_head(actor)
    staff = await session.get(Staff, staff_id, with_for_update=True)
    if staff is None:
        raise NotFound(f"There is no colleague {staff_id}.")
    check_others(actor, staff_id)
    if staff.role != Role.TEACHER or staff.left_at is not None:
        raise BadInput("Only a teacher stands in for a group.")
