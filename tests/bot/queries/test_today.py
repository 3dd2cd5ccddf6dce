"""What needs a colleague today: of the own groups, the urgent first, and no thread for an administrator."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.actions.outbox import queue_messages
from bot.actions.series import schedule_series
from bot.domain.actors import COMMAND
from bot.domain.events import EventDetails
from bot.enums import EventState, OutboxState, TranslationState
from bot.models import Campaign, Event, OutboxMessage, Thread, Translation
from bot.queries.today import ComingEvent, load_today
from messages.event_kinds import EventKind
from messages.facts import Answer
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    TOM,
    make_answer,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_question,
    make_row,
)
from tests.fakes import NOW


async def make_school(session: AsyncSession) -> None:
    await make_families(session, *(make_row(f"K{n}", f"P{n}") for n in range(3)), make_row("K9", "P9", group="groep 6"))
    await make_joined(session, "P0", "P1")


async def make_waiting(session: AsyncSession, parent: str, *, hours: int, urgent: bool = False) -> int:
    thread = await make_question(session, parent, update_id=hours)
    thread.waits_since = NOW - timedelta(hours=hours)
    thread.urgent_at = NOW if urgent else None
    await session.flush()
    return thread.id


async def test_threads_wait_by_urgency_and_age_for_who_may_read_them(session: AsyncSession) -> None:
    await make_school(session)
    young, old = await make_waiting(session, "P0", hours=1), await make_waiting(session, "P1", hours=9)
    urgent = await make_waiting(session, "P2", hours=2, urgent=True)
    await make_waiting(session, "P9", hours=3)

    mine = await load_today(session, actor=RUTH, now=NOW)
    school = await load_today(session, actor=SAM, now=NOW)
    command = await load_today(session, actor=COMMAND, now=NOW)

    assert [line.thread_id for line in mine.waiting] == [urgent, old, young]
    assert [line.urgent for line in mine.waiting] == [True, False, False]
    assert (mine.waiting_count, school.waiting_count) == (3, 4)
    assert (command.waiting, command.waiting_count) == ([], 0)


async def test_answered_threads_do_not_wait(session: AsyncSession) -> None:
    await make_school(session)
    await make_waiting(session, "P0", hours=1)
    await session.execute(update(Thread).values(waits_since=None))

    assert (await load_today(session, actor=RUTH, now=NOW)).waiting == []


async def test_events_ahead_say_how_many_were_told_and_answered(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)
    campaign = await make_invitation(session, event)
    drafts = [make_draft(f"d{n}", campaign_id=campaign.id, parent_id=n + 1) for n in range(2)]
    await queue_messages(session, drafts, now=NOW)
    await session.execute(update(OutboxMessage).values(state=OutboxState.SENT, kind="invitation"))
    await make_answer(session, event, "P0", Answer.NO)
    far = await make_event(session, starts_at=NOW + timedelta(days=40))
    draft = await make_event(session, starts_at=NOW + timedelta(days=50))
    await session.execute(update(Event).where(Event.id == draft.id).values(state=EventState.DRAFT))

    today = await load_today(session, actor=RUTH, now=NOW)

    coming = ComingEvent(event.id, event.kind, event.title, event.starts_at, EventState.PLANNED, 2, 1, NOW)
    assert today.events == [coming]
    assert [line.event_id for line in today.drafts] == [draft.id]
    assert far.id not in {line.event_id for line in [*today.events, *today.drafts]}
    assert (await load_today(session, actor=TOM, now=NOW)).events == []


async def test_rest_of_what_comes_is_counted_and_a_planned_invitation_has_its_moment(session: AsyncSession) -> None:
    await make_school(session)
    events = [await make_event(session, starts_at=NOW + timedelta(days=10, hours=hour)) for hour in range(8)]
    await make_invitation(session, events[0], send_at=NOW + timedelta(days=1))
    stopped = await make_invitation(session, events[1], send_at=NOW + timedelta(days=1))
    await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=stopped.id)

    today = await load_today(session, actor=RUTH, now=NOW)

    assert ([line.event_id for line in today.events], today.events_count) == ([one.id for one in events[:6]], 8)
    assert [line.leaves for line in today.events[:3]] == [NOW + timedelta(days=1), None, None]


async def test_series_of_drafts_is_one_line(session: AsyncSession) -> None:
    await make_school(session)
    weeks = [NOW + timedelta(weeks=week) for week in (1, 2, 3)]
    dates = [EventDetails(EventKind.LIBRARY_VISIT, (GROUP,), at) for at in weeks]
    series = await schedule_series(session, actor=RUTH, now=NOW, dates=dates, language="nl", school="De Regenboog")
    alone = await make_event(session, starts_at=NOW + timedelta(days=8))
    await session.execute(update(Event).where(Event.id == alone.id).values(state=EventState.DRAFT))

    today = await load_today(session, actor=RUTH, now=NOW)

    assert [(line.event_id, line.starts_at, line.more) for line in today.drafts] == [
        (series[0].id, weeks[0], 2),
        (alone.id, NOW + timedelta(days=8), 0),
    ]
    assert today.drafts_count == 2


async def test_families_translations_and_sends_to_look_at_are_counted(session: AsyncSession) -> None:
    await make_school(session)
    held = Translation(
        source_key="k", loose_key="k", source="Hallo", source_language="nl", target_language="tr",
        state=TranslationState.HELD, created_at=NOW,
    )  # fmt: skip
    session.add(held)
    campaign = await make_invitation(session, await make_event(session))
    await session.execute(update(Campaign).where(Campaign.id == campaign.id).values(paused_why="HTTP 400"))

    mine, school = await load_today(session, actor=RUTH, now=NOW), await load_today(session, actor=SAM, now=NOW)

    assert (mine.parents, mine.not_reached, mine.held) == (3, 1, 0)
    assert (school.parents, school.not_reached, school.held) == (4, 2, 1)
    by_ruth = await session.scalar(select(Campaign.created_by).where(Campaign.id == campaign.id))
    assert (mine.doubtful, school.doubtful) == (int(by_ruth == RUTH.key), 1)
