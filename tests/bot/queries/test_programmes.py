"""What programmes told and will tell, who misses something, and how many families tried it: numbers only."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import queue_messages
from bot.actions.programmes import expand_programmes, stop_programme
from bot.actions.tip_answers import record_tip_answer
from bot.domain.programmes import Occurrence
from bot.errors import NotFound
from bot.models import Campaign, OutboxMessage, Parent, Programme
from bot.queries.programmes import (
    MissingTips,
    TipLine,
    coming_tips,
    find_running,
    list_programmes,
    list_unfinished,
    load_missing,
    load_tips,
    require_programme,
)
from messages.outgoing import MessageKind
from messages.tap_values import TipReply
from messages.tips import AgeGroup, TipPart, theme_keys
from tests.builders import GROUP, RUTH, SAM, TOM, make_draft, make_families, make_row
from tests.fakes import NOW
from tests.programmes import THEME, ZONE, make_programme

FIRST = theme_keys(THEME)[0]
WHOLE, DID, NOT_YET = TipPart.WHOLE, TipReply.DID, TipReply.NOT_YET
FOUR = NOW.replace(hour=15)


@pytest.fixture(autouse=True)
async def groups(session: AsyncSession) -> None:
    """Seven families in groep 3, the first one with two parents; one in groep 6."""
    rows = [make_row(f"Kind {number}", f"Ouder {number}", "ar") for number in range(1, 8)]
    other = make_row("Jan", "Jan", "tlh", group="groep 6")
    await make_families(session, *rows, make_row("Kind 1", "Vader 1", "nl"), other)


async def start(session: AsyncSession, **facts: object) -> Programme:
    """Whole tips on Tuesdays."""
    return await make_programme(session, **{"weekdays": ["tuesday"], **facts})


async def test_teacher_sees_programmes_of_the_own_groups(session: AsyncSession) -> None:
    mine = await start(session)
    both = await start(session, actor=SAM, groups=[GROUP, "groep 6"])

    assert await list_programmes(session, actor=RUTH) == [mine, both]
    assert await list_programmes(session, actor=TOM) == [both]
    assert await list_programmes(session, actor=SAM, after=mine.id) == [both]
    assert await require_programme(session, actor=TOM, programme_id=both.id) is both
    with pytest.raises(NotFound, match="There is no programme"):
        await require_programme(session, actor=TOM, programme_id=mine.id)


async def test_finished_programmes_have_nothing_left(session: AsyncSession) -> None:
    short = await start(session, ages=AgeGroup.PRESCHOOL, weekdays=["tuesday", "thursday"])
    await start(session)
    for days in range(7 * 3):
        await expand_programmes(session, now=NOW + timedelta(days=days), zone=ZONE)

    assert [programme.id for programme in await list_unfinished(session)] == [short.id + 1]
    assert await coming_tips(session, short, after=NOW + timedelta(days=21), zone=ZONE) == []


async def test_theme_of_the_group_is_the_newest_that_runs(session: AsyncSession) -> None:
    first = await start(session)
    later = await start(session, starts_on=date(2026, 12, 1), theme="daily_routines")
    await start(session, groups=["groep 6"], actor=SAM)

    async def theme_at(now: datetime) -> Programme | None:
        return await find_running(session, groups={GROUP}, now=now, zone=ZONE)

    assert [await theme_at(NOW - timedelta(days=1)), await theme_at(NOW)] == [None, first]
    assert await theme_at(NOW + timedelta(days=7)) is later
    await stop_programme(session, actor=RUTH, now=NOW, programme_id=later.id)
    assert await theme_at(NOW + timedelta(days=7)) is first
    assert await coming_tips(session, later, after=NOW, zone=ZONE) == []


async def test_theme_lingers_a_week_behind_its_last_tip(session: AsyncSession) -> None:
    programme = await start(session, ages=AgeGroup.PRESCHOOL, weekdays=["tuesday", "thursday"])
    for days in range(7 * 3):
        await expand_programmes(session, now=NOW + timedelta(days=days), zone=ZONE)
    last = (await session.scalars(select(Campaign.send_at).order_by(Campaign.send_at.desc()))).first() or NOW

    lingers = [await find_running(session, groups={GROUP}, now=last + timedelta(days=n), zone=ZONE) for n in (6, 8)]

    assert lingers == [programme, None]


async def test_coming_tips_go_on_where_the_told_ones_ended(session: AsyncSession) -> None:
    programme = await make_programme(session, starts_on=date(2026, 11, 25))

    coming = await coming_tips(session, programme, after=NOW, zone=ZONE)

    wednesday = FOUR + timedelta(days=1)
    assert coming[:2] == [
        Occurrence(FIRST, TipPart.WHY, wednesday),
        Occurrence(FIRST, TipPart.DO, wednesday + timedelta(days=2)),
    ]
    await expand_programmes(session, now=wednesday, zone=ZONE)
    assert await coming_tips(session, programme, after=wednesday, zone=ZONE) == coming[1:]
    assert len(coming) == 3 * len(theme_keys(THEME))


async def test_languages_without_some_tips_are_told_with_their_parents(session: AsyncSession) -> None:
    programme = await start(session, actor=SAM, groups=[GROUP, "groep 6"])
    parent = (await session.scalars(select(Parent).where(Parent.name == "Ouder 7"))).one()
    parent.chosen_language = "en"
    await session.flush()

    assert await load_missing(session, programme) == [MissingTips("ar", 6, 6), MissingTips("tlh", 1, 12)]


async def answer(session: AsyncSession, reply: TipReply, *parents: int) -> None:
    for parent in parents:
        await record_tip_answer(session, parent_id=parent, tip_key=FIRST, reply=reply, update_id=1, now=NOW)


async def test_families_are_counted_by_tip_and_small_numbers_shown_to_their_own_teacher_only(
    session: AsyncSession,
) -> None:
    programme = await start(session)
    campaign = (await session.scalars(select(Campaign.id))).one()
    names = ("Ouder 1", "Vader 1", *(f"Ouder {number}" for number in range(2, 7)), "Jan")
    parents = dict((await session.execute(select(Parent.name, Parent.id))).all())
    numbers = [parents[name] for name in names]
    drafts = [
        make_draft(f"t{number}", kind=MessageKind.TIP, parent_id=number, campaign_id=campaign) for number in numbers[:7]
    ]
    await queue_messages(session, drafts, now=NOW)
    for message in await session.scalars(select(OutboxMessage)):
        message.state = "sent"
    await session.flush()
    await answer(session, DID, *numbers[:3])
    await answer(session, NOT_YET, *numbers[3:6])
    await answer(session, DID, numbers[7])  # of another group

    own = (await load_tips(session, programme, own=True, now=NOW + timedelta(days=1), zone=ZONE))[:2]
    others = (await load_tips(session, programme, own=False, now=NOW + timedelta(days=1), zone=ZONE))[:2]

    second = TipLine(theme_keys(THEME)[1], WHOLE, FOUR + timedelta(days=7))
    assert own == [TipLine(FIRST, WHOLE, FOUR, 6, 2, 3), second]
    assert others == [TipLine(FIRST, WHOLE, FOUR, 6, None, None), second]
