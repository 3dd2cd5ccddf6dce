"""From one campaign to one message a parent: claimed in order, queued in batches, stopped when it is poison."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.actions.enrolment import record_stop
from bot.actions.events import record_change
from bot.actions.expansion import LOOK_AGAIN, claim_due_campaign, record_batch, record_poison
from bot.actions.outbox import queue_messages
from bot.actions.translations import wake_campaigns
from bot.deps import Deps
from bot.enums import CampaignState, OutboxState
from bot.models import Campaign, Event, OutboxMessage
from bot.workers.planning import BATCH
from messages.outgoing import MessageKind
from tests.builders import (
    RUTH,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    require_id,
)
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_texts, list_told, plan


async def make_campaign(session: AsyncSession, *parents: str) -> tuple[Event, Campaign]:
    """An event with its invitation, due now, and nothing else."""
    await make_families(session, *(make_row(f"Kind van {parent}", parent) for parent in parents or ("Amina",)))
    await make_joined(session, *parents or ("Amina",))
    event = await make_event(session)
    return event, await make_invitation(session, event, remind=())


async def record(
    session: AsyncSession, campaign: Campaign, *keys: str, finished: bool = True, revision: int = 0
) -> bool:
    drafts = [make_draft(key, parent_id=number, campaign_id=campaign.id) for number, key in enumerate(keys, start=1)]
    return await record_batch(
        session,
        campaign_id=campaign.id,
        revision=revision,
        drafts=drafts,
        up_to=len(keys),
        finished=finished,
        now=NOW,
    )


async def count(session: AsyncSession) -> int:
    return len(list(await session.scalars(select(OutboxMessage.id))))


async def test_nothing_due_is_nothing_claimed(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session)
    campaign.send_at = NOW + timedelta(seconds=1)

    assert await claim_due_campaign(session, now=NOW) is None


@pytest.mark.parametrize(
    "done",
    [{"state": CampaignState.CANCELLED}, {"expanded_at": NOW}, {"paused_why": "bad request"}],
    ids=["cancelled", "expanded", "paused"],
)
async def test_campaign_that_is_through_is_not_claimed(session: AsyncSession, done: dict[str, datetime | str]) -> None:
    await make_campaign(session)
    await session.execute(update(Campaign).values(**done))

    assert await claim_due_campaign(session, now=NOW) is None


async def test_notices_are_claimed_before_older_invitations(session: AsyncSession) -> None:
    event, invitation = await make_campaign(session)
    await record_change(
        session, actor=RUTH, now=NOW, event_id=event.id, changes={"place": "De zaal"}, zone=ZoneInfo("UTC")
    )
    invitation.send_at = NOW - timedelta(hours=1)

    claimed = await claim_due_campaign(session, now=NOW)

    assert claimed is not None
    assert (claimed.kind, claimed.state) == (MessageKind.CHANGE, CampaignState.RUNNING)


async def test_batch_moves_the_campaign_on(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session, "Amina", "Piotr", "Selam")
    await claim_due_campaign(session, now=NOW)

    assert await record(session, campaign, "a", "b", finished=False)
    halfway = campaign.planned_up_to, campaign.expanded_at
    assert await record(session, campaign, "a", "b", "c")

    assert halfway == (2, None)
    assert (campaign.planned_up_to, campaign.expanded_at) == (3, NOW)
    assert await count(session) == 3


async def test_batch_of_a_cancelled_campaign_is_thrown_away(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session)
    await claim_due_campaign(session, now=NOW)
    await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

    assert not await record(session, campaign, "a")
    assert await count(session) == 0


async def test_batch_of_a_campaign_that_is_gone_is_thrown_away(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session)
    await claim_due_campaign(session, now=NOW)
    await session.delete(campaign)
    await session.flush()

    assert not await record(session, campaign, "a")


async def test_batch_composed_before_a_change_is_thrown_away(deps: Deps) -> None:
    async with deps.transaction() as session:
        event, campaign = await make_campaign(session)
        await claim_due_campaign(session, now=NOW)
    async with deps.transaction() as session:
        await record_change(
            session, actor=RUTH, now=NOW, event_id=event.id, changes={"place": "De zaal"}, zone=ZoneInfo("UTC")
        )
    async with deps.transaction() as session:
        stored = await record(session, campaign, "with the old place")
    await deliver(deps)

    (text,) = await list_texts(deps, "Amina")
    assert not stored
    assert "De zaal" in text


async def test_batch_leaves_out_who_stopped_meanwhile(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session, "Amina", "Piotr")
    await claim_due_campaign(session, now=NOW)
    await record_stop(session, address=7001, now=NOW)

    await record(session, campaign, "for Amina", "for Piotr")

    assert list(await session.scalars(select(OutboxMessage.dedupe_key))) == ["for Piotr"]


async def test_two_planners_at_once_queue_nobody_twice(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_campaign(session, "Amina", "Piotr", "Selam")

    await asyncio.gather(plan(deps), plan(deps), plan(deps))

    invitation = MessageKind.INVITATION
    assert await list_told(deps, OutboxState.QUEUED) == [(invitation, n) for n in ("Amina", "Piotr", "Selam")]


async def test_large_audience_is_planned_whole_over_several_batches(deps: Deps) -> None:
    names = [f"Ouder {number:03}" for number in range(BATCH + 1)]
    async with deps.transaction() as session:
        await make_campaign(session, *names)

    await plan(deps)

    assert await list_told(deps, OutboxState.QUEUED) == [(MessageKind.INVITATION, name) for name in names]


async def test_change_while_an_invitation_is_on_the_wire_tells_its_parent(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        event, _ = await make_campaign(session, "Amina", "Piotr")
    await plan(deps)
    async with deps.transaction() as session:
        amina = await require_id(session, "Amina")
        mine = update(OutboxMessage).where(OutboxMessage.parent_id == amina)
        await session.execute(mine.values(state=OutboxState.SENDING))
        await record_change(
            session, actor=RUTH, now=NOW, event_id=event.id, changes={"place": "De zaal"}, zone=ZoneInfo("UTC")
        )
        await session.execute(mine.values(state=OutboxState.QUEUED))  # the channel asked for patience

    await deliver(deps)

    assert await list_told(deps) == [(MessageKind.CHANGE, "Amina"), (MessageKind.INVITATION, "Piotr")]


async def test_campaign_whose_first_messages_are_refused_waits_for_staff(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session)
    await put(session, campaign, rejected=5, sent=15, queued=3)

    assert await record_poison(session, campaign_id=campaign.id, why="bad request")

    await session.refresh(campaign)
    states = list(await session.scalars(select(OutboxMessage.state)))
    assert campaign.paused_why == "bad request"
    assert {state: states.count(state) for state in states} == {"rejected": 5, "sent": 15, "paused": 3}


async def test_voices_that_parents_forbid_stop_no_campaign(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session)
    await put(session, campaign, rejected=5)
    await session.execute(update(OutboxMessage).values(kind=MessageKind.VOICE))

    assert not await record_poison(session, campaign_id=campaign.id, why="HTTP 400")


@pytest.mark.parametrize(("rejected", "sent"), [(4, 0), (5, 16)])
async def test_campaign_with_few_refusals_goes_on(session: AsyncSession, rejected: int, sent: int) -> None:
    _, campaign = await make_campaign(session)
    await put(session, campaign, rejected=rejected, sent=sent, queued=3)

    assert not await record_poison(session, campaign_id=campaign.id, why="bad request")
    assert campaign.paused_why is None


async def put(session: AsyncSession, campaign: Campaign, **numbers: int) -> None:
    """So many messages of the campaign in each state."""
    for state, number in numbers.items():
        drafts = [make_draft(f"{state} {n}", campaign_id=campaign.id) for n in range(number)]
        await queue_messages(session, drafts, now=NOW)
        mine = OutboxMessage.dedupe_key.startswith(f"{state} ")
        await session.execute(update(OutboxMessage).where(mine).values(state=state))


async def test_campaign_with_words_to_come_begins_again_when_it_is_woken(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session, "Amina", "Piotr")

    async def pass_over(key: str, waits_until: datetime | None) -> tuple[int, datetime | None, datetime | None]:
        claimed = await claim_due_campaign(session, now=NOW)
        if claimed is not None:
            drafts = [make_draft(key, parent_id=1, campaign_id=campaign.id)]
            facts = {"campaign_id": campaign.id, "revision": 0, "drafts": drafts, "up_to": 2, "finished": True}
            await record_batch(session, **facts, waits_until=waits_until, now=NOW)  # type: ignore[arg-type]
        return campaign.planned_up_to, campaign.look_again_at, campaign.expanded_at

    first = await pass_over("a", NOW + timedelta(hours=2))
    asleep = await claim_due_campaign(session, now=NOW)
    await wake_campaigns(session, now=NOW)
    last = await pass_over("a", None)

    assert (first, asleep) == ((0, NOW + LOOK_AGAIN, None), None)
    assert (last, await count(session)) == ((2, None, NOW), 1)


async def test_campaign_looks_again_at_the_latest_when_its_wait_is_over(session: AsyncSession) -> None:
    _, campaign = await make_campaign(session)
    await claim_due_campaign(session, now=NOW)
    facts = {"campaign_id": campaign.id, "revision": 0, "drafts": [], "up_to": 1, "finished": False}

    await record_batch(session, **facts, waits_until=NOW + timedelta(minutes=1), now=NOW)  # type: ignore[arg-type]

    assert (campaign.waits, campaign.look_again_at) == (True, NOW + timedelta(minutes=1))
