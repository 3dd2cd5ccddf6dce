"""One message in our hands: claimed under a lease and a token, and every outcome written down once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.delivery import (
    Claimed,
    claim_messages,
    record_given_up,
    record_moved,
    record_postponed,
    record_sending,
    record_sent,
    record_unknown,
    release_leases,
    return_lease,
)
from bot.actions.outbox import cancel_queued, queue_messages
from bot.deps import Deps
from bot.domain.delivery import CHAT_GAP, LEASE
from bot.enums import Lane, OutboxState
from bot.models import OutboxMessage
from messages.outgoing import Button, MessageKind, Outgoing
from tests.builders import make_draft
from tests.fakes import NOW

BULK, CONVERSATION = Lane.BULK, Lane.CONVERSATION
SOON = NOW + timedelta(seconds=5)
OVER = NOW + LEASE


async def claim(session: AsyncSession, lanes: Sequence[Lane] = tuple(Lane), **facts: Any) -> list[Claimed]:
    return await claim_messages(session, **{"now": NOW, "lanes": lanes, "full_pace": 10.0, "limit": 8, **facts})


async def make_claimed(session: AsyncSession, **facts: Any) -> Claimed:
    """One message under our lease."""
    await queue_messages(session, [make_draft(**facts)], now=NOW)
    (claimed,) = await claim(session)
    return claimed


async def make_sending(session: AsyncSession, **facts: Any) -> Claimed:
    """One message on the wire."""
    claimed = await make_claimed(session, **facts)
    await record_sending(session, claimed=claimed, now=NOW)
    return claimed


async def read(session: AsyncSession) -> OutboxMessage:
    """The only message, as the database has it."""
    return (await session.scalars(select(OutboxMessage).execution_options(populate_existing=True))).one()


async def test_claim_leases_the_message_and_shows_what_is_needed_to_send(session: AsyncSession) -> None:
    outgoing = Outgoing(MessageKind.TIP, "nl", "Lees samen", ((Button("✅", "yes"),),))
    await queue_messages(session, [make_draft(outgoing=outgoing, edits=12)], now=NOW)

    claimed = await claim(session)

    assert claimed == [
        Claimed(
            id=1,
            token=1,
            slot=NOW,
            address=7001,
            text="Lees samen",
            buttons=((Button("✅", "yes"),),),
            edits=12,
            attempts=0,
            campaign_id=None,
        )
    ]
    message = await read(session)
    assert (message.state, message.available_at) == (OutboxState.LEASED, NOW + LEASE)


async def test_claim_takes_nothing_that_is_not_due_or_no_longer_of_use(session: AsyncSession) -> None:
    drafts = [
        make_draft("later", available_at=SOON),
        make_draft("over", use_by=NOW),
        make_draft("due", use_by=SOON, address=7002),
    ]
    await queue_messages(session, drafts, now=NOW)

    assert [claimed.id for claimed in await claim(session)] == [3]
    assert await claim(session) == []


async def test_claim_takes_conversation_first_then_the_oldest(session: AsyncSession) -> None:
    drafts = [
        make_draft("bulk", address=1),
        make_draft("answer", address=2, lane=CONVERSATION),
        make_draft("older bulk", address=3, available_at=NOW - timedelta(hours=1)),
    ]
    await queue_messages(session, drafts, now=NOW)

    assert [claimed.address for claimed in await claim(session, limit=2)] == [2, 3]


async def test_claim_full_of_conversation_leaves_bulk_alone(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft("bulk"), make_draft("answer", lane=CONVERSATION)], now=NOW)

    assert [claimed.id for claimed in await claim(session, limit=1)] == [2]


async def test_claim_in_quiet_hours_takes_conversation_only(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft("bulk"), make_draft("answer", lane=CONVERSATION)], now=NOW)

    assert [claimed.id for claimed in await claim(session, [CONVERSATION])] == [2]


async def test_slots_are_evenly_spaced_and_leases_run_from_them(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft(str(number), address=number) for number in range(3)], now=NOW)

    claimed = await claim(session)

    assert [message.slot for message in claimed] == [NOW + timedelta(milliseconds=100 * n) for n in range(3)]
    ends = await session.scalars(select(OutboxMessage.available_at).order_by(OutboxMessage.id))
    assert list(ends) == [message.slot + LEASE for message in claimed]


async def test_second_message_to_a_chat_waits_for_its_gap(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft("first"), make_draft("second")], now=NOW)

    (claimed,) = await claim(session)

    second = await session.get_one(OutboxMessage, 2)
    assert claimed.id == 1
    assert (second.state, second.available_at) == (OutboxState.QUEUED, NOW + CHAT_GAP)


async def test_two_claimers_at_once_never_take_the_same_message(deps: Deps) -> None:
    async with deps.transaction() as session:
        await queue_messages(session, [make_draft(str(number), address=number) for number in range(20)], now=NOW)

    async def take() -> list[int]:
        async with deps.transaction() as session:
            return [claimed.id for claimed in await claim(session, limit=10)]

    one, other = await asyncio.gather(take(), take())

    assert sorted(one + other) == list(range(1, 21))


async def test_sending_is_written_before_the_first_byte(session: AsyncSession) -> None:
    claimed = await make_claimed(session)

    ours = await record_sending(session, claimed=claimed, now=SOON)

    message = await read(session)
    assert ours
    assert (message.state, message.available_at, message.attempts) == (OutboxState.SENDING, SOON + LEASE, 1)


async def test_message_is_not_sent_when_the_lease_ran_out(session: AsyncSession) -> None:
    claimed = await make_claimed(session)

    assert not await record_sending(session, claimed=claimed, now=OVER)


async def test_message_is_not_sent_when_it_was_called_off(session: AsyncSession) -> None:
    claimed = await make_claimed(session)
    await cancel_queued(session, now=NOW)

    assert not await record_sending(session, claimed=claimed, now=SOON)
    assert (await read(session)).state == OutboxState.CANCELLED


async def test_stale_token_writes_nothing(session: AsyncSession) -> None:
    stale = await make_claimed(session)
    await release_leases(session, now=OVER)
    (fresh,) = await claim(session, now=OVER)
    await record_sending(session, claimed=fresh, now=OVER)

    written = [
        await record_sending(session, claimed=stale, now=NOW),
        await record_sent(session, claimed=stale, number=1, now=SOON),
        await record_postponed(session, claimed=stale, until=SOON, error="flood"),
        await record_given_up(session, claimed=stale, state=OutboxState.DEAD, error="gone", now=SOON),
        await record_unknown(session, claimed=stale, error="timeout", now=SOON),
        await record_moved(session, claimed=stale, address=1, now=SOON),
        await return_lease(session, claimed=stale, now=SOON),
    ]

    message = await read(session)
    assert written == [False] * 7
    assert (message.state, message.token, message.error) == (OutboxState.SENDING, fresh.token, None)


async def test_sent_message_keeps_its_number(session: AsyncSession) -> None:
    claimed = await make_sending(session)

    assert await record_sent(session, claimed=claimed, number=42, now=SOON)

    message = await read(session)
    assert (message.state, message.message_number, message.finished_at) == (OutboxState.SENT, 42, SOON)


async def test_late_answer_turns_unknown_into_sent(session: AsyncSession) -> None:
    claimed = await make_sending(session)
    await record_unknown(session, claimed=claimed, error="timeout", now=SOON)

    assert await record_sent(session, claimed=claimed, number=42, now=SOON)

    message = await read(session)
    assert (message.state, message.error) == (OutboxState.SENT, None)


async def test_message_that_certainly_did_not_leave_waits_again(session: AsyncSession) -> None:
    claimed = await make_sending(session)

    assert await record_postponed(session, claimed=claimed, until=SOON, error="refused")

    message = await read(session)
    assert (message.state, message.available_at, message.attempts) == (OutboxState.QUEUED, SOON, 1)
    assert message.error == "refused"


async def test_pause_is_not_held_against_the_message(session: AsyncSession) -> None:
    claimed = await make_sending(session)

    await record_postponed(session, claimed=claimed, until=SOON, error="flood", counts=False)

    assert (await read(session)).attempts == 0


@pytest.mark.parametrize("state", [OutboxState.UNREACHABLE, OutboxState.REJECTED, OutboxState.DEAD])
async def test_given_up_message_says_why(session: AsyncSession, state: OutboxState) -> None:
    claimed = await make_sending(session)

    assert await record_given_up(session, claimed=claimed, state=state, error="blocked", now=SOON)

    message = await read(session)
    assert (message.state, message.error, message.finished_at) == (state, "blocked", SOON)


async def test_doubtful_bulk_stays_unknown(session: AsyncSession) -> None:
    claimed = await make_sending(session)

    assert await record_unknown(session, claimed=claimed, error="timeout", now=SOON)

    message = await read(session)
    assert (message.state, message.repeated, message.error) == (OutboxState.UNKNOWN, False, "timeout")
    assert await claim(session, now=SOON) == []


async def test_doubtful_conversation_is_repeated_exactly_once(session: AsyncSession) -> None:
    first = await make_sending(session, lane=CONVERSATION)
    await record_unknown(session, claimed=first, error="timeout", now=SOON)
    (second,) = await claim(session, now=SOON)
    await record_sending(session, claimed=second, now=SOON)

    await record_unknown(session, claimed=second, error="timeout", now=SOON)

    message = await read(session)
    assert (message.state, message.repeated, message.attempts) == (OutboxState.UNKNOWN, True, 2)


async def test_doubtful_edit_is_repeated_until_it_is_certain(session: AsyncSession) -> None:
    claimed = await make_sending(session, edits=12)
    moment = NOW
    for _ in range(3):
        moment += timedelta(minutes=1)
        await record_unknown(session, claimed=claimed, error="timeout", now=moment)
        (claimed,) = await claim(session, now=moment)
        await record_sending(session, claimed=claimed, now=moment)

    await record_unknown(session, claimed=claimed, error="timeout", now=moment)

    assert (await read(session)).state == OutboxState.QUEUED


async def test_message_follows_a_chat_that_moved(session: AsyncSession) -> None:
    claimed = await make_sending(session)

    assert await record_moved(session, claimed=claimed, address=9009, now=SOON)

    message = await read(session)
    assert (message.state, message.address, message.available_at) == (OutboxState.QUEUED, 9009, SOON)


async def test_lease_is_given_back_at_shutdown(session: AsyncSession) -> None:
    claimed = await make_claimed(session)

    assert await return_lease(session, claimed=claimed, now=NOW)

    message = await read(session)
    assert (message.state, message.available_at, message.attempts) == (OutboxState.QUEUED, NOW, 0)


async def test_leases_that_ran_out_are_released(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft(name, address=len(name)) for name in ("a", "bb", "ccc")], now=NOW)
    _, on_the_wire, alive = await claim(session)
    await record_sending(session, claimed=on_the_wire, now=NOW)
    await session.execute(update(OutboxMessage).where(OutboxMessage.id == alive.id).values(available_at=OVER + LEASE))

    released = await release_leases(session, now=OVER + timedelta(seconds=1))

    states = await session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id))
    assert released == 2
    assert list(states) == [OutboxState.QUEUED, OutboxState.UNKNOWN, OutboxState.LEASED]


async def test_leases_of_everybody_are_released_at_start(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft(name, address=len(name)) for name in ("a", "bb")], now=NOW)
    _, on_the_wire = await claim(session)
    await record_sending(session, claimed=on_the_wire, now=NOW)

    assert await release_leases(session, now=NOW, of_everybody=True) == 2


async def test_answer_after_the_lease_ran_out_still_counts(session: AsyncSession) -> None:
    claimed = await make_sending(session)
    await release_leases(session, now=OVER)

    assert await record_sent(session, claimed=claimed, number=42, now=OVER)
