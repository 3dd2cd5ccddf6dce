"""Bearer tokens for scripts of the school: made, shown once, kept as a hash, withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.accounts import check_administrator
from bot.domain.actors import Actor
from bot.domain.codes import hash_secret, new_api_token
from bot.enums import Scope
from bot.errors import NotFound
from bot.models import ApiToken, Staff


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
    check_administrator(actor)
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


async def withdraw_token(session: AsyncSession, *, actor: Actor, now: datetime, token_id: int) -> None:
    """It opens nothing any more; its name stays for the trail. Raises NotAllowed, NotFound."""
    check_administrator(actor)
    entry = await session.get(ApiToken, token_id, with_for_update=True)
    if entry is None:
        raise NotFound(f"There is no token {token_id}.")
    if entry.expires_at is None or entry.expires_at > now:
        entry.expires_at = now
        record_audit(session, actor=actor, now=now, action="token-withdrawn", object_id=token_id)


async def _find_staff(session: AsyncSession, email: str) -> Staff:
    address = email.strip().casefold()
    staff = await session.scalar(select(Staff).where(Staff.email == address, Staff.left_at.is_(None)))
    if staff is None:
        raise NotFound(f"There is no colleague {email!r}; add one with: ouderbrug staff add.")
    return staff
