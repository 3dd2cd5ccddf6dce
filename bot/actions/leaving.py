"""Roll-over to the next school year: the new list comes in, and who is no longer in it has left the school.

Who left is in no group, so nothing that goes to groups reaches the parents: only that an event changes or is cancelled
of which they were told. After a time of the school's choice the night erases them (bot.actions.erasure). Until then one
step brings a child back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.bookings import release_children
from bot.actions.families import record_import
from bot.actions.outbox import cancel_queued
from bot.domain.actors import Actor
from bot.domain.budget import COUNTED
from bot.domain.csv_rows import ParsedFile
from bot.enums import Role, Scope
from bot.errors import BadInput, NotAllowed, NotFound
from bot.models import Child, Guardianship, OutboxMessage
from bot.queries.families import require_groups

_DECIDERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
_HANDFUL = 500


async def record_next_year(
    session: AsyncSession, *, actor: Actor, now: datetime, parsed: ParsedFile, stay: Collection[str] = ()
) -> int:
    """Bring the list in; whoever is not in it and not among `stay` left the school: how many children that are.

    A file with a wrong row changes nothing: its children would seem to have left. Raises BadInput, NotAllowed.
    """
    if not parsed.rows:
        raise BadInput("There is no child in this file.")
    await record_import(session, actor=actor, now=now, parsed=parsed)
    here = {row.child_id for row in parsed.rows} | set(stay)
    at_school = (await session.execute(select(Child.external_id, Child.id).where(Child.group_id.is_not(None)))).all()
    gone = [number for child, number in at_school if child not in here]
    left = {"left_at": now, "left_from": Child.group_id, "group_id": None}
    for start in range(0, len(gone), _HANDFUL):
        children = gone[start : start + _HANDFUL]
        await session.execute(update(Child).where(Child.id.in_(children)).values(left))
        await _call_off(session, children, now)
        await release_children(session, children=children, now=now)
    record_audit(session, actor=actor, now=now, action="next-year", left=len(gone))
    return len(gone)


async def record_still_here(session: AsyncSession, *, actor: Actor, now: datetime, child_id: str, group: str) -> None:
    """Back into this group; `child_id` is the school's. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    if actor.role not in _DECIDERS:
        raise NotAllowed("Only a coordinator or an administrator says who is at school.")
    [group_id] = await require_groups(session, actor, [group])
    gone = Child.external_id == child_id, Child.left_at.is_not(None)
    child = await session.scalar(select(Child).where(*gone).with_for_update())
    if child is None:
        raise NotFound(f"No child {child_id!r} has left the school.")
    child.group_id, child.left_at, child.left_from = group_id, None, None
    record_audit(session, actor=actor, now=now, action="still-here", object_id=child.id)


async def _call_off(session: AsyncSession, children: Collection[int], now: datetime) -> None:
    """What waits for their parents, except conversation, where no other child of theirs is at school."""
    theirs = select(Guardianship.parent_id).where(Guardianship.child_id.in_(children))
    own = Guardianship.parent_id == OutboxMessage.parent_id
    at_school = exists().where(own, Child.id == Guardianship.child_id, Child.group_id.is_not(None))
    bulk = OutboxMessage.parent_id.in_(theirs), OutboxMessage.kind.in_(COUNTED), ~at_school
    await cancel_queued(session, *bulk, now=now)
