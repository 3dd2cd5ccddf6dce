"""Staff accounts, their one-time sign-in links, and API tokens; each secret is shown once and kept as a hash."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.actors import Actor
from bot.domain.codes import SIGN_IN_LIFETIME, hash_secret, new_api_token
from bot.enums import Role, Scope
from bot.errors import BadInput, NotAllowed, NotFound
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
) -> str:
    """A colleague, new or changed, with a fresh one-time sign-in secret. Raises NotAllowed, BadInput, NotFound."""
    _check_administrator(actor)
    address = email.strip().casefold()
    if address.count("@") != 1 or not all(address.split("@")):
        raise BadInput(f"{email!r} is no e-mail address.")
    if role is Role.TEACHER and not groups:
        raise BadInput("A teacher needs at least one group: add --group.")
    staff = await session.scalar(select(Staff).where(Staff.email == address))
    if staff is None:
        staff = Staff(email=address, name=name or address.split("@")[0], role=role, created_at=now)
        session.add(staff)
    staff.role, staff.name = role, name or staff.name
    await session.flush()
    await _store_groups(session, actor, staff, groups)
    record_audit(session, actor=actor, now=now, action="staff", object_id=staff.id, role=role)
    return _issue_link(session, staff, now)


async def create_token(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    name: str,
    scopes: Collection[Scope],
    staff_email: str | None = None,
    expires_at: datetime | None = None,
) -> str:
    """A bearer token, shown once; it acts for a colleague when one is named. Raises NotAllowed, NotFound."""
    _check_administrator(actor)
    staff = await _find_staff(session, staff_email) if staff_email else None
    token = new_api_token()
    entry = ApiToken(
        name=name,
        token_hash=hash_secret(token),
        scopes=sorted(scopes),
        staff_id=staff.id if staff else None,
        expires_at=expires_at,
        created_at=now,
    )
    session.add(entry)
    await session.flush()
    record_audit(session, actor=actor, now=now, action="token", object_id=entry.id)
    return token


def _check_administrator(actor: Actor) -> None:
    if actor.role is not Role.ADMINISTRATOR:
        raise NotAllowed("Only an administrator makes accounts and tokens.")


async def _find_staff(session: AsyncSession, email: str) -> Staff:
    staff = await session.scalar(select(Staff).where(Staff.email == email.strip().casefold()))
    if staff is None:
        raise NotFound(f"There is no colleague {email!r}; add one with: ouderbrug staff add.")
    return staff


async def _store_groups(session: AsyncSession, actor: Actor, staff: Staff, groups: Sequence[str]) -> None:
    ids = await require_groups(session, actor, list(dict.fromkeys(groups)))
    await session.execute(delete(StaffGroup).where(StaffGroup.staff_id == staff.id))
    session.add_all(StaffGroup(staff_id=staff.id, group_id=group) for group in ids)


def _issue_link(session: AsyncSession, staff: Staff, now: datetime) -> str:
    secret = new_api_token()
    link = SignInLink(staff_id=staff.id, token_hash=hash_secret(secret), expires_at=now + SIGN_IN_LIFETIME)
    session.add(link)
    return secret
