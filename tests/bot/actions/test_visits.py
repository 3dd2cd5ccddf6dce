"""Staff come in by a link, stay for a while, and go."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.staff import record_staff
from bot.actions.visits import (
    close_other_sessions,
    close_session,
    forget_failures,
    open_session,
    record_failed_sign_in,
    record_page_language,
    record_password,
    record_second_factor,
    record_seen,
    spend_link,
    spend_second_factor,
)
from bot.domain.actors import COMMAND
from bot.domain.second_factor import new_secret
from bot.enums import Role
from bot.errors import NotSignedIn
from bot.models import AuditEntry, Staff
from bot.queries.visitors import find_account, find_visitor, list_browsers, require_account, waits_until
from tests.fakes import NOW

LATER = NOW + timedelta(minutes=30)


async def make_link(session: AsyncSession, role: Role = Role.COORDINATOR) -> str:
    return await record_staff(session, actor=COMMAND, now=NOW, email="Sam@school.example", role=role, name="Sam")


async def make_staff(session: AsyncSession, role: Role = Role.COORDINATOR) -> Staff:
    return await spend_link(session, secret=await make_link(session, role), now=NOW)


async def test_link_opens_once(session: AsyncSession) -> None:
    secret = await make_link(session)

    assert (await spend_link(session, secret=secret, now=NOW)).name == "Sam"
    with pytest.raises(NotSignedIn, match="used before"):
        await spend_link(session, secret=secret, now=NOW)


async def test_link_opens_for_a_day_and_not_for_who_has_left(session: AsyncSession) -> None:
    secret = await make_link(session)
    with pytest.raises(NotSignedIn):
        await spend_link(session, secret=secret, now=NOW + timedelta(hours=24))
    with pytest.raises(NotSignedIn):
        await spend_link(session, secret="ob_unknown", now=NOW)
    staff = await find_account(session, email=" SAM@school.example")
    assert staff is not None
    staff.left_at = NOW
    await session.flush()

    with pytest.raises(NotSignedIn):
        await spend_link(session, secret=secret, now=NOW)
    assert await find_account(session, email="sam@school.example") is None


async def test_visitor_is_unfinished_until_password_and_second_factor_are_set(session: AsyncSession) -> None:
    staff = await make_staff(session)
    token = await open_session(session, staff=staff, device="Firefox · Linux", now=NOW)

    async def unfinished() -> bool | None:
        await session.flush()
        visitor = await find_visitor(session, token=token, now=NOW)
        return visitor.unfinished if visitor else None

    assert await unfinished() is True
    await record_password(session, staff_id=staff.id, password_hash="$argon2id$", now=NOW)
    await session.refresh(staff)
    assert await unfinished() is True
    await record_second_factor(session, staff_id=staff.id, secret=new_secret(), step=1, recovery_codes=["a"], now=NOW)
    await session.refresh(staff)
    assert await unfinished() is False


async def test_session_ends_when_it_is_idle_and_lives_on_when_it_is_seen(session: AsyncSession) -> None:
    staff = await make_staff(session, Role.ADMINISTRATOR)
    token = await open_session(session, staff=staff, device="Edge · Windows", now=NOW)
    await session.flush()
    visitor = await find_visitor(session, token=token, now=LATER)
    assert visitor is not None

    await record_seen(session, session_id=visitor.session_id, now=LATER)
    session.expire_all()

    assert await find_visitor(session, token=token, now=LATER + timedelta(minutes=59)) is not None
    assert await find_visitor(session, token=token, now=LATER + timedelta(minutes=60)) is None
    assert await find_visitor(session, token="ob_other", now=NOW) is None


async def test_browsers_are_listed_and_signed_out(session: AsyncSession) -> None:
    staff = await make_staff(session)
    for device, minutes in (("A", 0), ("B", 1), ("C", 2)):
        await open_session(session, staff=staff, device=device, now=NOW + timedelta(minutes=minutes))
    await session.flush()
    browsers = {one.device: one.id for one in await list_browsers(session, staff_id=staff.id, now=NOW)}
    assert list(browsers) == ["C", "B", "A"]

    await close_session(session, staff_id=staff.id + 1, session_id=browsers["A"], now=NOW)
    await close_session(session, staff_id=staff.id, session_id=browsers["B"], now=NOW)
    assert [one.device for one in await list_browsers(session, staff_id=staff.id, now=NOW)] == ["C", "A"]
    await close_other_sessions(session, staff_id=staff.id, but=browsers["A"], now=NOW)
    assert [one.device for one in await list_browsers(session, staff_id=staff.id, now=NOW)] == ["A"]
    assert await list_browsers(session, staff_id=staff.id, now=NOW + timedelta(hours=1)) == []
    await close_other_sessions(session, staff_id=staff.id, but=None, now=NOW)
    assert await list_browsers(session, staff_id=staff.id, now=NOW) == []


async def test_failures_make_the_next_try_wait_until_they_are_forgotten(session: AsyncSession) -> None:
    keys = "a" * 64, "b" * 64
    for _ in range(4):
        await record_failed_sign_in(session, keys=keys[:1], now=NOW)
    await record_failed_sign_in(session, keys=keys[1:], now=NOW)
    await session.flush()

    assert await waits_until(session, keys=keys, now=NOW) == NOW + timedelta(seconds=2)
    assert await waits_until(session, keys=keys[1:], now=NOW) is None
    await record_failed_sign_in(session, keys=keys[:1], now=NOW + timedelta(days=1))
    assert await waits_until(session, keys=keys, now=NOW + timedelta(days=1)) is None
    await forget_failures(session, keys=keys)
    assert await waits_until(session, keys=keys, now=NOW) is None


async def test_code_from_the_telephone_and_each_on_paper_open_once(session: AsyncSession) -> None:
    staff = await make_staff(session)
    assert await spend_second_factor(session, staff_id=staff.id, code="", now=NOW)
    secret = new_secret()
    await record_second_factor(
        session, staff_id=staff.id, secret=secret, step=0, recovery_codes=["abcde-fghjk"], now=NOW
    )
    await session.refresh(staff)
    code = pyotp.TOTP(secret).at(NOW)

    tries = [code, code, "ABCDE-fghjk", "abcde-fghjk", "000"]
    opened = [await spend_second_factor(session, staff_id=staff.id, code=one, now=NOW) for one in tries]

    assert opened == [True, False, True, False, False]


async def test_own_account_is_changed_and_the_trail_says_so(session: AsyncSession) -> None:
    staff = await make_staff(session)
    await record_page_language(session, staff_id=staff.id, language="en")
    await record_password(session, staff_id=staff.id, password_hash="$", now=NOW)
    await session.refresh(staff)

    account = await require_account(session, staff.id)

    assert (account.language, account.password_hash) == ("en", "$")
    trail = (await session.execute(select(AuditEntry.actor, AuditEntry.action).order_by(AuditEntry.id))).all()
    assert [tuple(row) for row in trail] == [("command", "staff"), (f"staff:{staff.id}", "password")]
