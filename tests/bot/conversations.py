"""Conversations in the states in which staff meet them, and colleagues with an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.staff import record_staff
from bot.domain.actors import COMMAND, Actor
from bot.enums import Role
from bot.models import AuditEntry, Staff, Thread, ThreadNote
from tests.builders import GROUP, make_question
from tests.fakes import NOW


async def make_colleague(
    session: AsyncSession, name: str, role: Role = Role.TEACHER, *, groups: tuple[str, ...] = (GROUP,)
) -> Actor:
    """With an account, as in a browser; `name` is also the address."""
    email = f"{name.casefold()}@school.example"
    mine = groups if role is Role.TEACHER else ()
    await record_staff(session, actor=COMMAND, now=NOW, email=email, role=role, groups=mine, name=name)
    number = (await session.scalars(select(Staff.id).where(Staff.email == email))).one()
    return Actor(f"staff:{number}", name, role, frozenset(mine), staff_id=number)


async def make_thread(
    session: AsyncSession, parent: str, *, update_id: int, now: datetime = NOW, **facts: Any
) -> Thread:
    """A question in a conversation of its own, which nobody has, with what the test says differs."""
    thread = await make_question(session, parent, update_id=update_id, now=now)
    thread.assigned_to = None
    for name, value in facts.items():
        setattr(thread, name, value)
    await session.flush()
    return thread


async def list_trail(session: AsyncSession, thread: int) -> list[tuple[str, str]]:
    """Who did what to it, in order."""
    mine = AuditEntry.object_id == thread, AuditEntry.action.startswith("thread-")
    query = select(AuditEntry.actor, AuditEntry.action).where(*mine).order_by(AuditEntry.id)
    return [(actor, action) for actor, action in await session.execute(query)]


async def list_note_texts(session: AsyncSession) -> list[tuple[str, str]]:
    return [(note.author, note.text) for note in await session.scalars(select(ThreadNote).order_by(ThreadNote.id))]
