"""Everything that a Bot API server can do to a send: each ends in the right state, and both sides' books agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp.test_utils import unused_port
from sqlalchemy import select

from bot.actions.delivery import claim_messages, record_sending
from bot.actions.expansion import POISON
from bot.domain.delivery import CLAIM, CONCURRENCY, LEASE
from bot.enums import Lane, OutboxState
from bot.models import Campaign
from bot.sandbox import serve
from bot.workers.housekeeping import tidy_outbox
from tests.bot.workers.office import Office, open_messenger
from tests.builders import make_event, make_families, make_invitation, make_row
from tests.waiting import until

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

EVERYBODY = range(1, 21)
PARSE = "Bad Request: can't parse entities"


@pytest.mark.parametrize(
    ("fault", "states", "arrived"),
    [
        ({"do": "403"}, {"sent": 15, "unreachable": 5}, 15),
        ({"do": "400"}, {"sent": 15, "unreachable": 5}, 15),
        ({"do": "400", "description": PARSE}, {"sent": 15, "rejected": 5}, 15),
        ({"do": "500"}, {"sent": 15, "unknown": 5}, 15),
        ({"do": "502"}, {"sent": 15, "unknown": 5}, 15),
        ({"do": "timeout"}, {"sent": 15, "unknown": 5}, 15),
        ({"do": "drop_before"}, {"sent": 15, "unknown": 5}, 15),
        ({"do": "drop_after"}, {"sent": 15, "unknown": 5}, 20),
        ({"do": "garbage"}, {"sent": 15, "unknown": 5}, 20),
    ],
    ids=lambda value: value["do"] if isinstance(value, dict) and "do" in value else "",
)
async def test_every_fourth_send_breaks(
    office: Office, fault: dict[str, object], states: dict[str, int], arrived: int
) -> None:
    office.break_with({"method": "sendMessage", "every": 4, "times": 5, **fault})
    await office.queue(EVERYBODY)

    async with office.sending():
        await office.until_states(**states)

    await office.audit()
    assert sum(office.delivered().values()) == arrived


@on_both_databases
async def test_too_many_requests_are_waited_out_by_all(office: Office) -> None:
    office.break_with({"method": "sendMessage", "every": 10, "times": 1, "do": "429", "retry_after": 2})
    await office.queue(EVERYBODY)

    async with office.sending():
        await until(lambda: office.refusals("sendMessage") == 1)
        office.mend()
        await office.until_states(sent=20)

    await office.audit()
    (refused,) = office.sandbox.world.log.refused
    later = [entry.monotonic - refused.monotonic for entry in office.sandbox.world.log.sent]
    in_hand = [seconds for seconds in later if 0 < seconds < 1.9]
    assert len(in_hand) < CONCURRENCY
    assert max(later) >= 1.9


async def test_a_pause_stops_what_is_in_hand_too(office: Office) -> None:
    office.break_with({"method": "sendMessage", "do": "429", "retry_after": 3600})
    await office.queue(EVERYBODY)

    async with office.sending():
        await office.until_states(queued=20)
        await until(lambda: office.refusals("sendMessage") > 0)

    await office.audit()
    assert office.refusals("sendMessage") <= CONCURRENCY
    assert {message.attempts for message in await office.messages()} == {0}


@pytest.mark.parametrize("fault", ["401", "404"])
async def test_refused_token_pauses_for_a_minute_and_loses_nothing(office: Office, fault: str) -> None:
    office.break_with({"method": "sendMessage", "every": 5, "times": 1, "do": fault})
    await office.queue(EVERYBODY)

    async with office.sending():
        await until(lambda: office.refusals("sendMessage") == 1)
        await until(office.rests)
        before = len(office.delivered())
        office.sandbox.clock.advance(timedelta(seconds=61))
        office.deps.bells.ring()
        await office.until_states(sent=20)

    await office.audit()
    assert before < 5 + CONCURRENCY


async def test_server_that_is_down_gets_everything_once_it_is_up(office: Office) -> None:
    world, port = office.sandbox.world, unused_port()
    await office.queue(range(1, 6))

    async with open_messenger(f"http://127.0.0.1:{port}") as messenger:
        patient = replace(office, messenger=messenger)
        async with patient.sending():
            await until(patient.has_failed)
            async with serve(world, port=port):
                await patient.until_states(sent=5)

    await patient.audit()


async def test_answer_to_a_parent_is_repeated_exactly_once(office: Office) -> None:
    office.break_with({"method": "sendMessage", "do": "drop_after"})
    await office.queue([1], lane=Lane.CONVERSATION)

    async with office.sending():
        await office.until_states(unknown=1)

    await office.audit()
    assert office.delivered() == {1: 2}


async def test_answer_to_a_parent_arrives_after_one_doubtful_send(office: Office) -> None:
    office.break_with({"method": "sendMessage", "do": "drop_before", "times": 1})
    await office.queue([1], lane=Lane.CONVERSATION)

    async with office.sending():
        await office.until_states(sent=1)

    await office.audit()
    assert office.delivered() == {1: 1}


@on_both_databases
async def test_poison_stops_its_campaign_and_no_other(office: Office) -> None:
    async with office.deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        event = await make_event(session)
        poison, good = await make_invitation(session, event), await make_invitation(session, event)
    office.break_with(*({"chat_id": chat, "do": "400", "description": PARSE} for chat in EVERYBODY))
    await office.queue(EVERYBODY, campaign_id=poison.id)
    await office.queue(range(21, 31), campaign_id=good.id)

    async with office.sending():
        await until(lambda: len(office.delivered()) == 10)

    await office.audit()
    async with office.deps.reading() as session:
        why = {campaign.id: campaign.paused_why for campaign in await session.scalars(select(Campaign))}
    states = await office.states()
    assert {number: why[number] for number in (poison.id, good.id)} == {poison.id: "HTTP 400", good.id: None}
    assert states.keys() == {"sent", "rejected", "paused"}
    assert POISON <= states[OutboxState.REJECTED] < POISON + CLAIM


async def test_breaker_asks_whether_telegram_answers_before_it_sends_on(office: Office) -> None:
    office.break_with({"method": "sendMessage", "do": "500", "times": 1}, {"method": "getMe", "do": "500", "times": 2})
    await office.queue(EVERYBODY)

    async with office.sending():
        await office.until_states(sent=19, unknown=1)

    await office.audit()
    log = office.sandbox.world.log
    answered_again = [entry for entry in log.refused if entry.method == "getMe"][-1].monotonic
    assert office.refusals("getMe") == 2
    assert len([entry for entry in log.sent if entry.monotonic < answered_again]) < CONCURRENCY


async def test_black_hole_swallows_no_more_than_is_on_the_wire(office: Office) -> None:
    office.break_with({"do": "timeout"})
    await office.queue(EVERYBODY)

    async with office.sending():
        await until(lambda: office.refusals("getMe") > 1)
        office.mend()
        await office.until_states(sent=20 - CONCURRENCY, unknown=CONCURRENCY)

    await office.audit()


@pytest.mark.parametrize(("lane", "then"), [(Lane.BULK, {"unknown": 1, "sent": 1}), (Lane.CONVERSATION, {"sent": 2})])
async def test_lease_of_a_sender_that_died_is_released(office: Office, lane: Lane, then: dict[str, int]) -> None:
    """One message was in its hands, another on the wire: that one may have arrived."""
    await office.queue([1, 2], lane=lane)
    async with office.deps.database.transaction() as session:
        now = office.deps.clock.now()
        on_the_wire, _ = await claim_messages(session, now=now, lanes=[lane], full_pace=1000, limit=2)
        await record_sending(session, claimed=on_the_wire, now=now)

    office.sandbox.clock.advance(LEASE + timedelta(seconds=1))
    await tidy_outbox(office.deps)
    async with office.sending():
        await office.until_states(**then)

    await office.audit()
