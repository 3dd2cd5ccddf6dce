"""From a stored update to stored answers: each exactly once, in order, and one that cannot be handled blocks nobody."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from structlog.typing import EventDict
from telegram import Bot

from bot.actions.inbox import MAX_HANDLING
from bot.deps import Deps
from bot.enums import Lane, OutboxState
from bot.metrics import REGISTRY
from bot.models import OutboxMessage, ThreadMessage, Update
from bot.telegram.handling import handle_one_update
from bot.telegram.toasts import Toasts
from bot.telegram.updates import store_updates
from messages.phrases import phrases_in
from messages.screens import HOW_TO_JOIN, MESSAGE_KEPT, OUR_FAULT
from tests.bot.telegram.conftest import AMINA
from tests.builders import make_families, make_joined, make_row
from tests.fakes import NOW

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


def text(update_id: int, words: str, address: int = AMINA) -> dict[str, Any]:
    sender = {"id": address, "is_bot": False, "first_name": "Amina", "language_code": "pl"}
    chat = {"id": address, "type": "private"}
    return {
        "update_id": update_id,
        "message": {"message_id": 1, "date": 0, "chat": chat, "from": sender, "text": words},
    }


def unreadable(update_id: int) -> dict[str, Any]:
    """A kind of message that the library cannot read."""
    update = text(update_id, "")
    update["message"]["sticker"] = {"file_id": "only"}
    return update


async def handle_all(deps: Deps, bot: Bot) -> int:
    """Steps until none waits."""
    toasts, steps = Toasts(bot), 0
    while await handle_one_update(deps, bot, toasts):
        steps += 1
    return steps


async def answers(deps: Deps) -> list[tuple[int, str]]:
    async with deps.reading() as session:
        messages = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(message.address, message.text) for message in messages]


async def read_update_row(deps: Deps, update_id: int) -> Update:
    async with deps.reading() as session:
        return await session.get_one(Update, update_id)


async def test_nothing_waits_nothing_happens(deps: Deps, bot: Bot) -> None:
    assert await handle_one_update(deps, bot, Toasts(bot)) is False


@on_both_databases
async def test_updates_are_handled_in_the_order_of_their_numbers(deps: Deps, bot: Bot) -> None:
    await store_updates(deps, [text(8, "/start", 8), text(7, "/start", 7)])
    await store_updates(deps, [text(6, "/start", 6)])

    steps = await handle_all(deps, bot)

    assert steps == 3
    assert [address for address, _ in await answers(deps)] == [6, 7, 8]


@on_both_databases
async def test_repeated_update_is_handled_once(deps: Deps, bot: Bot) -> None:
    await store_updates(deps, [text(7, "/start"), text(7, "/start")])
    await handle_all(deps, bot)
    await store_updates(deps, [text(7, "/start")])

    assert await handle_all(deps, bot) == 0
    assert await answers(deps) == [(AMINA, phrases_in("pl").say(HOW_TO_JOIN))]


async def test_answer_goes_before_bulk_and_is_of_no_use_after_a_day(deps: Deps, bot: Bot) -> None:
    await store_updates(deps, [text(7, "/start")])

    await handle_all(deps, bot)

    async with deps.reading() as session:
        message = (await session.scalars(select(OutboxMessage))).one()
    assert (message.dedupe_key, message.lane, message.state) == ("update:7:0", Lane.CONVERSATION, OutboxState.QUEUED)
    assert message.use_by is not None
    assert (message.available_at, (message.use_by - NOW).days) == (NOW, 1)


async def test_crash_before_the_answer_repeats_both_and_doubles_neither(deps: Deps, bot: Bot) -> None:
    """The update was handled, but the row still says that it waits: as after a kill between two commits."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina", first_address=AMINA)
    await store_updates(deps, [text(7, "سؤال")])
    await handle_all(deps, bot)
    async with deps.transaction() as session:
        (await session.get_one(Update, 7)).handled_at = None

    await handle_all(deps, bot)

    ((address, kept),) = await answers(deps)
    assert (address, kept.splitlines()[0]) == (AMINA, phrases_in("ar").say(MESSAGE_KEPT))
    async with deps.reading() as session:
        assert len(list(await session.scalars(select(ThreadMessage)))) == 1


@on_both_databases
async def test_update_that_cannot_be_read_is_tried_thrice_and_then_told_as_our_fault(
    deps: Deps, bot: Bot, logs: list[EventDict]
) -> None:
    await store_updates(deps, [unreadable(7), text(8, "/start", 8)])

    await handle_all(deps, bot)

    row = await read_update_row(deps, 7)
    assert (row.attempts, row.error, row.handled_at) == (MAX_HANDLING, "TypeError", NOW)
    assert await answers(deps) == [
        (AMINA, phrases_in("pl").say(OUR_FAULT)),
        (8, phrases_in("pl").say(HOW_TO_JOIN)),
    ]
    assert [entry["event"] for entry in logs] == ["update failed"] * MAX_HANDLING


async def test_our_fault_is_told_in_the_language_of_who_has_joined(deps: Deps, bot: Bot) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina", first_address=AMINA)
    await store_updates(deps, [unreadable(7)])

    await handle_all(deps, bot)

    assert await answers(deps) == [(AMINA, phrases_in("ar").say(OUR_FAULT))]


async def test_update_of_nobody_is_put_aside_in_silence(deps: Deps, bot: Bot) -> None:
    await store_updates(deps, [{"update_id": 7, "message": 7}, text(8, "/start", 8)])

    await handle_all(deps, bot)

    assert await answers(deps) == [(8, phrases_in("pl").say(HOW_TO_JOIN))]


async def test_update_that_is_not_for_us_is_handled_in_silence(deps: Deps, bot: Bot) -> None:
    await store_updates(deps, [{"update_id": 7}, {"update_id": 8, "something_new": {}}])

    assert await handle_all(deps, bot) == 2
    assert await answers(deps) == []


async def test_handled_and_failed_updates_are_counted(deps: Deps, bot: Bot) -> None:
    def counted() -> list[float]:
        names = ({"outcome": "handled"}, {"outcome": "failed"})
        return [REGISTRY.get_sample_value("ouderbrug_updates_total", labels) or 0 for labels in names]

    before = counted()
    await store_updates(deps, [text(7, "/start"), unreadable(8)])
    await handle_all(deps, bot)

    assert [now - then for now, then in zip(counted(), before, strict=True)] == [1, 1]
