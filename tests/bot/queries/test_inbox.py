"""The parent whom an answer reaches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import record_stop
from bot.errors import NotFound
from bot.queries.inbox import load_correspondent, require_thread
from tests.builders import (
    RUTH,
    SAM,
    make_families,
    make_joined,
    make_question,
    make_row,
    require_id,
)
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)


async def make_school(session: AsyncSession) -> tuple[int, int]:
    """A question of Amina in groep 3, and one of Selam in groep 6."""
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Luwam", "Selam", "ti", group="groep 6"))
    await make_joined(session, "Amina", "Selam")
    first = await make_question(session, "Amina", update_id=1)
    second = await make_question(session, "Selam", update_id=2)
    return first.id, second.id


async def test_correspondent_is_reached_on_the_newest_live_chat(session: AsyncSession) -> None:
    first, _ = await make_school(session)
    await make_joined(session, "Amina", first_address=9001, now=LATER)

    parent, address, wrote_at = await load_correspondent(session, actor=RUTH, thread_id=first)

    assert (parent.name, parent.home_language, address, wrote_at) == ("Amina", "ar", 9001, NOW)


async def test_correspondent_who_stopped_is_not_reached(session: AsyncSession) -> None:
    first, _ = await make_school(session)
    await record_stop(session, address=7001, now=NOW)

    parent, address, _ = await load_correspondent(session, actor=RUTH, thread_id=first)

    assert (parent.parent_id, address) == (await require_id(session, "Amina"), None)


async def test_conversation_that_there_is_not_is_not_found(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no thread 999"):
        await require_thread(session, actor=SAM, thread_id=999)
