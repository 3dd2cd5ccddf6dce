"""Sends that need a person: unknown or stopped, one's own or the school's, until they are settled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign, schedule_announcement
from bot.actions.decisions import record_resend, record_settled
from bot.actions.events import cancel_event, record_change
from bot.actions.outbox import queue_messages
from bot.enums import OutboxState
from bot.errors import Conflict, NotFound
from bot.models import Campaign, OutboxMessage
from bot.queries.audiences import list_recipients
from bot.queries.doubts import Doubt, count_doubts, list_doubts
from messages.outgoing import MessageKind
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    TOM,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
)
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)
THREE_WEEKS = timedelta(days=21)
HALF_A_YEAR = timedelta(days=180)


async def make_send(session: AsyncSession, *states: OutboxState, ahead: timedelta = THREE_WEEKS) -> Campaign:
    """To as many parents, each message as it says, about an event so far ahead."""
    await make_families(session, *(make_row(f"K{n}", f"P{n}") for n in range(len(states))))
    await make_joined(session, *(f"P{n}" for n in range(len(states))))
    event = await make_event(session, title="Kerstmarkt", starts_at=NOW + ahead)
    campaign = await make_invitation(session, event)
    about: dict[str, Any] = {"campaign_id": campaign.id, "use_by": event.starts_at}
    drafts = [make_draft(f"d{n}", parent_id=n + 1, **about) for n in range(len(states))]
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


async def test_send_planned_long_ago_is_a_question_until_its_event_begins(session: AsyncSession) -> None:
    campaign = await make_send(session, OutboxState.UNKNOWN, OutboxState.PAUSED, ahead=HALF_A_YEAR)
    campaign.paused_why, campaign.send_at = "HTTP 400", NOW + HALF_A_YEAR - timedelta(days=30)
    await session.flush()

    numbers = [
        await count_doubts(session, actor=RUTH, now=NOW + age) for age in (HALF_A_YEAR - timedelta(days=1), HALF_A_YEAR)
    ]

    assert numbers == [1, 0]


async def test_send_without_an_event_is_a_question_for_three_weeks_from_when_it_leaves(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    leaves = NOW + HALF_A_YEAR
    words: dict[str, Any] = {"text": "Morgen zwemles.", "language": "nl", "school": "De Brug", "groups": [GROUP]}
    campaign = await schedule_announcement(session, actor=RUTH, now=NOW, send_at=leaves, **words)
    campaign.paused_why = "HTTP 400"
    await session.flush()

    ages = (HALF_A_YEAR + THREE_WEEKS - timedelta(seconds=1), HALF_A_YEAR + THREE_WEEKS)

    assert [await count_doubts(session, actor=RUTH, now=NOW + age) for age in ages] == [1, 0]


async def test_unknown_invitation_to_a_cancelled_event_is_no_question(session: AsyncSession) -> None:
    campaign = await make_send(session, OutboxState.UNKNOWN)

    await cancel_event(session, actor=RUTH, now=LATER, event_id=campaign.event_id or 0)

    assert await list_doubts(session, actor=RUTH, now=LATER) == []
    with pytest.raises(Conflict, match="would come too late, or was called off"):
        await record_resend(session, actor=RUTH, now=LATER, campaign_id=campaign.id)


async def test_unknown_message_with_old_facts_is_no_question_because_the_new_ones_are_told(
    session: AsyncSession,
) -> None:
    campaign = await make_send(session, OutboxState.UNKNOWN, OutboxState.UNKNOWN)
    amended: dict[str, Any] = {
        "actor": RUTH,
        "now": LATER,
        "event_id": campaign.event_id or 0,
        "zone": ZoneInfo("Europe/Amsterdam"),
    }

    await record_change(session, changes={"capacity": 8}, **amended)
    untold = [doubt.unknown for doubt in await list_doubts(session, actor=RUTH, now=LATER)]
    await record_change(session, changes={"place": "De gymzaal"}, **amended)
    told = await list_doubts(session, actor=RUTH, now=LATER)

    assert (untold, told) == ([2], [])
    change = (await session.scalars(select(Campaign).where(Campaign.kind == MessageKind.CHANGE))).one()
    assert [one.name for one in await list_recipients(session, change, now=LATER, limit=9)] == ["P0", "P1"]


async def test_others_sends_are_not_settled(session: AsyncSession) -> None:
    campaign = await make_send(session, OutboxState.UNKNOWN)

    with pytest.raises(NotFound):
        await record_settled(session, actor=TOM, now=NOW, campaign_id=campaign.id)
