from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import schedule_announcement
from bot.actions.decisions import record_resend, record_resume
from bot.actions.outbox import Draft, cancel_queued, queue_messages
from bot.domain.actors import Actor
from bot.enums import Lane, OutboxState, Role
from bot.errors import NotFound
from bot.models import Campaign, OutboxMessage
from messages.outgoing import MessageKind, Outgoing
from tests.builders import GROUP, RUTH, make_families, make_row
from tests.fakes import NOW

STRANGER = Actor("staff:9", "Meester Tom", Role.TEACHER, frozenset({"groep 8"}))


async def make_campaign(session: AsyncSession, *states: OutboxState) -> Campaign:
    """An announcement with one message in each of these states."""
    await make_families(session, make_row("Noor", "Amina", "ar"))
    campaign = await schedule_announcement(
        session, actor=RUTH, now=NOW, text="Morgen zwemles.", language="nl", school="De Brug", groups=[GROUP]
    )
    outgoing = Outgoing(MessageKind.ANNOUNCEMENT, "nl", "Morgen zwemles.")
    for place, state in enumerate(states):
        draft = Draft(f"k{place}", 7000 + place, outgoing, Lane.BULK, NOW, campaign_id=campaign.id)
        await queue_messages(session, [draft], now=NOW)
        mine = OutboxMessage.dedupe_key == f"k{place}"
        await session.execute(update(OutboxMessage).where(mine).values(state=state))
    return campaign


async def states_of(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))


async def test_resend_queues_only_what_may_have_arrived(session: AsyncSession) -> None:
    campaign = await make_campaign(session, OutboxState.UNKNOWN, OutboxState.SENT, OutboxState.REJECTED)

    await record_resend(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

    assert await states_of(session) == [OutboxState.QUEUED, OutboxState.SENT, OutboxState.REJECTED]


async def test_resend_leaves_out_what_was_called_off_for_one_parent(session: AsyncSession) -> None:
    campaign = await make_campaign(session, OutboxState.UNKNOWN, OutboxState.UNKNOWN)
    await cancel_queued(session, OutboxMessage.address == 7000, now=NOW)

    await record_resend(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

    assert await states_of(session) == [OutboxState.UNKNOWN, OutboxState.QUEUED]
    await record_resend(session, actor=RUTH, now=NOW, campaign_id=(await make_campaign(session)).id)


async def test_resume_lets_a_paused_campaign_go_on(session: AsyncSession) -> None:
    campaign = await make_campaign(session, OutboxState.PAUSED, OutboxState.UNKNOWN)
    campaign.paused_why = "HTTP 400"

    resumed = await record_resume(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

    assert resumed.paused_why is None
    assert await states_of(session) == [OutboxState.QUEUED, OutboxState.UNKNOWN]


async def test_decisions_about_another_group_find_nothing(session: AsyncSession) -> None:
    campaign = await make_campaign(session, OutboxState.UNKNOWN)

    with pytest.raises(NotFound):
        await record_resend(session, actor=STRANGER, now=NOW, campaign_id=campaign.id)

    assert await states_of(session) == [OutboxState.UNKNOWN]
