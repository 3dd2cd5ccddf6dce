"""What is due becomes one frozen message a parent, in the parent's language, in batches."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.actions.campaigns import schedule_announcement
from bot.actions.events import cancel_event
from bot.deps import Deps
from bot.domain.timing import to_utc
from bot.enums import CampaignState, Lane
from bot.models import Campaign, OutboxMessage
from bot.queries.events import facts_of
from bot.workers.planning import BATCH, FRESH, plan_one_batch
from messages.facts import Reader, Words
from messages.languages import Language
from messages.outgoing import HowSaid, MessageKind
from messages.render import render_announcement, render_event
from tests.builders import GROUP, RUTH, SAM, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW, FakeClock

SOUP = "Morgen is er soep."
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


async def plan_all(deps: Deps) -> int:
    """Batches until nothing is due."""
    batches = 0
    while await plan_one_batch(deps):
        batches += 1
    return batches


async def messages(deps: Deps) -> list[OutboxMessage]:
    async with deps.reading() as session:
        return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


async def invite(deps: Deps, **facts: Any) -> None:
    """Amina reads Arabic, Piotr Polish; both are invited."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Zosia", "Piotr", "pl"))
        await make_joined(session, "Amina", "Piotr")
        await make_invitation(session, await make_event(session), remind=(), **facts)


async def test_nothing_due_is_nothing_planned(deps: Deps) -> None:
    await invite(deps, send_at=NOW + timedelta(seconds=1))

    assert await plan_one_batch(deps) is False
    assert await messages(deps) == []


@on_both_databases
async def test_invitation_becomes_one_message_a_parent_in_the_own_language(deps: Deps) -> None:
    await invite(deps)

    await plan_all(deps)

    async with deps.transaction() as session:
        event = await make_event(session)
    readers = [Reader(1, "Amina", ("Noor",), Language("ar")), Reader(2, "Piotr", ("Zosia",), Language("pl"))]
    composed = [
        render_event(MessageKind.INVITATION, facts_of(event, zone=AMSTERDAM, reader=reader.language), reader)
        for reader in readers
    ]
    planned = await messages(deps)
    assert [(m.address, m.parent_id, m.language, m.text) for m in planned] == [
        (7001, 1, "ar", composed[0].text),
        (7002, 2, "pl", composed[1].text),
    ]
    assert {(m.kind, m.lane, m.state, m.how) for m in planned} == {
        (MessageKind.INVITATION, Lane.BULK, "queued", HowSaid.REVIEWED)
    }
    assert {m.available_at for m in planned} == {NOW}


@on_both_databases
async def test_planning_twice_is_planning_once(deps: Deps) -> None:
    await invite(deps)
    await plan_all(deps)
    async with deps.transaction() as session:
        campaign = (await session.scalars(select(Campaign))).one()
        campaign.planned_up_to, campaign.expanded_at = 0, None

    await plan_all(deps)

    assert len(await messages(deps)) == 2


async def test_invited_twice_to_the_same_event_is_invited_once(deps: Deps) -> None:
    await invite(deps)
    await plan_all(deps)
    async with deps.transaction() as session:
        event_id = (await session.scalars(select(Campaign.event_id))).one()
        assert event_id is not None
        campaign = Campaign(
            kind=MessageKind.INVITATION,
            event_id=event_id,
            source_language="nl",
            asked_by="Juf Ruth",
            groups=[GROUP],
            parents=[],
            send_at=NOW,
            created_by="staff:1",
            created_at=NOW,
        )
        session.add(campaign)

    await plan_all(deps)

    assert len(await messages(deps)) == 2


async def test_message_planned_at_night_waits_for_the_morning(deps: Deps, clock: FakeClock) -> None:
    night = to_utc(NOW.astimezone(AMSTERDAM).replace(hour=22, minute=0, tzinfo=None), AMSTERDAM)
    await invite(deps, send_at=night)
    clock.moment = night

    await plan_all(deps)

    morning = to_utc((NOW + timedelta(days=1)).replace(hour=7, minute=30, tzinfo=None), AMSTERDAM)
    assert {m.available_at for m in await messages(deps)} == {morning}


async def test_what_would_leave_after_the_event_began_is_not_planned(deps: Deps, clock: FakeClock) -> None:
    await invite(deps)
    clock.push(timedelta(days=21))

    await plan_all(deps)

    assert await messages(deps) == []


@on_both_databases
async def test_large_audience_is_planned_in_batches(deps: Deps) -> None:
    names = [f"Ouder {number}" for number in range(BATCH + 1)]
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind {name}", name) for name in names))
        await make_joined(session, *names)
        await make_invitation(session, await make_event(session), remind=())

    batches = await plan_all(deps)

    assert batches == 2
    assert len({m.parent_id for m in await messages(deps)}) == BATCH + 1


async def test_cancelled_event_tells_nobody_who_was_not_told(deps: Deps) -> None:
    await invite(deps)
    async with deps.transaction() as session:
        await cancel_event(session, actor=SAM, now=NOW, event_id=1)

    await plan_all(deps)

    assert await messages(deps) == []
    async with deps.reading() as session:
        states = dict((await session.execute(select(Campaign.kind, Campaign.state))).all())
    assert states[MessageKind.INVITATION] == CampaignState.CANCELLED


async def test_urgent_announcement_leaves_also_into_a_full_week(deps: Deps) -> None:
    narrow = replace(deps, settings=replace(deps.settings, messages_per_week=1))
    async with deps.transaction() as session:
        await make_families(session, make_row("Sem", "Marit", "nl"))
        await make_joined(session, "Marit")
        for text, urgent in (("Morgen is er soep.", False), ("Vrijdag soep.", False), ("Morgen geen school.", True)):
            facts: dict[str, Any] = {
                "text": text,
                "language": "nl",
                "school": "De Regenboog",
                "groups": [GROUP],
                "urgent": urgent,
            }
            await schedule_announcement(session, actor=RUTH, now=NOW, **facts)

    await plan_all(narrow)

    moments = [message.available_at for message in await messages(deps)]
    assert (moments.count(NOW), len(moments)) == (2, 3)


async def test_announcement_is_said_as_written_and_stays_of_use_for_a_week(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Sem", "Marit", "nl"))
        await make_joined(session, "Marit")
        await schedule_announcement(
            session,
            actor=RUTH,
            now=NOW,
            text="Morgen is er soep.",
            language="nl",
            school="De Regenboog",
            groups=[GROUP],
        )

    await plan_all(deps)

    (message,) = await messages(deps)
    dutch = Language("nl")
    composed = render_announcement(Words(SOUP, dutch), Reader(1, "Marit", ("Sem",), dutch), asked_by="Juf Ruth")
    assert (message.text, message.use_by) == (composed.text, NOW + FRESH)
