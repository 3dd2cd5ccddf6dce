"""For whom nobody has answered: either parent's answer counts, and others' groups do not exist."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import NotFound
from bot.queries.unanswered import load_unanswered
from messages.facts import Answer
from tests.builders import RUTH, TOM, make_answer, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW


async def test_children_without_an_answer_are_listed_with_who_cares(session: AsyncSession) -> None:
    noor = [make_row("Noor", "Amina"), make_row("Noor", "Omar")]
    await make_families(
        session, *noor, make_row("Jan", "Piotr"), make_row("bo", "Eva"), make_row("Li", "Wen", group="8")
    )
    await make_joined(session, "Amina")
    event = await make_event(session)
    await make_invitation(session, event)

    before = await load_unanswered(session, actor=RUTH, event_id=event.id, source="nl", now=NOW)
    await make_answer(session, event, "Amina", Answer.NO)
    after = await load_unanswered(session, actor=RUTH, event_id=event.id, source="nl", now=NOW)

    assert (before.total, [child.first_name for child in before.children]) == (3, ["bo", "Jan", "Noor"])
    assert [one.name for one in before.children[2].guardians] == ["Amina", "Omar"]
    assert (after.total, [child.first_name for child in after.children]) == (2, ["bo", "Jan"])
    with pytest.raises(NotFound):
        await load_unanswered(session, actor=TOM, event_id=event.id, source="nl", now=NOW)


async def test_event_that_everybody_answered(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    event = await make_event(session)
    await make_invitation(session, event)
    await make_answer(session, event, "Amina", Answer.YES)

    found = await load_unanswered(session, actor=RUTH, event_id=event.id, source="nl", now=NOW)

    assert (found.event.id, found.children, found.total) == (event.id, [], 0)
