"""Colleagues, their one-time links, and tokens: secrets are shown once and kept as a hash."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.accounts import record_left
from bot.actions.staff import record_staff
from bot.actions.tokens import create_token
from bot.domain.actors import COMMAND, Actor
from bot.domain.codes import hash_secret
from bot.enums import Role, Scope
from bot.errors import BadInput, NotAllowed, NotFound
from bot.models import ApiToken, AuditEntry, Group, SignInLink, Staff, StaffGroup
from tests.bot.accounts import ADA, make_colleague
from tests.builders import GROUP, LIO, RUTH, SAM, make_families, make_row
from tests.fakes import NOW

EMAIL = "ruth@school.example"
LATER = NOW + timedelta(days=2)


async def add(session: AsyncSession, **facts: Any) -> str:
    """Ruth, teacher of groep 3."""
    given = {"actor": COMMAND, "now": NOW, "email": EMAIL, "role": Role.TEACHER, "groups": [GROUP], **facts}
    return await record_staff(session, **given)


async def list_staff(session: AsyncSession) -> list[tuple[str, str, str, list[str]]]:
    """Address, name, role and groups."""
    query = select(Staff.email, Staff.name, Staff.role, Group.name)
    query = query.outerjoin(StaffGroup, StaffGroup.staff_id == Staff.id).outerjoin(
        Group, Group.id == StaffGroup.group_id
    )
    found: dict[tuple[str, str, str], list[str]] = {}
    for email, name, role, group in await session.execute(query.order_by(Staff.id, Group.name)):
        found.setdefault((email, name, role), []).extend([group] if group else [])
    return [(*who, groups) for who, groups in found.items()]


async def test_colleague_is_stored_with_groups_and_a_link_that_is_kept_as_a_hash(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    secret = await add(session, email=" Ruth@School.example ", groups=[GROUP, GROUP], name="Juf Ruth")

    assert await list_staff(session) == [(EMAIL, "Juf Ruth", "teacher", [GROUP])]
    (link,) = await session.scalars(select(SignInLink))
    assert (link.token_hash, link.expires_at) == (hash_secret(secret), NOW + timedelta(days=1))
    audited = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "staff"))).one()
    assert (audited.object_id, audited.details) == (link.staff_id, {"role": "teacher"})


async def test_colleague_without_a_name_is_called_by_the_address(session: AsyncSession) -> None:
    await add(session, role=Role.LIAISON, groups=[])

    assert await list_staff(session) == [(EMAIL, "ruth", "liaison", [])]


async def test_colleague_added_again_changes_role_and_groups_and_keeps_the_name(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 4"))
    await add(session, name="Juf Ruth")

    await add(session, groups=["groep 4"])
    moved = await list_staff(session)
    await add(session, role=Role.COORDINATOR, groups=[], name="Ruth")

    assert moved == [(EMAIL, "Juf Ruth", "teacher", ["groep 4"])]
    assert await list_staff(session) == [(EMAIL, "Ruth", "coordinator", [])]


async def test_who_comes_back_by_invitation_begins_anew(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    ruth = await make_colleague(session)
    facts: dict[str, Any] = {"actor": COMMAND, "now": NOW, "name": "x", "scopes": [Scope.ALL], "staff_email": EMAIL}
    await create_token(session, **facts)
    await create_token(session, **facts, expires_at=NOW + timedelta(days=30))
    await create_token(session, **facts, expires_at=NOW - timedelta(days=1))
    await create_token(session, **{**facts, "staff_email": None})
    await record_left(session, actor=ADA, now=NOW, staff_id=ruth.id)

    await add(session, now=LATER)

    back = (await session.scalars(select(Staff))).one()
    assert (back.left_at, back.password_hash, back.totp_secret) == (None, None, None)
    ends = await session.scalars(select(ApiToken.expires_at).order_by(ApiToken.id))
    assert list(ends) == [LATER, LATER, NOW - timedelta(days=1), None]


async def test_who_is_here_keeps_password_and_tokens(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    await make_colleague(session)
    await create_token(session, actor=COMMAND, now=NOW, name="x", scopes=[Scope.ALL], staff_email=EMAIL)

    await add(session, now=LATER)

    assert await session.scalar(select(Staff.password_hash)) == "set"
    assert await session.scalar(select(ApiToken.expires_at)) is None


@pytest.mark.parametrize("email", ["ruth", "@school.example", "ruth@", "ruth@school@example"])
async def test_address_that_is_none_is_refused(session: AsyncSession, email: str) -> None:
    with pytest.raises(BadInput, match="is not an e-mail address"):
        await add(session, email=email)


async def test_teacher_without_a_group_is_refused(session: AsyncSession) -> None:
    with pytest.raises(BadInput, match="at least one group"):
        await add(session, groups=[])


async def test_group_that_there_is_not_is_refused(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no group 'groep 3'"):
        await add(session)


async def test_token_of_the_school_is_kept_as_a_hash(session: AsyncSession) -> None:
    token = await create_token(
        session,
        actor=COMMAND,
        now=NOW,
        name="rapport",
        scopes=[Scope.REPORTS_READ, Scope.EVENTS_READ],
        expires_at=NOW + timedelta(days=30),
    )

    (entry,) = await session.scalars(select(ApiToken))
    assert (entry.name, entry.token_hash, entry.staff_id) == ("rapport", hash_secret(token), None)
    assert (entry.scopes, entry.expires_at) == (["events:read", "reports:read"], NOW + timedelta(days=30))
    assert await session.scalar(select(AuditEntry.object_id).where(AuditEntry.action == "token")) == entry.id


async def test_token_acts_for_a_colleague(session: AsyncSession) -> None:
    await add(session, role=Role.LIAISON, groups=[])

    await create_token(session, actor=COMMAND, now=NOW, name="x", scopes=[Scope.ALL], staff_email="RUTH@school.example")

    assert await session.scalar(select(ApiToken.staff_id)) == await session.scalar(select(Staff.id))


async def test_token_for_nobody_is_refused(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no colleague"):
        await create_token(session, actor=COMMAND, now=NOW, name="x", scopes=[Scope.ALL], staff_email=EMAIL)


@pytest.mark.parametrize("actor", [RUTH, SAM, LIO], ids=["teacher", "coordinator", "liaison"])
async def test_accounts_and_tokens_are_the_administrators(session: AsyncSession, actor: Actor) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator"):
        await add(session, actor=actor)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        await create_token(session, actor=actor, now=NOW, name="x", scopes=[Scope.ALL])
