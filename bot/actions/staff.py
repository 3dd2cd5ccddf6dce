"""Staff accounts and their one-time sign-in links; the secret is shown once and kept as a hash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.accounts import check_administrator, read_address
from bot.domain.actors import Actor
from bot.domain.codes import SIGN_IN_LIFETIME, hash_secret, new_api_token
from bot.enums import Role
from bot.errors import BadInput, Conflict
from bot.models import ApiToken, SignInLink, Staff, StaffGroup
from bot.queries.families import require_groups


async def record_staff(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    email: str,
    role: Role,
    groups: Sequence[str] = (),
    name: str | None = None,
    until: datetime | None = None,
) -> str:
    """A colleague, new, changed or back, with a fresh one-time sign-in secret; with `until` they stand in.

    Who comes back by this road begins anew: what was theirs before they left opens nothing.

    Raises NotAllowed, BadInput, NotFound.
    """
    check_administrator(actor)
    address = read_address(email)
    if role is Role.TEACHER and not groups:
        raise BadInput("A teacher needs at least one group: add --group.")
    staff = await _find_or_add(session, address, role, now)
    if staff.left_at is not None:
        await _forget_secrets(session, staff, now)
    staff.role, staff.name, staff.left_at = role, name or staff.name, None
    await store_groups(session, staff, await require_groups(session, actor, list(dict.fromkeys(groups))), until=until)
    record_audit(session, actor=actor, now=now, action="staff", object_id=staff.id, role=role)
    return await issue_link(session, staff, now)


async def _find_or_add(session: AsyncSession, address: str, role: Role, now: datetime) -> Staff:
    """Who is new is called by the address until somebody gives a name."""
    staff = await session.scalar(select(Staff).where(Staff.email == address))
    if staff is None:
        staff = Staff(email=address, name=address.partition("@")[0], role=role, created_at=now)
        session.add(staff)
    await session.flush()
    return staff


async def _forget_secrets(session: AsyncSession, staff: Staff, now: datetime) -> None:
    staff.password_hash, staff.totp_secret, staff.recovery_codes = None, None, []
    open_still = or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now)
    await session.execute(update(ApiToken).where(ApiToken.staff_id == staff.id, open_still).values(expires_at=now))


async def invite_colleague(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    email: str,
    name: str,
    role: Role,
    groups: Sequence[str],
    until: datetime | None = None,
) -> str:
    """Only somebody new: a known colleague is changed on their own page. Raises as record_staff, and Conflict."""
    check_administrator(actor)
    known = await session.scalar(select(Staff.name).where(Staff.email == read_address(email)))
    if known is not None:
        raise Conflict(f"This is the address of {known}.")
    return await record_staff(
        session, actor=actor, now=now, email=email, name=name, role=role, groups=groups, until=until
    )


async def store_groups(
    session: AsyncSession, staff: Staff, ids: Sequence[int], *, until: datetime | None = None
) -> None:
    """From now on these are theirs; where they stand in they go on doing so."""
    kept = StaffGroup.until.is_not(None) & StaffGroup.group_id.not_in(ids) & (staff.role == Role.TEACHER)
    await session.execute(delete(StaffGroup).where(StaffGroup.staff_id == staff.id, ~kept))
    session.add_all(StaffGroup(staff_id=staff.id, group_id=group, until=until) for group in ids)
    await session.flush()


async def issue_link(session: AsyncSession, staff: Staff, now: datetime) -> str:
    """The secret of a one-time link; those made before open no more."""
    await session.execute(delete(SignInLink).where(SignInLink.staff_id == staff.id, SignInLink.used_at.is_(None)))
    secret = new_api_token()
    link = SignInLink(staff_id=staff.id, token_hash=hash_secret(secret), expires_at=now + SIGN_IN_LIFETIME)
    session.add(link)
    return secret
