"""Notes of talks and tries outside the chat."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.family_notes import erase_family_note
from bot.domain.actors import COMMAND, Actor
from bot.enums import NoteKind, NoteOutcome
from bot.errors import NotAllowed, NotFound
from bot.models import AuditEntry, FamilyNote
from tests.builders import LIO, RUTH, TOM, make_families, make_family_note, make_row
from tests.fakes import NOW


async def erase(session: AsyncSession, actor: Actor, parent: str = "P-Amina") -> None:
    await erase_family_note(session, actor=actor, now=NOW, parent_id=parent, note_id=1)


async def test_note_keeps_who_wrote_it_and_the_trail_holds_no_word(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    await make_family_note(
        session,
        "Amina",
        kind=NoteKind.HOME_VISIT,
        outcome=NoteOutcome.AGAIN,
        text="Koffie.",
        happened_on=date(2026, 11, 20),
    )

    await session.flush()
    note = (await session.scalars(select(FamilyNote))).one()
    assert (note.kind, note.outcome, note.text, note.happened_on, note.author, note.created_by, note.written_at) == (
        "home-visit", "again", "Koffie.", "2026-11-20", "Juf Ruth", "staff:1", NOW,
    )  # fmt: skip
    entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "family-note"))).one()
    assert (entry.actor, entry.object_id, entry.details) == ("staff:1", 1, {})


async def test_who_wrote_a_note_takes_it_back_and_nobody_else(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr"))
    await make_family_note(session, "Amina")
    await session.flush()

    for actor, parent in ((LIO, "P-Amina"), (RUTH, "P-Piotr"), (TOM, "P-Amina")):
        with pytest.raises(NotFound):
            await erase(session, actor, parent)
    await erase(session, RUTH)

    assert list(await session.scalars(select(FamilyNote))) == []


async def test_administrator_neither_writes_nor_takes_back(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    with pytest.raises(NotAllowed):
        await make_family_note(session, "Amina", actor=COMMAND)
    with pytest.raises(NotAllowed):
        await erase(session, COMMAND)
