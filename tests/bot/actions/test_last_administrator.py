"""Two administrators part with each other at the same moment: one stays."""

from __future__ import annotations

import asyncio

from bot.actions.accounts import record_left
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.enums import Role
from tests.bot.accounts import make_colleague
from tests.fakes import NOW


async def test_two_administrators_who_part_with_each_other_leave_one(deps: Deps) -> None:
    async with deps.transaction() as session:
        two = [(await make_colleague(session, name, Role.ADMINISTRATOR)).id for name in ("Ada", "Bea")]

    async def part(me: int, other: int) -> None:
        actor = Actor(f"staff:{me}", None, Role.ADMINISTRATOR, staff_id=me)
        async with deps.transaction() as session:
            await record_left(session, actor=actor, now=NOW, staff_id=other)

    done = await asyncio.gather(part(*two), part(*reversed(two)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in done) == ["Conflict", "NoneType"]
