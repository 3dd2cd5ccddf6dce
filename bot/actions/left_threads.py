"""Open conversations of who may no longer read them, or has left: given to a colleague, or to nobody in particular."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.actions.audit import record_audit
from bot.domain.accounts import check_head
from bot.domain.actors import Actor
from bot.enums import Role, ThreadState
from bot.errors import BadInput, NotFound
from bot.models import Child, Guardianship, Staff, StaffGroup, Thread
from bot.queries.staff import is_theirs

_OPEN = Thread.state == ThreadState.OPEN


async def give_threads(session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int, to: int | None) -> int:
    """All open conversations of one colleague to another, as far as that one may read them; the others to nobody.

    How many found a new holder. Raises NotAllowed, NotFound, BadInput.
    """
    check_head(actor)
    if await session.get(Staff, staff_id) is None:
        raise NotFound(f"There is no colleague {staff_id}.")
    if to is not None:
        await _require_reader(session, to)
    query = select(Thread).where(Thread.assigned_to == staff_id, _OPEN).with_for_update()
    threads = (await session.scalars(query)).all()
    fit = set(await session.scalars(select(Thread.id).where(Thread.assigned_to == staff_id, _may_read(to or 0, now))))
    for thread in threads:
        thread.assigned_to = to if thread.id in fit else None
        record_audit(
            session, actor=actor, now=now, action="thread-assigned", object_id=thread.id, to=thread.assigned_to
        )
    return len(fit & {thread.id for thread in threads})


async def release_threads(session: AsyncSession, *, now: datetime, staff_id: int | None = None) -> None:
    """Who may no longer read a conversation holds it no longer: then all who may read it see that nobody has it."""
    whose = Thread.assigned_to == staff_id if staff_id is not None else Thread.assigned_to.is_not(None)
    here = exists().where(Staff.id == Thread.assigned_to, Staff.left_at.is_(None)).correlate(Thread)
    lost = update(Thread).where(_OPEN, whose, here, ~_may_read(Thread.assigned_to, now)).values(assigned_to=None)
    await session.execute(lost.execution_options(synchronize_session=False))


async def _require_reader(session: AsyncSession, staff_id: int) -> None:
    colleague = await session.get(Staff, staff_id)
    if colleague is None or colleague.left_at is not None or colleague.role == Role.ADMINISTRATOR:
        raise BadInput("This colleague reads no conversations.")


def _may_read(staff_id: InstrumentedAttribute[int | None] | int, now: datetime) -> ColumnElement[bool]:
    """Whether this conversation is this colleague's to read, as in bot.queries.colleagues.readers_of."""
    whole_school = exists().where(Staff.id == staff_id, Staff.role.in_((Role.LIAISON, Role.COORDINATOR)))
    by_group = (
        exists()
        .where(Staff.id == staff_id, Staff.role == Role.TEACHER, StaffGroup.staff_id == Staff.id, is_theirs(now))
        .where(Child.group_id == StaffGroup.group_id, Guardianship.child_id == Child.id)
        .where(Guardianship.parent_id == Thread.parent_id)
    )
    return or_(whole_school.correlate(Thread), by_group.correlate(Thread))
