"""The list of programmes: how far each is, and how many families tried something of it, never who."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.tip_answers import record_tip_answer
from bot.domain.actors import Actor
from bot.queries.started import list_started
from messages.tap_values import TipReply
from messages.tips import theme_keys
from tests.builders import GROUP, RUTH, SAM, TOM, make_families, make_row
from tests.fakes import NOW
from tests.programmes import THEME, make_programme

LATER = NOW + timedelta(hours=1)
FIRST, SECOND = theme_keys(THEME)[:2]


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    """Five families in groep 3, the first one with two parents; one in groep 6."""
    rows = [make_row(f"Kind {number}", f"Ouder {number}") for number in range(1, 6)]
    await make_families(session, *rows, make_row("Kind 1", "Vader 1"), make_row("Jan", "Jan", group="groep 6"))


async def did(session: AsyncSession, *parents: int, key: str = FIRST, now: datetime = LATER) -> None:
    for parent in parents:
        update_id = parent if key == FIRST else 100 + parent
        await record_tip_answer(
            session, parent_id=parent, tip_key=key, reply=TipReply.DID, update_id=update_id, now=now
        )


async def seen(session: AsyncSession, actor: Actor, now: datetime = NOW) -> list[tuple[int, int, int | None, bool]]:
    found = await list_started(session, actor=actor, now=now)
    return [(one.programme.id, one.told, one.tried, one.running) for one in found]


async def test_families_are_counted_once_whoever_did_what(session: AsyncSession) -> None:
    await make_programme(session)
    await did(session, 1, 2, 6)
    await did(session, 1, key=SECOND)

    assert await seen(session, RUTH) == [(1, 0, 2, True)]


async def test_nothing_is_counted_twice_over_themes_groups_and_years(session: AsyncSession) -> None:
    await did(session, 1, now=NOW - timedelta(days=1))
    await make_programme(session)
    await make_programme(session, theme="play_and_movement")
    await make_programme(session, actor=SAM, groups=["groep 6"])
    await did(session, 2, 7)

    assert await seen(session, SAM) == [(3, 0, 1, True), (2, 0, 0, True), (1, 0, 1, True)]


@pytest.mark.parametrize(("parents", "shown"), [((1, 2, 3, 4), None), ((1, 2, 3, 4, 5), 5), ((), 0)])
async def test_few_families_of_others_groups_are_not_shown(
    session: AsyncSession, parents: tuple[int, ...], shown: int | None
) -> None:
    await make_programme(session, actor=SAM, groups=[GROUP, "groep 6"])
    await did(session, *parents)

    assert await seen(session, TOM) == [(1, 0, shown, True)]
    assert await seen(session, SAM) == [(1, 0, len(parents), True)]


async def test_what_is_told_counts_and_what_is_stopped_does_not_run(session: AsyncSession) -> None:
    programme = await make_programme(session, weekdays=["tuesday"])

    assert await seen(session, RUTH, NOW + timedelta(hours=8)) == [(1, 1, 0, True)]
    programme.stopped_at = NOW
    assert await seen(session, RUTH) == [(1, 0, 0, False)]


async def test_nothing_was_started(session: AsyncSession) -> None:
    await make_programme(session)

    assert await seen(session, TOM) == []
