"""Tips over time: each once, on the school's clock, until the theme is through or staff stop it."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.programmes import expand_programmes, stop_programme
from bot.deps import Deps
from bot.enums import CampaignState, OutboxState
from bot.errors import BadInput, Conflict, NotFound
from bot.models import AuditEntry, Campaign, Holiday, Programme
from messages.outgoing import MessageKind
from messages.tips import AgeGroup, TipPart, theme_keys
from tests.builders import RUTH, make_families, make_joined, make_row
from tests.fakes import NOW, FakeClock
from tests.programmes import THEME, ZONE, make_programme
from tests.steps import deliver, list_told, plan

FIRST, SECOND = theme_keys(THEME)[:2]
TIP = MessageKind.TIP


async def start(session: AsyncSession, **facts: Any) -> Programme:
    """Whole tips on Tuesdays and Thursdays at four, from this Tuesday on."""
    return await make_programme(session, **{"weekdays": ["thursday", "tuesday", "tuesday"], **facts})


async def make_school(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_joined(session, "Amina")


async def list_planned(session: AsyncSession) -> list[tuple[str | None, datetime]]:
    query = select(Campaign.tip_key, Campaign.send_at).order_by(Campaign.id)
    return [(key, send_at) for key, send_at in await session.execute(query)]


async def test_programme_is_stored_in_order_with_its_first_tip(session: AsyncSession) -> None:
    await make_school(session)

    programme = await start(session)

    assert (programme.weekdays, programme.at, programme.starts_on) == (["tuesday", "thursday"], "16:00", "2026-11-24")
    assert await list_planned(session) == [(FIRST, NOW.replace(hour=15))]
    audited = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "programme"))).one()
    assert audited.object_id == programme.id


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"theme": "sterrenkunde"}, "There is no theme 'sterrenkunde'"),
        ({"weekdays": []}, "Name at least one of the weekdays"),
        ({"weekdays": ["dinsdag"]}, "Name at least one of the weekdays"),
    ],
    ids=["theme", "no weekday", "unknown weekday"],
)
async def test_programme_that_cannot_be_is_refused(session: AsyncSession, wrong: dict[str, Any], sentence: str) -> None:
    await make_school(session)

    with pytest.raises(BadInput, match=sentence):
        await start(session, **wrong)


async def test_tips_become_due_a_day_ahead_and_each_once(session: AsyncSession) -> None:
    await make_school(session)
    await start(session)

    await expand_programmes(session, now=NOW, zone=ZONE)
    await expand_programmes(session, now=NOW + timedelta(days=1, hours=12), zone=ZONE)
    await expand_programmes(session, now=NOW + timedelta(days=1, hours=12), zone=ZONE)

    assert await list_planned(session) == [
        (FIRST, NOW.replace(hour=15)),
        (SECOND, NOW.replace(hour=15) + timedelta(days=2)),
    ]


async def test_programme_whose_first_day_is_gone_begins_today(session: AsyncSession) -> None:
    await make_school(session)

    await start(session, starts_on=date(2026, 11, 17), weekdays=["tuesday"])

    assert await list_planned(session) == [(FIRST, NOW.replace(hour=15))]


async def test_three_days_a_week_tell_why_then_do_then_more(session: AsyncSession) -> None:
    await make_school(session)

    await make_programme(session, starts_on=date(2026, 11, 25))
    for days in range(1, 9):
        await expand_programmes(session, now=NOW + timedelta(days=days), zone=ZONE)

    told = await session.execute(select(Campaign.tip_key, Campaign.tip_part, Campaign.send_at))
    wednesday = NOW.replace(hour=15) + timedelta(days=1)
    assert told.all() == [
        (FIRST, TipPart.WHY, wednesday),
        (FIRST, TipPart.DO, wednesday + timedelta(days=2)),
        (FIRST, TipPart.MORE, wednesday + timedelta(days=5)),
        (SECOND, TipPart.WHY, wednesday + timedelta(days=7)),
    ]


async def test_sequence_goes_on_after_a_holiday_that_is_entered_late(session: AsyncSession) -> None:
    await make_school(session)
    await start(session)
    session.add(Holiday(starts_on="2026-11-26", ends_on="2026-12-02", name="Herfst"))

    for days in range(1, 10):
        await expand_programmes(session, now=NOW + timedelta(days=days), zone=ZONE)

    assert (await list_planned(session))[:2] == [
        (FIRST, NOW.replace(hour=15)),
        (SECOND, NOW.replace(hour=15) + timedelta(days=9)),
    ]


async def test_programme_for_an_age_tells_only_tips_for_it(session: AsyncSession) -> None:
    await make_school(session)

    await start(session, ages=AgeGroup.OLDEST)

    assert [key for key, _ in await list_planned(session)] == theme_keys(THEME, AgeGroup.OLDEST)[:1]
    assert theme_keys(THEME, AgeGroup.OLDEST)[0] != FIRST


async def test_two_schedulers_at_once_plan_a_tip_once(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        await start(session)

    async def expand() -> None:
        async with deps.transaction() as session:
            await expand_programmes(session, now=NOW + timedelta(days=2), zone=ZONE)

    await asyncio.gather(expand(), expand())

    async with deps.reading() as session:
        assert [key for key, _ in await list_planned(session)] == [FIRST, SECOND]


async def test_tip_reaches_the_parents_of_the_groups(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        await start(session)
    clock.push(timedelta(hours=6))

    await deliver(deps)

    assert await list_told(deps) == [(TIP, "Amina")]


async def test_stopped_programme_calls_off_what_waits_and_plans_no_more(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        programme = await start(session)
    clock.push(timedelta(hours=6))
    await plan(deps)

    async with deps.transaction() as session:
        stopped = await stop_programme(session, actor=RUTH, now=clock.now(), programme_id=programme.id)
        await expand_programmes(session, now=NOW + timedelta(days=2), zone=ZONE)

    assert stopped.stopped_at == clock.now()
    assert await list_told(deps, OutboxState.CANCELLED) == [(TIP, "Amina")]
    async with deps.reading() as session:
        assert list(await session.scalars(select(Campaign.state))) == [CampaignState.CANCELLED]


async def test_programme_is_stopped_once(session: AsyncSession) -> None:
    await make_school(session)
    programme = await start(session)
    await stop_programme(session, actor=RUTH, now=NOW, programme_id=programme.id)

    with pytest.raises(Conflict, match="was stopped before"):
        await stop_programme(session, actor=RUTH, now=NOW, programme_id=programme.id)


async def test_unknown_programme_cannot_be_stopped(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no programme 999"):
        await stop_programme(session, actor=RUTH, now=NOW, programme_id=999)
