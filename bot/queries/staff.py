"""Who stands behind a token."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
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
    groups = await groups_of(session, staff.id)
    return Actor(f"token:{entry.id}", staff.name, Role(staff.role), groups, scopes, staff.id)


async def groups_of(session: AsyncSession, staff_id: int) -> frozenset[str]:
    """The names of a colleague's own groups."""
    query = select(Group.name).join(StaffGroup, StaffGroup.group_id == Group.id).where(StaffGroup.staff_id == staff_id)
    return frozenset(await session.scalars(query))
