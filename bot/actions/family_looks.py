"""What staff see and set right on a family's page, in the trail: who looked, which language was asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import note_look, record_audit
from bot.domain.actors import Actor
from bot.enums import Scope
from bot.queries.families import require_groups, require_parent
from bot.queries.family_page import FAMILY_READ


async def record_family_look(session: AsyncSession, *, actor: Actor, now: datetime, parent_id: str) -> None:
    """Somebody of staff looks at this family; the trail says so once an hour. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_READ)
    parent = await require_parent(session, actor=actor, external_id=parent_id)
    await note_look(session, by=actor, now=now, action=FAMILY_READ, object_id=parent.id, since=parent.created_at)


async def record_checklist_copy(
    session: AsyncSession, *, actor: Actor, now: datetime, group: str, children: int
) -> None:
    """The checklist of a group went out as a file. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_READ)
    [group_id] = await require_groups(session, actor, [group])
    record_audit(session, actor=actor, now=now, action="checklist-copy", object_id=group_id, children=children)


async def correct_language(
    session: AsyncSession, *, actor: Actor, now: datetime, parent_id: str, language: str | None
) -> None:
    """As the parent wishes, from now on; None: as the school's list says. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    parent = await require_parent(session, actor=actor, external_id=parent_id)
    parent.chosen_language = language
    record_audit(session, actor=actor, now=now, action="language", object_id=parent.id, language=language)
