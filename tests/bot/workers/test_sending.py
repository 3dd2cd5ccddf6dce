"""What follows from each failure, with a messenger that fails as told and a clock that stands still."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.actions.delivery import claim_messages
from bot.domain.delivery import CONCURRENCY, LEASE
from bot.domain.retries import MAX_ATTEMPTS
from bot.enums import Lane, OutboxState
from bot.ports import Delivery, DeliveryError, Moved, Paused, Rejected, TryLater, Unknown, Unreachable
from bot.workers.housekeeping import tidy_outbox
from bot.workers.sending import Sender, recover_leases
from messages.outgoing import Button, MessageKind, Outgoing
from tests.bot.workers.office import Office
from tests.fakes import NOW, FakeClock, FakeMessenger
from tests.waiting import until

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


async def test_message_leaves_as_it_was_frozen(still_office: Office, messenger: FakeMessenger) -> None:
    outgoing = Outgoing(MessageKind.INVITATION, "ar", "أهلا", ((Button("نعم", "y"),),))
    await still_office.queue([7], outgoing=outgoing, edits=3)

    async with still_office.sending():
        await still_office.until_states(sent=1)

    assert messenger.delivered == [Delivery(7, "أهلا", ((Button("نعم", "y"),),), edits=3)]


@pytest.mark.parametrize(
    ("error", "state", "facts"),
    [
        (TryLater("HTTP 429", retry_after=60), "queued", {"attempts": 0, "error": "HTTP 429"}),
        (Paused("the bot token is refused"), "queued", {"attempts": 0, "error": "the bot token is refused"}),
        (TryLater("no connection"), "queued", {"attempts": 1, "error": "no connection"}),
        (Unreachable("HTTP 403"), "unreachable", {"attempts": 1, "error": "HTTP 403"}),
        (Rejected("HTTP 400"), "rejected", {"attempts": 1, "error": "HTTP 400"}),
        (Unknown("TimedOut"), "unknown", {"attempts": 1, "error": "TimedOut"}),
        (DeliveryError("odd"), "unknown", {"attempts": 1, "error": "odd"}),
    ],
    ids=lambda value: f"{value}" if isinstance(value, DeliveryError) else "",
)
async def test_failure_is_written_down(
    still_office: Office, messenger: FakeMessenger, error: DeliveryError, state: str, facts: dict[str, Any]
) -> None:
    messenger.errors = [error]
    await still_office.queue([1])

    async with still_office.sending():
        await until(still_office.has_failed)

    (message,) = await still_office.messages()
    assert (message.state, {name: getattr(message, name) for name in facts}) == (state, facts)


async def test_message_follows_a_chat_that_moved(still_office: Office, messenger: FakeMessenger) -> None:
    messenger.errors = [Moved("chat migrated", address=77)]
    await still_office.queue([1])

    async with still_office.sending():
        await still_office.until_states(sent=1)

    assert [delivery.address for delivery in messenger.delivered] == [77]


async def test_message_that_never_leaves_is_given_up_after_eight_attempts(
    still_office: Office, messenger: FakeMessenger, clock: FakeClock
) -> None:
    messenger.errors = [TryLater("no connection") for _ in range(MAX_ATTEMPTS)]
    await still_office.queue([1])

    async with still_office.sending():
        for attempt in range(1, MAX_ATTEMPTS):
            await until(lambda attempt=attempt: len(messenger.errors) == MAX_ATTEMPTS - attempt)  # type: ignore[misc]
            await until(still_office.rests)
            clock.push(timedelta(minutes=5))
            still_office.deps.bells.ring()
        await still_office.until_states(dead=1)

    assert messenger.delivered == []


async def test_backoff_is_kept_to(still_office: Office, messenger: FakeMessenger) -> None:
    messenger.errors = [TryLater("no connection")]
    await still_office.queue([1])

    async with still_office.sending():
        await until(still_office.has_failed)

    (message,) = await still_office.messages()
    assert NOW + timedelta(seconds=0.8) <= message.available_at <= NOW + timedelta(seconds=1.2)


@pytest.mark.parametrize(
    ("hour", "minute", "left"), [(19, 59, {1, 2}), (20, 0, {2}), (3, 0, {2}), (7, 29, {2}), (7, 30, {1, 2})]
)
async def test_in_quiet_hours_only_conversation_leaves(
    still_office: Office, messenger: FakeMessenger, clock: FakeClock, hour: int, minute: int, left: set[int]
) -> None:
    clock.moment = datetime(2026, 11, 24, hour, minute, tzinfo=AMSTERDAM)
    await still_office.queue([1], lane=Lane.BULK)
    await still_office.queue([2], lane=Lane.CONVERSATION)

    async with still_office.sending():
        await until(lambda: {delivery.address for delivery in messenger.delivered} >= {2})
        await until(still_office.rests)
        if left == {1, 2}:
            await still_office.until_states(sent=2)

    assert {delivery.address for delivery in messenger.delivered} == left


async def test_what_is_claimed_is_given_back_when_telegram_is_switched_off(
    still_office: Office, messenger: FakeMessenger
) -> None:
    still_office.deps.decisions.made = {"telegram": "off"}
    await still_office.queue([1])
    sender = Sender(still_office.deps, messenger, asyncio.Event())

    idle = await sender.step()
    still_office.deps.decisions.made = {}
    claimed = await sender._claim(1)
    still_office.deps.decisions.made = {"telegram": "off"}
    await sender._send(claimed[0])

    (message,) = await still_office.messages()
    assert (idle, message.state, messenger.delivered) == (False, OutboxState.QUEUED, [])


async def test_what_is_past_its_use_is_not_sent(still_office: Office, messenger: FakeMessenger) -> None:
    await still_office.queue([1], use_by=NOW)
    await still_office.queue([2])

    async with still_office.sending():
        await until(lambda: len(messenger.delivered) == 1)
    await tidy_outbox(still_office.deps)

    assert [delivery.address for delivery in messenger.delivered] == [2]
    assert await still_office.states() == {OutboxState.EXPIRED: 1, OutboxState.SENT: 1}


async def test_outcome_that_cannot_be_written_down_ends_as_unknown(
    still_office: Office, messenger: FakeMessenger, clock: FakeClock
) -> None:
    """Whatever goes wrong beside the wire: the lease runs out, and the message may have arrived."""
    messenger.errors = [ValueError("a mistake of our own")]  # type: ignore[list-item]
    await still_office.queue([1])

    with capture_logs() as logs:
        async with still_office.sending():
            await until(lambda: messenger.errors == [])
    clock.push(LEASE)
    await tidy_outbox(still_office.deps)

    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["send not written down"]
    assert await still_office.states() == {OutboxState.UNKNOWN: 1}


class Doubtful(FakeMessenger):
    """Notes how many messages had left at each probe."""

    def __init__(self) -> None:
        super().__init__(errors=[Unknown("TimedOut")], probes=[Unknown("TimedOut")] * 3)
        self.left: list[int] = []

    async def probe(self) -> None:
        self.left.append(len(self.delivered))
        await super().probe()


async def test_while_telegram_is_in_doubt_nothing_is_sent(office: Office) -> None:
    messenger = Doubtful()
    office = replace(office, messenger=messenger)
    await office.queue(range(1, 31))

    async with office.sending():
        for probes in (1, 2, 3, 4):
            await until(lambda probes=probes: len(messenger.left) >= probes)  # type: ignore[misc]
            office.deps.bells.ring()
        await office.until_states(sent=29, unknown=1)

    assert len(messenger.left) == 4
    assert messenger.left[-1] < CONCURRENCY


@pytest.mark.parametrize(
    ("database_url", "state"), [("sqlite", "queued"), ("postgresql", "leased")], indirect=["database_url"]
)
async def test_start_frees_leases_only_where_nobody_else_can_hold_one(still_office: Office, state: str) -> None:
    await still_office.queue([1])
    async with still_office.deps.database.transaction() as session:
        await claim_messages(session, now=NOW, lanes=list(Lane), full_pace=1000, limit=1)

    await recover_leases(still_office.deps)

    assert await still_office.states() == {OutboxState(state): 1}
