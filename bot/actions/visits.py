"""Staff come in and go: one-time links, sessions, failures, passwords and second factors."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.actors import Actor
from bot.domain.codes import hash_secret, new_api_token
from bot.domain.second_factor import hash_recovery_code, matching_step, without_code
from bot.domain.visits import FORGET, wait_after
from bot.enums import Role
from bot.errors import NotSignedIn
from bot.models import SignInAttempt, SignInLink, Staff, StaffSession


async def spend_link(session: AsyncSession, *, secret: str, now: datetime) -> Staff:
    """The colleague whose one-time link this is; it opens once, for a day. Raises NotSignedIn."""
    query = select(SignInLink).where(SignInLink.token_hash == hash_secret(secret)).with_for_update()
    link = await session.scalar(query)
    staff = await session.get(Staff, link.staff_id) if link else None
    if link is None or staff is None or staff.left_at or link.used_at or link.expires_at <= now:
        raise NotSignedIn("This link was used before, or is too old. Ask an administrator for a new one.")
    link.used_at = now
    return staff


async def open_session(session: AsyncSession, *, staff: Staff, device: str, now: datetime) -> str:
    """A new session with a new token, shown once: to the browser."""
    token = new_api_token()
    session.add(
        StaffSession(staff_id=staff.id, token_hash=hash_secret(token), device=device, created_at=now, seen_at=now)
    )
    record_audit(session, actor=_themselves(staff.id), now=now, action="sign-in", object_id=staff.id)
    return token


async def record_seen(session: AsyncSession, *, session_id: int, now: datetime) -> None:
    """Still there."""
    await session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


async def close_session(session: AsyncSession, *, staff_id: int, session_id: int, now: datetime) -> None:
    """Sign one browser of one's own out."""
    mine = StaffSession.id == session_id, StaffSession.staff_id == staff_id
    await session.execute(delete(StaffSession).where(*mine))
    record_audit(session, actor=_themselves(staff_id), now=now, action="sign-out", object_id=staff_id)


async def close_other_sessions(session: AsyncSession, *, staff_id: int, but: int | None, now: datetime) -> None:
    """Sign out everywhere, but here."""
    others = StaffSession.staff_id == staff_id, StaffSession.id != (but or 0)
    await session.execute(delete(StaffSession).where(*others))
    record_audit(session, actor=_themselves(staff_id), now=now, action="sign-out-everywhere", object_id=staff_id)


async def record_failed_sign_in(session: AsyncSession, *, keys: tuple[str, ...], now: datetime) -> None:
    """One more failure of this account and of this network; each waits longer for the next try."""
    for key in keys:
        attempt = await session.get(SignInAttempt, key, with_for_update=True)
        if attempt is None:
            attempt = SignInAttempt(key=key, failures=0, wait_until=now, last_at=now)
            session.add(attempt)
        attempt.failures = 1 if now - attempt.last_at >= FORGET else attempt.failures + 1
        attempt.wait_until, attempt.last_at = now + wait_after(attempt.failures), now


async def forget_failures(session: AsyncSession, *, keys: tuple[str, ...]) -> None:
    """It was them after all."""
    await session.execute(delete(SignInAttempt).where(SignInAttempt.key.in_(keys)))


async def record_password(session: AsyncSession, *, staff_id: int, password_hash: str, now: datetime) -> None:
    """From now on; other browsers are signed out by whoever calls."""
    await session.execute(update(Staff).where(Staff.id == staff_id).values(password_hash=password_hash))
    record_audit(session, actor=_themselves(staff_id), now=now, action="password", object_id=staff_id)


async def record_second_factor(
    session: AsyncSession, *, staff_id: int, secret: str, step: int, recovery_codes: list[str], now: datetime
) -> None:
    """The telephone is known, and the paper codes; `step` is the one that proved it."""
    hashes = [hash_recovery_code(code) for code in recovery_codes]
    values = {"totp_secret": secret, "totp_step": step, "recovery_codes": hashes}
    await session.execute(update(Staff).where(Staff.id == staff_id).values(**values))
    record_audit(session, actor=_themselves(staff_id), now=now, action="second-factor", object_id=staff_id)


async def spend_second_factor(session: AsyncSession, *, staff_id: int, code: str, now: datetime) -> bool:
    """Whether the code opens: from the telephone, later than the last; or from paper, each once."""
    staff = await session.get_one(Staff, staff_id, with_for_update=True)
    if staff.totp_secret is None:
        return True
    step = matching_step(staff.totp_secret, code, now=now, last=staff.totp_step)
    if step is not None:
        staff.totp_step = step
        return True
    left = without_code(staff.recovery_codes, code)
    if left is None:
        return False
    staff.recovery_codes = left
    return True


async def record_page_language(session: AsyncSession, *, staff_id: int, language: str) -> None:
    """Dutch or English pages."""
    await session.execute(update(Staff).where(Staff.id == staff_id).values(language=language))


def _themselves(staff_id: int) -> Actor:
    """For the trail: what colleagues do about their own account needs no right."""
    return Actor(f"staff:{staff_id}", None, Role.TEACHER)
