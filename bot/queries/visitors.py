"""Who sits behind a signed-in browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.codes import hash_secret
from bot.domain.second_factor import REQUIRED_FOR
from bot.domain.visits import is_over
from bot.enums import Role
from bot.models import SignInAttempt, Staff, StaffSession
from bot.queries.staff import groups_of


@dataclass(frozen=True, slots=True)
class Visitor:
    """A colleague at a browser. `unfinished` says that a password or second factor must be set up first."""

    staff_id: int
    session_id: int
    actor: Actor
    email: str
    language: str
    unfinished: bool
    seen_at: datetime


async def find_visitor(session: AsyncSession, *, token: str, now: datetime, second_key: bool = False) -> Visitor | None:
    """None where the session is unknown or over, or the colleague has left. `second_key`: everybody needs one."""
    mine = StaffSession.token_hash == hash_secret(token)
    query = select(StaffSession, Staff).join(Staff, Staff.id == StaffSession.staff_id)
    found = (await session.execute(query.where(mine, Staff.left_at.is_(None)))).first()
    if found is None or is_over(created_at=found[0].created_at, seen_at=found[0].seen_at, now=now):
        return None
    browser, staff = found
    role, groups = Role(staff.role), await groups_of(session, staff.id, now=now)
    needs_second_key = second_key or role in REQUIRED_FOR
    return Visitor(
        staff_id=staff.id,
        session_id=browser.id,
        actor=Actor(f"staff:{staff.id}", staff.name, role, groups, staff_id=staff.id),
        email=staff.email,
        language=staff.language,
        unfinished=staff.password_hash is None or (needs_second_key and staff.totp_secret is None),
        seen_at=browser.seen_at,
    )


async def find_account(session: AsyncSession, *, email: str) -> Staff | None:
    """The colleague with this address, unless they have left."""
    return await session.scalar(select(Staff).where(Staff.email == email.strip().casefold(), Staff.left_at.is_(None)))


async def require_account(session: AsyncSession, staff_id: int) -> Staff:
    """One's own."""
    return await session.get_one(Staff, staff_id)


async def list_browsers(session: AsyncSession, *, staff_id: int, now: datetime) -> list[StaffSession]:
    """Where this colleague is signed in, the newest first."""
    query = select(StaffSession).where(StaffSession.staff_id == staff_id).order_by(StaffSession.seen_at.desc())
    browsers = await session.scalars(query)
    return [one for one in browsers if not is_over(created_at=one.created_at, seen_at=one.seen_at, now=now)]


async def waits_until(session: AsyncSession, *, keys: tuple[str, ...], now: datetime) -> datetime | None:
    """When the next try of this account or network is looked at; None: now."""
    query = select(SignInAttempt.wait_until).where(SignInAttempt.key.in_(keys), SignInAttempt.wait_until > now)
    return max(await session.scalars(query), default=None)
