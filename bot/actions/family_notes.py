"""What happened with a family outside the chat: a talk at the gate, a call, a visit, a try that found nobody."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.statements import rows_of
from bot.domain.actors import Actor
from bot.enums import NoteKind, NoteOutcome, Scope
from bot.errors import NotFound
from bot.models import FamilyNote
from bot.queries.families import require_parent


async def record_family_note(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    parent_id: str,
    kind: NoteKind,
    outcome: NoteOutcome,
    happened_on: date,
    author: str,
    text: str = "",
) -> None:
    """One talk or try, by whom parents know as `author`; `parent_id` is the school's. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    actor.check_reads_messages()
    parent = await require_parent(session, actor=actor, external_id=parent_id)
    note = FamilyNote(
        parent_id=parent.id,
        kind=kind,
        outcome=outcome,
        text=text,
        happened_on=happened_on.isoformat(),
        author=author,
        created_by=actor.key,
        written_at=now,
    )
    session.add(note)
    record_audit(session, actor=actor, now=now, action="family-note", object_id=parent.id)


async def erase_family_note(
    session: AsyncSession, *, actor: Actor, now: datetime, parent_id: str, note_id: int
) -> None:
    """A note taken back by who wrote it. Raises NotAllowed, NotFound, also for a colleague's note."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    actor.check_reads_messages()
    parent = await require_parent(session, actor=actor, external_id=parent_id)
    mine = FamilyNote.id == note_id, FamilyNote.parent_id == parent.id, FamilyNote.created_by == actor.key
    if not rows_of(await session.execute(delete(FamilyNote).where(*mine))):
        raise NotFound(f"There is no note {note_id} of yours.")
    record_audit(session, actor=actor, now=now, action="family-note-erased", object_id=parent.id)
