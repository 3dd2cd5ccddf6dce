"""What a backup does not know of is not done again by itself."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.actions.programmes import schedule_programme
from bot.actions.restoring import WHY, Doubts, doubt_statements, doubt_waiting, finish_restore
from bot.deps import Deps
from bot.domain.codes import hash_secret
from bot.models import Campaign, Tombstone
from bot.upkeep.postgres import _as_text
from messages.tips import themes
from tests.builders import GROUP, SAM, make_event, make_families, make_invitation, make_row
from tests.fakes import NOW

LATER = NOW + timedelta(hours=20)


async def test_tips_of_the_last_day_that_the_backup_does_not_know_wait_for_a_person(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        weekdays, zone = ["tuesday", "wednesday", "thursday"], deps.settings.timezone
        facts: dict[str, Any] = {"theme": min(themes()), "groups": [GROUP], "weekdays": weekdays, "at": time(16, 0)}
        starts_on = date(2026, 11, 24)
        await schedule_programme(session, actor=SAM, now=NOW, zone=zone, starts_on=starts_on, **facts)
        await session.execute(text("DELETE FROM campaigns"))  # as if the backup were of the day before

        doubts = await doubt_waiting(session, now=LATER, zone=zone)

        query = select(Campaign.send_at, Campaign.paused_why).order_by(Campaign.send_at)
        planned = [(moment, why) for moment, why in (await session.execute(query)).all()]
    today, tomorrow = (NOW.replace(day=day, hour=15) for day in (24, 25))
    assert planned == [(today, WHY), (tomorrow, WHY)]
    assert doubts == Doubts(messages=0, others=0, campaigns=2)


async def test_campaign_that_stopped_itself_keeps_its_reason(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        campaign = await make_invitation(session, await make_event(session), remind=())
        campaign.paused_why = "HTTP 400"
        await session.flush()

        doubts = await doubt_waiting(session, now=LATER, zone=deps.settings.timezone)
        await session.refresh(campaign)

    assert (campaign.paused_why, doubts) == ("HTTP 400", Doubts(0, 0, 0))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_statements_do_as_text_what_they_do_as_statements(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        campaign = await make_invitation(session, await make_event(session), remind=())
        for statement in doubt_statements(LATER):
            await session.execute(text(_as_text(statement).replace(":", "\\:")))
        await session.refresh(campaign)

    assert campaign.paused_why == WHY


@pytest.mark.parametrize(
    ("known", "merged"),
    [(None, NOW), (NOW - timedelta(days=1), NOW), (NOW + timedelta(days=1), NOW + timedelta(days=1))],
)
async def test_tombstones_of_both_are_kept_the_later_one_of_each(
    deps: Deps, known: datetime | None, merged: datetime
) -> None:
    async with deps.transaction() as session:
        if known:
            session.add(Tombstone(parent_hash=hash_secret("P-Amina"), erased_at=known))

        erased = await finish_restore(session, now=LATER, tombstones={hash_secret("P-Amina"): NOW})

        assert (erased, await session.scalar(select(Tombstone.erased_at))) == (0, merged)
