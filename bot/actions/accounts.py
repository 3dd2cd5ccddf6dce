"""What becomes of a colleague's account: other rights, a new link, signed out, left, back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.left_threads import release_threads
from bot.actions.school import forget_address
from bot.actions.staff import issue_link, store_groups
from bot.domain.accounts import check_administrator, check_others
from bot.domain.actors import Actor
from bot.enums import Role
from bot.errors import BadInput, Conflict, NotFound
from bot.models import SignInLink, Staff, StaffGroup, StaffSession
from bot.queries.families import require_groups
from bot.queries.staff import is_theirs


async def record_rights(
    session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int, role: Role, groups: Sequence[str]
) -> None:
    """Another role, other groups; it holds from the next click on. Raises NotAllowed, NotFound, BadInput, Conflict."""
    if role is not Role.ADMINISTRATOR:
        await _keep_an_administrator(session, staff_id)
    staff = await _require_staff(session, actor, staff_id)
    was, staff.role = staff.role, role
    own = list(dict.fromkeys(groups)) if role is Role.TEACHER else []
    await store_groups(session, staff, await require_groups(session, actor, own))
    if role is Role.TEACHER and not await _has_groups(session, staff, now):
        raise BadInput("A teacher needs at least one group.")
    record_audit(session, actor=actor, now=now, action="staff-rights", object_id=staff.id, role=role, was=was)
    await release_threads(session, now=now, staff_id=staff.id)


async def renew_link(session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int) -> str:
    """For who lost the password or the telephone: both are forgotten, and they are signed out everywhere.

    The secret of a new one-time link. Raises NotAllowed, NotFound, Conflict.
    """
    staff = await _require_staff(session, actor, staff_id)
    staff.password_hash, staff.totp_secret, staff.recovery_codes = None, None, []
    await _sign_out(session, staff_id)
    record_audit(session, actor=actor, now=now, action="staff-link", object_id=staff_id)
    return await issue_link(session, staff, now)


async def sign_out_colleague(
    session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int, session_id: int | None = None
) -> None:
    """In one browser, or in all. Raises NotAllowed, NotFound, Conflict."""
    await _require_staff(session, actor, staff_id)
    await _sign_out(session, staff_id, session_id)
    record_audit(session, actor=actor, now=now, action="staff-signed-out", object_id=staff_id)


async def record_left(session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int) -> None:
    """Sessions, links and tokens open nothing any more, no e-mail calls them. Raises NotAllowed, NotFound, Conflict."""
    await _keep_an_administrator(session, staff_id)
    staff = await _require_staff(session, actor, staff_id)
    staff.left_at = now
    await _sign_out(session, staff_id)
    await session.execute(delete(SignInLink).where(SignInLink.staff_id == staff_id))
    if await forget_address(session, now=now, email=staff.email):
        record_audit(session, actor=actor, now=now, action="setting", setting="alert_to")
    record_audit(session, actor=actor, now=now, action="staff-left", object_id=staff_id)


async def record_back(session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int) -> None:
    """They did not leave, or came again: with the password, the rights and the conversations that they had.

    Raises NotAllowed, NotFound.
    """
    staff = await _require_staff(session, actor, staff_id, left=True)
    staff.left_at = None
    record_audit(session, actor=actor, now=now, action="staff-back", object_id=staff_id)


async def _require_staff(session: AsyncSession, actor: Actor, staff_id: int, *, left: bool = False) -> Staff:
    """Somebody else, locked."""
    check_administrator(actor)
    staff = await session.get(Staff, staff_id, with_for_update=True)
    if staff is None:
        raise NotFound(f"There is no colleague {staff_id}.")
    check_others(actor, staff_id)
    if not left and staff.left_at is not None:
        raise Conflict("This colleague has left. Take that back first.")
    return staff


async def _keep_an_administrator(session: AsyncSession, staff_id: int) -> None:
    """Somebody who can sign in must stay. All are locked in one order: two may part with each other at once."""
    here = Staff.role == Role.ADMINISTRATOR, Staff.left_at.is_(None), Staff.password_hash.is_not(None)
    query = select(Staff.id).where(*here).order_by(Staff.id).with_for_update()
    if set(await session.scalars(query)) == {staff_id}:
        raise Conflict("This is the last administrator. Let another colleague be one first.")


async def _sign_out(session: AsyncSession, staff_id: int, session_id: int | None = None) -> None:
    theirs = StaffSession.staff_id == staff_id
    one = [StaffSession.id == session_id] if session_id is not None else []
    await session.execute(delete(StaffSession).where(theirs, *one))


async def _has_groups(session: AsyncSession, staff: Staff, now: datetime) -> bool:
    query = select(StaffGroup.group_id).where(StaffGroup.staff_id == staff.id, is_theirs(now))
    return await session.scalar(query.limit(1)) is not None
