"""Colleagues as heads of the school see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.accounts import record_left
from bot.actions.conversations import record_assigned
from bot.actions.visits import open_session
from bot.enums import Role
from bot.errors import NotAllowed, NotFound
from bot.queries.colleague_list import HeldGroup, list_addresses, list_colleagues, list_readers, require_colleague
from tests.bot.accounts import ADA, NEXT_WEEK, make_colleague, make_stand_in
from tests.builders import GROUP, RUTH, SAM, make_families, make_joined, make_question, make_row
from tests.fakes import NOW


async def test_colleague_with_groups_sign_in_and_conversations(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6"))
    await make_joined(session, "Piotr")
    tom = await make_colleague(session, "Tom", groups=("groep 6",))
    await make_colleague(session, "ada", Role.ADMINISTRATOR, signed_up=False)
    await make_stand_in(session, tom, GROUP)
    for hours in (0, 1):
        await open_session(session, staff=tom, device="A", now=NOW + timedelta(hours=hours))
    thread = await make_question(session, "Piotr")
    await record_assigned(session, actor=SAM, now=NOW, thread_id=thread.id, email=tom.email)
    await session.flush()

    found = await list_colleagues(session, actor=SAM, now=NOW)

    assert ([one.name for one in found.lines], found.pages) == (["ada", "Tom"], 1)
    ada, shown = found.lines
    assert (ada.has_password, ada.invited, ada.signed_in_at, ada.groups) == (False, True, None, ())
    assert shown.groups == (HeldGroup(GROUP, NEXT_WEEK), HeldGroup("groep 6", None))
    assert [group.last_moment for group in shown.groups] == [NEXT_WEEK - timedelta(seconds=1), None]
    assert (shown.signed_in_at, shown.second_key, shown.open_threads) == (NOW + timedelta(hours=1), True, 1)
    later = await require_colleague(session, actor=ADA, now=NEXT_WEEK, staff_id=tom.id)
    assert (later.groups, later.invited) == ((HeldGroup("groep 6", None),), False)
    assert await list_readers(session, actor=SAM) == [(tom.id, "Tom")]
    assert await list_addresses(session, actor=SAM) == [("ada@school.example", "ada"), ("tom@school.example", "Tom")]


async def test_who_left_stands_apart(session: AsyncSession) -> None:
    tom = await make_colleague(session, "Tom", Role.LIAISON)
    await record_left(session, actor=ADA, now=NOW, staff_id=tom.id)

    here = await list_colleagues(session, actor=SAM, now=NOW)
    left = await list_colleagues(session, actor=SAM, now=NOW, left=True)

    assert (here.lines, [(one.name, one.left_at) for one in left.lines]) == ((), [("Tom", NOW)])
    assert (await list_readers(session, actor=SAM), await list_addresses(session, actor=SAM)) == ([], [])


async def test_colleagues_are_for_who_heads_the_school(session: AsyncSession) -> None:
    with pytest.raises(NotAllowed):
        await list_colleagues(session, actor=RUTH, now=NOW)
    with pytest.raises(NotAllowed):
        await list_readers(session, actor=RUTH)
    with pytest.raises(NotAllowed):
        await list_addresses(session, actor=RUTH)
    with pytest.raises(NotAllowed):
        await require_colleague(session, actor=RUTH, now=NOW, staff_id=1)
    with pytest.raises(NotFound, match="There is no colleague 404"):
        await require_colleague(session, actor=SAM, now=NOW, staff_id=404)
