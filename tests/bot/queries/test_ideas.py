"""Which ideas a parent has had, however they came; and what a pressed message showed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import Draft, queue_messages
from bot.actions.tip_answers import record_tip_answer
from bot.enums import Lane, OutboxState
from bot.models import Campaign, OutboxMessage
from bot.queries.ideas import find_part, keys_had
from messages.conversation.ideas import render_tip
from messages.facts import Reader
from messages.languages import Language
from messages.tap_values import TipReply
from messages.tips import TipPart, find_tip, theme_keys
from tests.builders import make_draft, make_families, make_joined, make_row
from tests.fakes import NOW
from tests.programmes import THEME, make_programme

FIRST, SECOND, THIRD, FOURTH = theme_keys(THEME)[:4]


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    """Amina is parent 1, Omar parent 2; they share a phone."""
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "ar"))
    await make_joined(session, "Amina")
    await make_joined(session, "Omar")


def make_idea(key: str, *, parent: int = 1) -> Draft:
    """As it was asked for, in the chat that both share."""
    tip = find_tip(key, "ar")
    assert tip is not None
    outgoing = render_tip(tip, Reader(parent, "Amina", ("Noor",), Language("ar")))
    return replace(make_draft(f"{key}:{parent}", lane=Lane.CONVERSATION), outgoing=outgoing)


async def had(session: AsyncSession) -> set[str]:
    return await keys_had(session, parent_id=1, address=7001)


async def test_nothing_was_had_at_first(session: AsyncSession) -> None:
    assert await had(session) == set()


async def test_tips_of_programmes_answered_and_asked_for_were_had(session: AsyncSession) -> None:
    await make_programme(session, weekdays=["tuesday"])
    campaign = (await session.scalars(select(Campaign))).one()
    told = replace(make_idea(FIRST), dedupe_key="told", address=8000, parent_id=1, campaign_id=campaign.id)
    await queue_messages(session, [replace(told, outgoing=replace(told.outgoing, buttons=()))], now=NOW)
    await queue_messages(session, [make_idea(SECOND), make_idea(FOURTH, parent=2)], now=NOW)
    await record_tip_answer(session, parent_id=1, tip_key=THIRD, reply=TipReply.DID, update_id=1, now=NOW)

    assert await had(session) == {FIRST, SECOND, THIRD}


async def test_what_never_came_was_not_had(session: AsyncSession) -> None:
    await queue_messages(session, [make_idea(FIRST)], now=NOW)
    await session.execute(update(OutboxMessage).values(state=OutboxState.EXPIRED))

    assert await had(session) == set()


async def test_pressed_message_shows_its_part_and_an_idea_that_was_asked_for_is_whole(session: AsyncSession) -> None:
    await make_programme(session, weekdays=["tuesday", "thursday", "friday"])
    campaign = (await session.scalars(select(Campaign))).one()
    await queue_messages(session, [make_draft("part", campaign_id=campaign.id), make_draft("idea")], now=NOW)
    await session.execute(update(OutboxMessage).values(message_number=OutboxMessage.id))

    assert await find_part(session, address=7001, number=1) == TipPart.WHY
    assert await find_part(session, address=7001, number=2) == TipPart.WHOLE
    assert await find_part(session, address=7002, number=1) == TipPart.WHOLE
