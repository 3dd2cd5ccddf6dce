"""Colleagues with accounts, for tests of what becomes of them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.staff import record_staff
from bot.actions.stand_ins import record_stand_in
from bot.domain.actors import COMMAND, Actor
from bot.enums import Role
from bot.models import Staff
from tests.builders import GROUP
from tests.fakes import NOW

#: No row of the tests' own colleagues has this number.
ADA = Actor("staff:999", "Ada", Role.ADMINISTRATOR, staff_id=999)

NEXT_WEEK = NOW + timedelta(days=7)


async def make_colleague(
    session: AsyncSession,
    name: str = "Ruth",
    role: Role = Role.TEACHER,
    groups: tuple[str, ...] = (GROUP,),
    *,
    signed_up: bool = True,
) -> Staff:
    """With a password, unless told otherwise."""
    email = f"{name.casefold()}@school.example"
    theirs = groups if role is Role.TEACHER else ()
    await record_staff(session, actor=COMMAND, now=NOW, email=email, role=role, groups=theirs, name=name)
    staff = (await session.scalars(select(Staff).where(Staff.email == email))).one()
    if signed_up:
        staff.password_hash, staff.totp_secret = "set", "SET"
    await session.flush()
    return staff


async def make_stand_in(session: AsyncSession, staff: Staff, group: str, *, actor: Actor = ADA) -> None:
    """For a week."""
    await record_stand_in(session, actor=actor, now=NOW, staff_id=staff.id, group=group, until=NEXT_WEEK)
