"""A programme that was stopped goes on: nobody gets a tip twice, and nobody misses one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.actions.programmes import resume_programme, stop_programme
from bot.deps import Deps
from bot.enums import CampaignState, OutboxState
from bot.errors import Conflict, NotFound
from bot.models import AuditEntry, Campaign, OutboxMessage, Programme
from tests.bot.actions.test_programmes import FIRST, TIP, list_planned, make_school, start
from tests.builders import RUTH, make_families, make_joined, make_row
from tests.fakes import NOW, FakeClock
from tests.programmes import ZONE
from tests.steps import deliver, list_told, plan


async def resume(session: AsyncSession, programme: Programme, now: datetime) -> Programme:
    return await resume_programme(session, actor=RUTH, now=now, programme_id=programme.id, zone=ZONE)


async def test_programme_resumed_at_once_is_as_if_nobody_had_stopped_it(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        programme = await start(session)
        await stop_programme(session, actor=RUTH, now=NOW, programme_id=programme.id)
        await resume(session, programme, NOW + timedelta(minutes=1))
        assert (programme.stopped_at, await list_planned(session)) == (None, [(FIRST, NOW.replace(hour=15))])
        audited = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1))
        assert audited.one() == "programme-resume"

    clock.push(timedelta(hours=6))
    await deliver(deps)
    assert await list_told(deps, OutboxState.SENT) == [(TIP, "Amina")]


async def test_tip_that_was_called_off_halfway_goes_to_the_others(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr"))
        await make_joined(session, "Amina", "Piotr")
        programme = await start(session)
    clock.push(timedelta(hours=6))
    await plan(deps)
    async with deps.transaction() as session:
        first = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).first()
        assert first is not None
        first.state, first.finished_at = OutboxState.SENT, clock.now()
        stopped = clock.now() + timedelta(minutes=1)
        await stop_programme(session, actor=RUTH, now=stopped, programme_id=programme.id)
        await resume(session, programme, clock.now() + timedelta(minutes=2))

    clock.push(timedelta(minutes=2))
    await deliver(deps)

    assert await list_told(deps, OutboxState.SENT) == [(TIP, "Amina"), (TIP, "Piotr")]


async def test_tip_that_all_had_is_not_told_again_after_a_stop(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        programme = await start(session)
    clock.push(timedelta(hours=6))
    await deliver(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Piotr", first_address=7002)
        await stop_programme(session, actor=RUTH, now=clock.now(), programme_id=programme.id)
        await resume(session, programme, clock.now())
    await deliver(deps)

    assert await list_told(deps, OutboxState.SENT) == [(TIP, "Amina")]


async def test_tip_that_was_called_off_by_itself_stays_called_off(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        programme = await start(session)
        [tip] = await session.scalars(select(Campaign.id))
        await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=tip)
        await stop_programme(session, actor=RUTH, now=NOW + timedelta(minutes=1), programme_id=programme.id)
        await resume(session, programme, NOW + timedelta(minutes=2))

    clock.push(timedelta(hours=6))
    await deliver(deps)
    assert await list_told(deps, OutboxState.SENT) == []
    async with deps.reading() as session:
        assert (await session.get_one(Campaign, tip)).state == CampaignState.CANCELLED


async def test_only_what_is_stopped_can_go_on(session: AsyncSession) -> None:
    await make_school(session)
    programme = await start(session)

    with pytest.raises(Conflict, match="Programme 1 is not stopped"):
        await resume(session, programme, NOW)
    with pytest.raises(NotFound, match="There is no programme 9"):
        await resume_programme(session, actor=RUTH, now=NOW, programme_id=9, zone=ZONE)
