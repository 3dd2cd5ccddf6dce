"""Answers: for every child concerned, the newest tap wins, and only while answers are taken."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import cancel_event
from bot.actions.expansion import claim_due_campaign, record_batch
from bot.actions.rsvps import RsvpOutcome, record_rsvp
from bot.deps import Deps
from bot.enums import OutboxState
from bot.models import Campaign, Child, Event, OutboxMessage, Rsvp
from messages.facts import Answer, GivenAnswer
from messages.outgoing import MessageKind, Outgoing
from tests.builders import (
    RUTH,
    make_answer,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    require_id,
)
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_told, plan

SAVED, TOO_LATE = RsvpOutcome.SAVED, RsvpOutcome.TOO_LATE


async def list_answers(session: AsyncSession) -> list[tuple[str, str, int | None, bool]]:
    """Child, answer, people, cannot then."""
    query = (
        select(Child.first_name, Rsvp.answer, Rsvp.people, Rsvp.cannot_then)
        .join(Child, Child.id == Rsvp.child_id)
        .order_by(Child.id)
    )
    return [tuple(row) for row in await session.execute(query)]  # type: ignore[misc]


async def make_asked(session: AsyncSession, **facts: Any) -> Event:
    """Amina, with two children in groep 3 and one elsewhere, and an event for groep 3."""
    rows = make_row("Noor", "Amina"), make_row("Sami", "Amina"), make_row("Lina", "Amina", group="groep 6")
    await make_families(session, *rows)
    return await make_event(session, **facts)


async def test_answer_counts_for_every_child_that_the_event_is_for(session: AsyncSession) -> None:
    event = await make_asked(session)

    outcome = await make_answer(session, event, "Amina", Answer.YES, people=3)

    assert outcome is SAVED
    assert await list_answers(session) == [("Noor", "yes", 3, False), ("Sami", "yes", 3, False)]


async def test_not_at_that_time_is_a_no_that_says_so(session: AsyncSession) -> None:
    event = await make_asked(session)
    given = GivenAnswer(Answer.NO, cannot_then=True)

    await record_rsvp(
        session, event_id=event.id, parent_id=await require_id(session, "Amina"), given=given, update_id=1, now=NOW
    )

    assert await list_answers(session) == [("Noor", "no", None, True), ("Sami", "no", None, True)]


async def test_newer_answer_replaces_the_older_one_whole(session: AsyncSession) -> None:
    event = await make_asked(session)
    await make_answer(session, event, "Amina", Answer.YES, update_id=1, people=3)

    await make_answer(session, event, "Amina", Answer.MAYBE, update_id=2)

    assert await list_answers(session) == [("Noor", "maybe", None, False), ("Sami", "maybe", None, False)]


async def test_late_tap_does_not_undo_a_newer_one(session: AsyncSession) -> None:
    event = await make_asked(session)
    await make_answer(session, event, "Amina", Answer.YES, update_id=10)

    outcome = await make_answer(session, event, "Amina", Answer.NO, update_id=9)

    assert outcome is SAVED
    assert [row[1] for row in await list_answers(session)] == ["yes", "yes"]


async def test_answer_after_telegram_numbered_anew_counts(session: AsyncSession) -> None:
    event = await make_asked(session)
    await make_answer(session, event, "Amina", Answer.YES, update_id=900_000)

    await make_answer(session, event, "Amina", Answer.NO, update_id=7, now=NOW + timedelta(days=8))

    assert [row[1] for row in await list_answers(session)] == ["no", "no"]


async def test_repeated_tap_changes_nothing(session: AsyncSession) -> None:
    event = await make_asked(session)
    await make_answer(session, event, "Amina", Answer.YES, update_id=10)

    await make_answer(session, event, "Amina", Answer.YES, update_id=10, now=NOW + timedelta(minutes=5))

    assert set(await session.scalars(select(Rsvp.answered_at))) == {NOW}


async def test_answer_is_taken_until_rsvp_by(session: AsyncSession) -> None:
    event = await make_asked(session, rsvp_by=NOW + timedelta(days=7))

    in_time = await make_answer(session, event, "Amina", Answer.YES, now=NOW + timedelta(days=7, seconds=-1))
    too_late = await make_answer(session, event, "Amina", Answer.NO, update_id=2, now=NOW + timedelta(days=7))

    assert (in_time, too_late) == (SAVED, TOO_LATE)
    assert [row[1] for row in await list_answers(session)] == ["yes", "yes"]


async def test_answer_is_too_late_when_the_event_has_begun(session: AsyncSession) -> None:
    event = await make_asked(session)

    assert await make_answer(session, event, "Amina", Answer.YES, now=event.starts_at) is TOO_LATE


async def test_answer_to_a_cancelled_event_is_not_kept(session: AsyncSession) -> None:
    event = await make_asked(session)
    await cancel_event(session, actor=RUTH, now=NOW, event_id=event.id)

    assert await make_answer(session, event, "Amina", Answer.YES) is RsvpOutcome.CANCELLED
    assert await list_answers(session) == []


async def test_answer_to_others_event_or_none_is_refused(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6"))
    event = await make_event(session)
    amina = await require_id(session, "Amina")

    unknown = await record_rsvp(
        session, event_id=999, parent_id=amina, given=GivenAnswer(Answer.YES), update_id=1, now=NOW
    )

    assert unknown is RsvpOutcome.NOT_THEIRS
    assert await make_answer(session, event, "Piotr", Answer.YES) is RsvpOutcome.NOT_THEIRS


async def test_tap_proves_that_a_doubtful_message_arrived(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        event = await make_asked(session)
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Amina", "Piotr")
        await make_invitation(session, event)
    await plan(deps)
    async with deps.transaction() as session:
        await session.execute(update(OutboxMessage).values(state=OutboxState.UNKNOWN))

        await make_answer(session, event, "Amina", Answer.YES, now=clock.now())

    assert await list_told(deps, OutboxState.SENT) == [(MessageKind.INVITATION, "Amina")]
    assert await list_told(deps, OutboxState.UNKNOWN) == [(MessageKind.INVITATION, "Piotr")]


async def test_reminder_composed_before_the_answer_is_not_queued_after_it(deps: Deps, clock: FakeClock) -> None:
    event, reminder = await make_due_reminder(deps, clock)
    draft = make_draft(
        "composed before",
        outgoing=Outgoing(MessageKind.REMINDER, "nl", "Beste Amina"),
        parent_id=1,
        campaign_id=reminder.id,
    )
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.YES, now=clock.now())

    async with deps.transaction() as session:
        stored = await record_batch(
            session, campaign_id=reminder.id, revision=0, drafts=[draft], up_to=1, finished=True, now=clock.now()
        )

    assert stored
    assert await list_told(deps, *OutboxState) == [(MessageKind.INVITATION, "Amina")]


async def test_reminder_is_queued_only_after_a_tap_that_is_being_stored(deps: Deps, clock: FakeClock) -> None:
    event, reminder = await make_due_reminder(deps, clock)
    draft = make_draft("composed before", parent_id=1, campaign_id=reminder.id)

    async def queue() -> None:
        async with deps.transaction() as session:
            await record_batch(
                session, campaign_id=reminder.id, revision=0, drafts=[draft], up_to=1, finished=True, now=clock.now()
            )

    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.YES, now=clock.now())
        queueing = asyncio.create_task(queue())
        done, _ = await asyncio.wait([queueing], timeout=0.3)
    await queueing

    assert not done
    assert await list_told(deps, *OutboxState) == [(MessageKind.INVITATION, "Amina")]


async def make_due_reminder(deps: Deps, clock: FakeClock) -> tuple[Event, Campaign]:
    """Amina was invited two weeks ago, and her reminder is being composed."""
    async with deps.transaction() as session:
        event = await make_asked(session)
        await make_joined(session, "Amina")
        await make_invitation(session, event)
    await deliver(deps)
    clock.push(timedelta(days=14))
    async with deps.transaction() as session:
        reminder = await claim_due_campaign(session, now=clock.now())
    assert reminder is not None
    return event, reminder
