"""E-mails to colleagues: claimed by one at a time, tried again, and never told of what somebody closed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.alerts import (
    LEASE,
    ClaimedAlert,
    claim_alert,
    hasten_alerts,
    record_alert_given_up,
    record_alert_postponed,
    record_alert_sent,
)
from bot.actions.conversations import close_thread
from bot.actions.danger import record_danger
from bot.deps import Deps
from bot.models import Alert, ThreadMessage
from bot.queries.alerts import any_alert_due
from tests.builders import SAM, make_families, make_question, make_row
from tests.fakes import NOW

LATER = NOW + LEASE


async def make_danger(session: AsyncSession, *recipients: str) -> int:
    """Amina wrote something urgent; these are called."""
    await make_families(session, make_row("Noor", "Amina", "ar"))
    thread = await make_question(session, "Amina")
    (message,) = await session.scalars(select(ThreadMessage))
    await record_danger(session, message=message, recipients=recipients or ("lio@school.example",), now=NOW)
    return thread.id


async def claim(session: AsyncSession) -> ClaimedAlert:
    claimed = await claim_alert(session, now=NOW)
    assert claimed is not None
    return claimed


async def stands(session: AsyncSession) -> tuple[str, int, str | None, object, object]:
    """The one alert that there is."""
    (alert,) = await session.scalars(select(Alert).execution_options(populate_existing=True))
    return alert.state, alert.attempts, alert.error, alert.available_at, alert.finished_at


async def test_alert_is_claimed_until_its_lease_ends(session: AsyncSession) -> None:
    thread = await make_danger(session)

    first = await claim_alert(session, now=NOW)
    meanwhile = await claim_alert(session, now=LATER - timedelta(seconds=1))
    second = await claim_alert(session, now=LATER)

    facts = (thread, NOW, NOW, "lio@school.example")
    assert [first, meanwhile, second] == [ClaimedAlert(1, *facts, 1), None, ClaimedAlert(1, *facts, 2)]


async def test_alert_of_a_closed_conversation_waits(session: AsyncSession) -> None:
    thread = await make_danger(session)
    due = await any_alert_due(session, now=NOW)

    await close_thread(session, actor=SAM, now=NOW, thread_id=thread)
    await session.flush()

    assert (due, await any_alert_due(session, now=NOW), await claim_alert(session, now=NOW)) == (True, False, None)


async def test_sent_alert_is_done(session: AsyncSession) -> None:
    await make_danger(session)

    assert await record_alert_sent(session, claimed=await claim(session), now=LATER)

    assert await stands(session) == ("sent", 1, None, NOW + LEASE, LATER)
    assert not await any_alert_due(session, now=LATER + LEASE)


async def test_postponed_alert_says_why(session: AsyncSession) -> None:
    await make_danger(session)
    soon = NOW + timedelta(seconds=1)

    assert await record_alert_postponed(session, claimed=await claim(session), until=soon, error="no")

    assert await stands(session) == ("queued", 1, "no", soon, None)


async def test_alert_that_is_given_up_says_why(session: AsyncSession) -> None:
    await make_danger(session)

    assert await record_alert_given_up(session, claimed=await claim(session), error="recipient refused 550", now=LATER)

    assert await stands(session) == ("dead", 1, "recipient refused 550", NOW + LEASE, LATER)


async def test_outcome_of_a_lease_that_ran_out_changes_nothing(session: AsyncSession) -> None:
    await make_danger(session)
    slow = await claim(session)
    await claim_alert(session, now=LATER)

    assert not await record_alert_given_up(session, claimed=slow, error="slow", now=LATER)
    assert await stands(session) == ("queued", 2, None, LATER + LEASE, None)


async def test_start_waits_for_no_lease_of_the_dead(session: AsyncSession) -> None:
    await make_danger(session)
    await claim(session)

    await hasten_alerts(session, now=NOW)

    assert await stands(session) == ("queued", 1, None, NOW, None)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_many_workers_share_the_alerts(deps: Deps) -> None:
    recipients = [f"{number}@school.example" for number in range(6)]
    async with deps.transaction() as session:
        await make_danger(session, *recipients)

    async def work() -> list[str]:
        taken = []
        for _ in recipients:
            async with deps.database.transaction() as session:
                claimed = await claim_alert(session, now=NOW)
            taken += [claimed.recipient] if claimed else []
        return taken

    shares = await asyncio.gather(*(work() for _ in range(3)))

    assert sorted(recipient for share in shares for recipient in share) == recipients
