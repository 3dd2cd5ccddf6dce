"""A tip on its way to each parent: at the hour they prefer, in a language that they read, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.deps import Deps
from bot.enums import OutboxState
from bot.models import Campaign, OutboxMessage, Parent
from bot.workers.housekeeping import plan_tips
from messages.conversation.ideas import render_tip
from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import MessageKind
from messages.tap_values import DayPart
from messages.tips import TipPart, find_tip, theme_keys
from tests.builders import make_event, make_families, make_invitation, make_joined, make_row, require_id
from tests.fakes import NOW, FakeClock
from tests.programmes import THEME, ZONE, make_programme
from tests.steps import list_texts, plan

FIRST, *_, ONLY_DUTCH_AND_ENGLISH = theme_keys(THEME)

#: The day on which the programme begins, at midnight on the school's clock; the first tip is at four.
WEDNESDAY = datetime(2026, 11, 25, tzinfo=ZONE)


async def start(deps: Deps, *rows: tuple[str, str], **facts: object) -> None:
    """Parents by name and language; a programme from tomorrow on, and the night before it."""
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind {name}", name, language) for name, language in rows))
        await make_joined(session, *(name for name, _ in rows))
        await make_programme(session, **{"starts_on": WEDNESDAY.date(), **facts})


async def wait_for_midnight(deps: Deps, clock: FakeClock) -> None:
    clock.moment = WEDNESDAY.astimezone(UTC)
    await plan_tips(deps)


async def set_parent(deps: Deps, name: str, **facts: object) -> None:
    async with deps.transaction() as session:
        parent = await session.get_one(Parent, await require_id(session, name))
        for fact, value in facts.items():
            setattr(parent, fact, value)


async def moments(deps: Deps) -> dict[str, str]:
    """By parent, on the school's clock."""
    query = select(Parent.name, OutboxMessage.available_at).join(OutboxMessage, OutboxMessage.parent_id == Parent.id)
    async with deps.reading() as session:
        return {name: f"{at.astimezone(ZONE):%a %H:%M}" for name, at in await session.execute(query)}


async def test_tip_comes_within_its_day_at_the_hour_that_each_parent_prefers(deps: Deps, clock: FakeClock) -> None:
    await start(deps, ("Amina", "ar"), ("Piotr", "pl"), ("Selam", "ti"), ("Wen", "zh-Hans"))
    for name, part in zip(("Amina", "Piotr", "Selam"), DayPart, strict=True):
        await set_parent(deps, name, prefers=part)
    await wait_for_midnight(deps, clock)

    await plan(deps)

    assert await moments(deps) == {
        "Amina": "Wed 08:00",
        "Piotr": "Wed 13:00",
        "Selam": "Wed 18:30",
        "Wen": "Wed 16:00",
    }


async def test_hour_that_is_gone_when_the_programme_begins_is_now(deps: Deps, clock: FakeClock) -> None:
    await start(deps, ("Amina", "ar"), starts_on=NOW.date(), weekdays=["tuesday"])
    await set_parent(deps, "Amina", prefers=DayPart.MORNING)

    await plan(deps)

    assert await moments(deps) == {"Amina": "Tue 10:00"}


async def test_parent_who_wants_none_gets_none_and_is_invited_all_the_same(deps: Deps, clock: FakeClock) -> None:
    await start(deps, ("Amina", "ar"))
    await set_parent(deps, "Amina", wants_tips=False)
    async with deps.transaction() as session:
        await make_invitation(session, await make_event(session), remind=())
    await wait_for_midnight(deps, clock)

    await plan(deps)

    async with deps.reading() as session:
        assert list(await session.scalars(select(OutboxMessage.kind))) == [MessageKind.INVITATION]


async def test_first_message_of_the_week_tells_why_and_names_the_theme(deps: Deps, clock: FakeClock) -> None:
    await start(deps, ("Amina", "ar"))
    await wait_for_midnight(deps, clock)

    await plan(deps)

    tip, reader = find_tip(FIRST, "ar"), Reader(1, "Amina", ("Kind Amina",), Language("ar"))
    assert tip is not None
    assert await list_texts(deps, "Amina") == [render_tip(tip, reader, part=TipPart.WHY, theme_now=True).text]


@pytest.mark.parametrize(
    ("facts", "reads"),
    [
        ({"second_language": "nl"}, ["nl"]),
        ({"chosen_language": "en"}, ["en"]),
        ({"chosen_language": "tlh", "second_language": "nl"}, ["nl"]),
        ({}, []),
    ],
)
async def test_tip_that_does_not_exist_in_the_home_language_comes_in_another_of_theirs_or_not(
    deps: Deps, clock: FakeClock, facts: dict[str, str], reads: list[str]
) -> None:
    await start(deps, ("Amina", "ar"), weekdays=["wednesday"])
    await set_parent(deps, "Amina", **facts)
    await wait_for_midnight(deps, clock)
    async with deps.transaction() as session:
        await session.execute(update(Campaign).values(tip_key=ONLY_DUTCH_AND_ENGLISH))

    await plan(deps)

    async with deps.reading() as session:
        assert list(await session.scalars(select(OutboxMessage.language))) == reads


async def test_tip_waits_a_week_where_the_week_is_full(deps: Deps, clock: FakeClock) -> None:
    await start(deps, ("Amina", "ar"))
    await wait_for_midnight(deps, clock)
    await plan(deps)
    async with deps.transaction() as session:
        for days in range(5):
            event = await make_event(session, starts_at=NOW + timedelta(days=30 + days))
            await make_invitation(session, event, now=clock.now(), remind=())

    await plan(deps)

    async with deps.reading() as session:
        query = select(OutboxMessage.kind, OutboxMessage.available_at).where(OutboxMessage.state == OutboxState.QUEUED)
        found = (await session.execute(query.order_by(OutboxMessage.id))).all()
    assert found[0] == (MessageKind.TIP, WEDNESDAY + timedelta(days=7, hours=16))
    assert {at for _, at in found[1:]} == {WEDNESDAY + timedelta(hours=7, minutes=30)}
    assert len(found) == 6
