"""The address of a family's calendar: one a parent, kept as a hash, gone when it is withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.calendar import issue_feed, withdraw_feed
from bot.domain.codes import hash_secret
from bot.models import CalendarFeed
from bot.queries.calendar import find_feed
from tests.builders import make_families, make_row
from tests.fakes import NOW

AMINA, OMAR = 1, 2


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Omar"))


async def test_address_is_one_parents_and_kept_as_a_hash(session: AsyncSession) -> None:
    token = await issue_feed(session, parent_id=AMINA, now=NOW)

    feed = (await session.scalars(select(CalendarFeed))).one()
    assert (feed.parent_id, feed.token_hash, feed.created_at) == (AMINA, hash_secret(token), NOW)
    assert await find_feed(session, token) == AMINA
    assert await find_feed(session, token[:-1]) is None


async def test_new_address_replaces_the_old_one(session: AsyncSession) -> None:
    old = await issue_feed(session, parent_id=AMINA, now=NOW)
    new = await issue_feed(session, parent_id=AMINA, now=NOW + timedelta(days=1))

    assert [await find_feed(session, token) for token in (old, new)] == [None, AMINA]


async def test_withdrawn_address_is_gone_and_another_parents_stays(session: AsyncSession) -> None:
    hers, his = [await issue_feed(session, parent_id=parent, now=NOW) for parent in (AMINA, OMAR)]

    await withdraw_feed(session, parent_id=AMINA)

    assert [await find_feed(session, token) for token in (hers, his)] == [None, OMAR]
