"""Who stands behind a token."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.tokens import create_token
from bot.domain.actors import COMMAND, Actor
from bot.enums import Role, Scope
from bot.errors import NotSignedIn
from bot.queries.staff import require_actor
from tests.builders import GROUP, make_families, make_row, make_token
from tests.fakes import NOW


async def test_token_of_a_colleague_acts_with_name_role_and_groups(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    token = await make_token(session, Scope.READ, role=Role.TEACHER, groups=(GROUP,))

    actor = await require_actor(session, token=token, now=NOW)

    assert actor == Actor("token:1", "Juf Ruth", Role.TEACHER, frozenset({GROUP}), frozenset({Scope.READ}), staff_id=1)


async def test_token_of_the_school_acts_as_coordinator(session: AsyncSession) -> None:
    token = await make_token(session)

    assert await require_actor(session, token=token, now=NOW) == Actor("token:1", None, Role.COORDINATOR)


async def test_unknown_or_expired_token_is_refused(session: AsyncSession) -> None:
    ends = NOW + timedelta(days=1)
    token = await create_token(session, actor=COMMAND, now=NOW, name="x", scopes=[Scope.ALL], expires_at=ends)

    in_time = await require_actor(session, token=token, now=ends - timedelta(seconds=1))

    assert in_time.role is Role.COORDINATOR
    with pytest.raises(NotSignedIn, match="unknown or too old"):
        await require_actor(session, token=token, now=ends)
    with pytest.raises(NotSignedIn):
        await require_actor(session, token="ob_nooit-gemaakt", now=NOW)
