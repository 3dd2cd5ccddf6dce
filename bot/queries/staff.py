"""Who stands behind a token, and which groups are theirs now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.codes import hash_secret
from bot.enums import Role, Scope
from bot.errors import NotSignedIn
from bot.models import ApiToken, Group, Staff, StaffGroup


async def require_actor(session: AsyncSession, *, token: str, now: datetime) -> Actor:
    """The actor of a bearer token: the colleague it was made for, or the school. Raises NotSignedIn."""
    entry = await session.scalar(select(ApiToken).where(ApiToken.token_hash == hash_secret(token)))
    if entry is None or (entry.expires_at and entry.expires_at <= now):
        raise NotSignedIn("This token is unknown or too old. Make one with: ouderbrug token add NAME --scope all")
    scopes = frozenset(Scope(scope) for scope in entry.scopes)
    if entry.staff_id is None:
        return Actor(f"token:{entry.id}", None, Role.COORDINATOR, scopes=scopes)
    staff = await session.get_one(Staff, entry.staff_id)
    if staff.left_at is not None:
        raise NotSignedIn("The colleague of this token has left.")
    groups = await groups_of(session, staff.id, now=now)
    return Actor(f"token:{entry.id}", staff.name, Role(staff.role), groups, scopes, staff.id)


async def groups_of(session: AsyncSession, staff_id: int, *, now: datetime) -> frozenset[str]:
    """The names of a colleague's groups: their own, and those for which they stand in."""
    query = select(Group.name).join(StaffGroup, StaffGroup.group_id == Group.id)
    return frozenset(await session.scalars(query.where(StaffGroup.staff_id == staff_id, is_theirs(now))))


def is_theirs(now: datetime) -> ColumnElement[bool]:
    """Whether a row of StaffGroup counts: who stands in has the group until the end date, and not a moment longer."""
    return or_(StaffGroup.until.is_(None), StaffGroup.until > now)
