"""Sends that need a person: unknown or stopped, one's own or the school's, until they are settled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.actions.decisions import record_resend, record_settled
from bot.actions.outbox import queue_messages
from bot.enums import OutboxState
from bot.errors import NotFound
from bot.models import Campaign, OutboxMessage
from bot.queries.doubts import Doubt, count_doubts, list_doubts
from tests.builders import RUTH, SAM, TOM, make_draft, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)


async def make_send(session: AsyncSession, *states: OutboxState) -> Campaign:
    """To as many parents, each message as it says."""
    await make_families(session, *(make_row(f"K{n}", f"P{n}") for n in range(len(states))))
    await make_joined(session, *(f"P{n}" for n in range(len(states))))
    campaign = await make_invitation(session, await make_event(session, title="Kerstmarkt"))
    drafts = [make_draft(f"d{n}", campaign_id=campaign.id, parent_id=n + 1) for n in range(len(states))]
    await queue_messages(session, drafts, now=NOW)
    for number, state in enumerate(states):
        one = OutboxMessage.dedupe_key == f"d{number}"
        await session.execute(update(OutboxMessage).where(one).values(state=state, available_at=NOW))
    return campaign


async def test_unknown_is_a_question_until_it_is_left_or_sent_again(session: AsyncSession) -> None:
    campaign = await make_send(session, OutboxState.UNKNOWN, OutboxState.UNKNOWN, OutboxState.SENT)

    asked = await list_doubts(session, actor=RUTH, now=NOW)
    await record_settled(session, actor=RUTH, now=NOW, campaign_id=campaign.id)
    left = await count_doubts(session, actor=SAM, now=NOW)
    await record_settled(session, actor=RUTH, now=NOW, campaign_id=campaign.id, settled=False)
    again = await count_doubts(session, actor=SAM, now=NOW)
    await record_resend(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

    doubt = Doubt(
        campaign_id=campaign.id,
        kind="invitation",
        event_id=campaign.event_id,
        event_kind="look_in_morning",
        title="Kerstmarkt",
        send_at=campaign.send_at,
        unknown=2,
        paused=0,
        paused_why=None,
    )
    assert [asked, left, again] == [[doubt], 0, 1]
    assert await list_doubts(session, actor=SAM, now=NOW) == []


async def test_what_becomes_unknown_later_is_a_question_again(session: AsyncSession) -> None:
    campaign = await make_send(session, OutboxState.UNKNOWN, OutboxState.QUEUED)
    await record_settled(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

    late = OutboxMessage.dedupe_key == "d1"
    await session.execute(update(OutboxMessage).where(late).values(state=OutboxState.UNKNOWN, available_at=LATER))

    assert [doubt.unknown for doubt in await list_doubts(session, actor=RUTH, now=LATER)] == [1]


async def test_send_that_stopped_itself_asks_until_it_is_called_off(session: AsyncSession) -> None:
    campaign = await make_send(session, OutboxState.PAUSED)
    campaign.paused_why = "HTTP 400"
    await session.flush()

    (doubt,) = await list_doubts(session, actor=RUTH, now=NOW)
    colleagues = await list_doubts(session, actor=TOM, now=NOW)
    old = await count_doubts(session, actor=SAM, now=NOW + timedelta(days=22))
    await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

    assert (doubt.paused, doubt.paused_why, colleagues, old) == (1, "HTTP 400", [], 0)
    assert await count_doubts(session, actor=SAM, now=NOW) == 0


async def test_others_sends_are_not_settled(session: AsyncSession) -> None:
    campaign = await make_send(session, OutboxState.UNKNOWN)

    with pytest.raises(NotFound):
        await record_settled(session, actor=TOM, now=NOW, campaign_id=campaign.id)
