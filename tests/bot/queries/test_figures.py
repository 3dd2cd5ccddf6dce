"""Figures that are kept, or counted where something moved, are those that counting every row by hand gives."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.figures import keep_spread
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.domain.families import families_of
from bot.domain.figures import By
from bot.domain.responses import Counts
from bot.domain.school_years import SchoolYear
from bot.domain.spread import Spread
from bot.enums import OutboxState, Role
from bot.models import (
    Campaign,
    Event,
    EventCount,
    Guardianship,
    OutboxMessage,
    Parent,
    Rsvp,
)
from bot.queries.contact import ContactPage, load_contact
from bot.queries.figures import load_figures
from bot.queries.spread import find_counted_at, find_spread, list_never_asked
from bot.workers.counting import count_events
from messages.facts import Answer
from messages.outgoing import MessageKind
from tests.bench.large_school import fill_large_school, group_name
from tests.bot.queries.counting_by_hand import count_by_hand
from tests.builders import SAM
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")
BY: tuple[By, ...] = ("event", "group", "language")
LONG_AGO = NOW - timedelta(days=900)
LAST_YEAR = SchoolYear(2025)
NOOR = Actor("staff:1", "Noor", Role.TEACHER, frozenset({group_name(0), group_name(1)}))


async def counts(session: AsyncSession, actor: Actor, **period: datetime | None) -> dict[str, dict[str, Counts]]:
    found = await load_figures(session, actor=actor, by=BY, **{"since": None, "until": None, **period})
    return {by: {key: figure.counts for key, figure in rows.items()} for by, rows in found.figures.items()}


async def keep(deps: Deps, *, now: datetime = NOW, **how: Any) -> int:
    """All that waits, as the clock does."""
    return await count_events(deps, now=now, **{"answers_since": LONG_AGO, **how})


async def stir(session: AsyncSession, dice: random.Random) -> None:
    """Somebody answers otherwise, something did not arrive after all, an invitation is called off."""
    numbers = list(await session.scalars(select(Rsvp.id)))
    for number in dice.sample(numbers, 15):
        await session.execute(
            update(Rsvp).where(Rsvp.id == number).values(answer=Answer.NO, update_id=Rsvp.update_id + 10**9)
        )
    for state in (OutboxState.CANCELLED, OutboxState.DEAD, OutboxState.QUEUED):
        found = await session.scalars(select(OutboxMessage.id).where(OutboxMessage.kind == MessageKind.INVITATION))
        some = dice.sample(list(found), 15)
        await session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(some)).values(state=state))


@pytest.mark.parametrize("seed", [1, 2])
async def test_figures_are_what_counting_by_hand_gives_kept_or_not(deps: Deps, seed: int) -> None:
    await fill_large_school(deps.database, parents=150, events=20, seed=seed)
    dice = random.Random(seed)
    for all_or_some in (range(20, 21), range(1, 21)):
        async with deps.reading() as session:
            assert await counts(session, SAM) == await count_by_hand(session, SAM)
            assert await counts(session, NOOR) == await count_by_hand(session, NOOR)
        assert await keep(deps, now=LONG_AGO) in all_or_some  # nothing is over then, so nothing is for good
        async with deps.reading() as session:
            assert await counts(session, SAM) == await count_by_hand(session, SAM)
        async with deps.transaction() as session:
            await stir(session, dice)
    await keep(deps, now=LONG_AGO)
    async with deps.transaction() as session:
        await session.execute(update(Parent).where(Parent.id % 3 == 0).values(chosen_language="fr"))
    assert await keep(deps, now=LONG_AGO, again=True) == 20

    async with deps.reading() as session:
        assert await counts(session, SAM) == await count_by_hand(session, SAM)


async def test_what_was_counted_for_good_outlives_the_answers(deps: Deps) -> None:
    await fill_large_school(deps.database, parents=150, events=20)
    assert await keep(deps) == 20
    async with deps.transaction() as session:
        before = await counts(session, SAM)
        over = select(Event.id).where(Event.starts_at < NOW - timedelta(days=1))
        await session.execute(delete(Rsvp).where(Rsvp.event_id.in_(over)))

        assert await counts(session, SAM) == before
        teacher = await counts(session, NOOR)

    assert {int(key) for key in teacher["event"]} <= {one.id for one in await open_events(deps)}
    assert await keep(deps) == 0


async def open_events(deps: Deps) -> list[Event]:
    async with deps.reading() as session:
        final = select(EventCount.event_id).where(EventCount.final)
        return list(await session.scalars(select(Event).where(Event.id.not_in(final))))


async def test_event_whose_answers_were_purged_before_it_was_counted_is_left_out(deps: Deps) -> None:
    await fill_large_school(deps.database, parents=60, events=10)
    half = NOW - timedelta(days=180)
    await keep(deps, answers_since=half)

    async with deps.reading() as session:
        found = await counts(session, SAM)
        later = set(await session.scalars(select(Event.id).where(Event.starts_at >= half)))

    assert {int(key) for key in found["event"]} == later


async def test_event_is_counted_anew_when_everybody_invited_is_erased(deps: Deps) -> None:
    await fill_large_school(deps.database, parents=60, events=10)
    await keep(deps, now=LONG_AGO)
    async with deps.transaction() as session:
        await session.execute(delete(Rsvp).where(Rsvp.event_id == 3))
        await session.execute(delete(OutboxMessage).where(OutboxMessage.campaign_id.in_([5, 6])))

        assert "3" not in (await counts(session, SAM))["event"]

    assert await keep(deps, now=LONG_AGO) == 1


async def test_period_is_half_open(deps: Deps) -> None:
    await fill_large_school(deps.database, parents=60, events=10)
    await keep(deps)
    async with deps.reading() as session:
        starts = dict((await session.execute(select(Event.id, Event.starts_at))).all())
        found = await counts(session, SAM, since=starts[4], until=starts[6])

    assert {int(key) for key in found["event"]} == {key for key, at in starts.items() if starts[4] <= at < starts[6]}


async def spread(deps: Deps, actor: Actor) -> Spread:
    async with deps.reading() as session:
        return await find_spread(session, actor=actor, year=2025, period=LAST_YEAR.whole(ZONE))


async def test_spread_counts_each_family_once(deps: Deps) -> None:
    await fill_large_school(deps.database, parents=200, events=10)
    whole = LAST_YEAR.whole(ZONE)
    came = (
        select(OutboxMessage.parent_id, Campaign.event_id)
        .join(Campaign, Campaign.id == OutboxMessage.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(OutboxMessage.kind == MessageKind.INVITATION, OutboxMessage.state.in_(("sent", "unknown")))
        .where(Event.starts_at >= whole.starts_at, Event.starts_at < whole.ends_at)
    )
    async with deps.reading() as session:
        pairs = [(c, p) for c, p in await session.execute(select(Guardianship.child_id, Guardianship.parent_id))]
        family = families_of(pairs)
        asked = {(family[parent or 0], event) for parent, event in await session.execute(came)}
    times = [sum(1 for one, _ in asked if one == home) for home in set(family.values())]
    found = await spread(deps, SAM)

    assert found == Spread(
        never=times.count(0),
        seldom=sum(1 for one in times if one in (1, 2)),
        sometimes=sum(1 for one in times if one in (3, 4, 5)),
        often=sum(1 for one in times if one > 5),
    )
    assert (await spread(deps, NOOR)).families < found.families
    async with deps.transaction() as session:
        assert await find_counted_at(session, 2025) is None
        await keep_spread(session, now=NOW, year=2025, spread=Spread(1, 2, 3, 4))
    assert (await spread(deps, SAM), await spread(deps, NOOR) == Spread(1, 2, 3, 4)) == (Spread(1, 2, 3, 4), False)


async def test_year_that_has_not_begun_has_no_contact(deps: Deps) -> None:
    async with deps.reading() as session:
        assert await load_contact(session, actor=SAM, months=[]) == ContactPage([], 0)


async def test_families_never_asked_are_those_of_whom_no_parent_was(deps: Deps) -> None:
    await fill_large_school(deps.database, parents=60, events=10)
    whole = LAST_YEAR.whole(ZONE)
    async with deps.transaction() as session:
        await session.execute(delete(OutboxMessage).where(OutboxMessage.parent_id <= 20))
        first = {found for found in await listed(session, NOOR, whole) if found <= 20}
        told = set(await session.scalars(select(OutboxMessage.parent_id).distinct()))
        missed = await spread_never(session, whole)

    assert first
    assert not first & told
    assert missed >= 1


async def listed(session: AsyncSession, actor: Actor, whole: Any) -> set[int]:
    found = await list_never_asked(session, actor=actor, group=None, period=whole)
    keys = [key for one in found for key, _ in one.parents]
    return set(await session.scalars(select(Parent.id).where(Parent.external_id.in_(keys))))


async def spread_never(session: AsyncSession, whole: Any) -> int:
    assert await session.scalar(select(func.count()).select_from(Parent)) == 60
    return (await find_spread(session, actor=SAM, year=2025, period=whole)).never
