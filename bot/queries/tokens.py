"""API tokens as an administrator sees them: what they are for, never what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.accounts import check_administrator
from bot.domain.actors import Actor
from bot.models import ApiToken, Staff

#: More than a school needs; the newest.
MOST = 200


@dataclass(frozen=True, slots=True)
class TokenLine:
    """`colleague` is whom it acts for, None for the school; `left` says that it opens nothing, for they have left."""

    id: int
    name: str
    scopes: tuple[str, ...]
    colleague: str | None
    left: bool
    created_at: datetime
    expires_at: datetime | None


async def list_tokens(session: AsyncSession, *, actor: Actor, now: datetime) -> list[TokenLine]:
    """Those that are in use, the newest first. Raises NotAllowed."""
    check_administrator(actor)
    query = select(ApiToken, Staff.name, Staff.left_at).outerjoin(Staff, Staff.id == ApiToken.staff_id)
    in_use = or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now)
    found = await session.execute(query.where(in_use).order_by(ApiToken.id.desc()).limit(MOST))
    return [
        TokenLine(one.id, one.name, tuple(one.scopes), name, left is not None, one.created_at, one.expires_at)
        for one, name, left in found
    ]
