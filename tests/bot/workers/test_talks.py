"""Who did not choose the time hears of it: once, awake, in time; and every later message says the family's own time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actions.events import cancel_event
from bot.actions.gate import book_for_parent
from bot.deps import Deps
from bot.enums import Lane, OutboxState
from bot.models import Event, OutboxMessage
from bot.workers.talks import tell_talks
from messages.outgoing import MessageKind
from tests.bot.talks import TALKS, at, book, make_talks, unbook
from tests.builders import RUTH, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_texts, list_told, plan

TALK, NUDGE, REMINDER = MessageKind.TALK, MessageKind.NUDGE, MessageKind.REMINDER


async def make_full(deps: Deps, begin: int = 0) -> Event:
    """One talk, which Amina has; Piotr waits for it. All read English."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "en"), make_row("Zosia", "Piotr", "en"))
        await make_joined(session, "Amina", "Piotr")
        event = await make_talks(session, begin, starts_at=at(begin))
        await book(session, event, begin, "Noor", "Amina")
        await book(session, event, begin, "Zosia", "Piotr")
    return event


async def leave(deps: Deps, event: Event, child: str = "Noor", parent: str = "Amina") -> None:
    async with deps.transaction() as session:
        await unbook(session, event, child, parent, now=deps.clock.now())


async def talks_told(deps: Deps) -> list[OutboxMessage]:
    async with deps.reading() as session:
        return list(await session.scalars(select(OutboxMessage).where(OutboxMessage.kind == TALK)))


async def test_nobody_has_to_be_told(deps: Deps) -> None:
    await make_full(deps)

    assert await tell_talks(deps) is False


async def test_who_moved_up_is_told_once_in_the_lane_of_bulk_until_the_talk_begins(deps: Deps) -> None:
    await leave(deps, await make_full(deps))

    await plan(deps)
    await plan(deps)

    (told,) = await talks_told(deps)
    assert (told.parent_id, told.lane, told.available_at, told.use_by) == (2, Lane.BULK, NOW, TALKS)
    assert told.text.startswith("Dear Piotr,\n\nA time became free, and it is yours:")
    assert [label for row in told.buttons for label, _ in row][:2] == ["🔁 Choose another time", "❌ I am not coming"]


async def test_nobody_is_woken(deps: Deps, clock: FakeClock) -> None:
    event = await make_full(deps)
    clock.push(timedelta(hours=12))  # ten in the evening, school time

    await leave(deps, event)
    await plan(deps)

    (told,) = await talks_told(deps)
    assert told.available_at == NOW.replace(hour=6, minute=30) + timedelta(days=1)


async def test_talk_that_begins_before_the_quiet_hours_end_is_not_told(deps: Deps, clock: FakeClock) -> None:
    event = await make_full(deps, begin=-8 * 60)  # at seven in the morning
    clock.push(timedelta(days=20, hours=12))

    await leave(deps, event)
    await plan(deps)

    assert await talks_told(deps) == []
    assert await tell_talks(deps) is False


async def test_time_changed_before_the_message_left_is_not_told(deps: Deps, clock: FakeClock) -> None:
    event = await make_full(deps)
    clock.push(timedelta(hours=12))
    await leave(deps, event)
    await plan(deps)

    await leave(deps, event, "Zosia", "Piotr")

    assert await list_told(deps, OutboxState.QUEUED) == []
    assert await list_told(deps, OutboxState.CANCELLED) == [(TALK, "Piotr")]


async def test_cancelled_event_is_not_told_as_a_time_that_became_free(deps: Deps, clock: FakeClock) -> None:
    event = await make_full(deps)
    clock.push(timedelta(hours=12))
    await leave(deps, event)
    await plan(deps)

    async with deps.transaction() as session:
        await cancel_event(session, actor=RUTH, now=clock.now(), event_id=event.id)
    await plan(deps)

    assert await list_told(deps, OutboxState.QUEUED) == []


async def test_school_says_which_time_it_chose(deps: Deps) -> None:
    event = await make_full(deps)
    async with deps.transaction() as session:
        other = await make_talks(session, 60)
        await book_for_parent(
            session,
            actor=RUTH,
            now=NOW,
            event_id=other.id,
            parent_id="P-Piotr",
            child_id="K-Zosia",
            starts_at=at(60),
        )

    await deliver(deps)

    (text,) = await list_texts(deps, "Piotr")
    assert text.startswith("Dear Piotr,\n\nThe school chose this time for you:")
    assert "Tuesday 15 December, from 16:00 to 16:10" in text
    assert event.id != other.id


@pytest.fixture
async def invited(deps: Deps) -> Event:
    """Amina was invited for two children, Piotr for one."""
    async with deps.transaction() as session:
        rows = make_row("Noor", "Amina", "en"), make_row("Sami", "Amina", "en"), make_row("Zosia", "Piotr", "en")
        await make_families(session, *rows)
        await make_joined(session, "Amina", "Piotr")
        event = await make_talks(session, 0, 10, 20, 30)
        await make_invitation(session, event)
    await deliver(deps)
    return event


async def test_nudge_says_each_childs_own_time(deps: Deps, clock: FakeClock, invited: Event) -> None:
    async with deps.transaction() as session:
        for begin, child in ((10, "Noor"), (20, "Sami")):
            await book(session, invited, begin, child, "Amina")
    clock.push(timedelta(days=20, hours=5))
    await deliver(deps)

    nudge = (await list_texts(deps, "Amina"))[-1]
    assert "The talk about Noor: Tuesday 15 December, from 15:10 to 15:20" in nudge
    assert "The talk about Sami: Tuesday 15 December, from 15:20 to 15:30" in nudge
    assert (await list_told(deps))[2:] == [(REMINDER, "Piotr"), (REMINDER, "Piotr"), (NUDGE, "Amina")]


async def test_time_for_one_child_leaves_the_reminder_about_the_other(
    deps: Deps, clock: FakeClock, invited: Event
) -> None:
    async with deps.transaction() as session:
        await book(session, invited, 10, "Noor", "Amina")
    clock.push(timedelta(days=14, hours=5))
    await deliver(deps)

    reminder = (await list_texts(deps, "Amina"))[-1]
    assert "It is about Sami:" in reminder
    assert "The talk about Noor: Tuesday 15 December, from 15:10 to 15:20" in reminder
    assert sorted((await list_told(deps))[2:]) == [(REMINDER, "Amina"), (REMINDER, "Piotr")]
