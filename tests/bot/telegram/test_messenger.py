"""The Messenger over the Bot API, and what is certain after each of its errors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.ports import Delivery, DeliveryError, Moved, Paused, Rejected, TryLater, Unknown, Unreachable
from bot.sandbox import Phone, Sandbox
from bot.sandbox.faults_file import faults_plan
from bot.telegram.messenger import TelegramMessenger, sort_error
from bot.telegram.transport import NotSent
from messages.outgoing import Button
from tests.bot.telegram.conftest import AMINA

YES, NO = Button("Ja", "y"), Button("Nee", "n")


@pytest.fixture
def messenger(bot: Bot) -> TelegramMessenger:
    return TelegramMessenger(bot)


def facts(error: DeliveryError) -> tuple[object, ...]:
    """All that it says."""
    return type(error), error.code, getattr(error, "retry_after", None), getattr(error, "address", None)


@pytest.mark.parametrize(
    ("error", "sorted_as"),
    [
        (RetryAfter(7), (TryLater, "HTTP 429", 7.0, None)),
        (RetryAfter(timedelta(hours=1)), (TryLater, "HTTP 429", 3600.0, None)),
        (NotSent("refused"), (TryLater, "no connection", None, None)),
        (InvalidToken("Unauthorized"), (Paused, "the bot token is refused", None, None)),
        (ChatMigrated(-100), (Moved, "chat migrated", None, -100)),
        (Forbidden("Forbidden: bot was blocked by the user"), (Unreachable, "HTTP 403", None, None)),
        (Forbidden("Forbidden: user is deactivated"), (Unreachable, "HTTP 403", None, None)),
        (BadRequest("Chat not found"), (Unreachable, "HTTP 400 chat not found", None, None)),
        (BadRequest("Bad Request: PEER_ID_INVALID"), (Unreachable, "HTTP 400 chat not found", None, None)),
        (BadRequest("Message text is empty"), (Rejected, "HTTP 400", None, None)),
        (BadRequest("Request Entity Too Large"), (Rejected, "HTTP 400", None, None)),
        (TimedOut(), (Unknown, "TimedOut", None, None)),
        (NetworkError("Internal Server Error"), (Unknown, "NetworkError", None, None)),
        (Conflict("terminated by other getUpdates"), (Unknown, "Conflict", None, None)),
        (EndPointNotFound("no such method"), (Unknown, "EndPointNotFound", None, None)),
        (TelegramError("Invalid server response"), (Unknown, "TelegramError", None, None)),
        (KeyError("result"), (Unknown, "KeyError", None, None)),
        (TypeError("odd body"), (Unknown, "TypeError", None, None)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_error_is_sorted_by_what_is_certain(error: Exception, sorted_as: tuple[object, ...]) -> None:
    assert facts(sort_error(error)) == sorted_as


@pytest.mark.parametrize(
    ("fault", "sorted_as"),
    [
        ({"do": "429", "retry_after": 3}, (TryLater, "HTTP 429", 3.0, None)),
        ({"do": "401"}, (Paused, "the bot token is refused", None, None)),
        ({"do": "404"}, (Paused, "the bot token is refused", None, None)),
        ({"do": "403"}, (Unreachable, "HTTP 403", None, None)),
        ({"do": "400"}, (Unreachable, "HTTP 400 chat not found", None, None)),
        ({"do": "400", "description": "Bad Request: can't parse entities"}, (Rejected, "HTTP 400", None, None)),
        ({"do": "500"}, (Unknown, "NetworkError", None, None)),
        ({"do": "502"}, (Unknown, "NetworkError", None, None)),
        ({"do": "drop_before"}, (Unknown, "NetworkError", None, None)),
        ({"do": "drop_after"}, (Unknown, "NetworkError", None, None)),
        ({"do": "garbage"}, (Unknown, "TelegramError", None, None)),
    ],
    ids=lambda value: value["do"] if isinstance(value, dict) else "",
)
async def test_failure_on_the_wire_is_sorted(
    messenger: TelegramMessenger,
    sandbox: Sandbox,
    amina: Phone,
    fault: dict[str, object],
    sorted_as: tuple[object, ...],
) -> None:
    sandbox.world.break_with(faults_plan([{"method": "sendMessage", **fault}]))

    with pytest.raises(DeliveryError) as caught:
        await messenger.deliver(Delivery(AMINA, "Dag"))

    assert facts(caught.value) == sorted_as


async def test_message_arrives_as_written_with_its_buttons(messenger: TelegramMessenger, amina: Phone) -> None:
    text = "Beste <b>Amina</b> & *Omar* _x_ https://example.org"

    number = await messenger.deliver(Delivery(AMINA, text, ((YES, NO), (Button("Later", "l"),))))

    (message,) = amina.messages
    assert (message.message_id, message.text) == (number, text)
    assert message.keyboard == [
        [{"text": "Ja", "callback_data": "y"}, {"text": "Nee", "callback_data": "n"}],
        [{"text": "Later", "callback_data": "l"}],
    ]


async def test_edit_takes_the_place_of_the_message(messenger: TelegramMessenger, amina: Phone) -> None:
    number = await messenger.deliver(Delivery(AMINA, "Komt u?", ((YES,),)))

    edited = await messenger.deliver(Delivery(AMINA, "Tot dan!", edits=number))

    assert edited == number
    assert [(message.text, message.buttons) for message in amina.messages] == [("Tot dan!", [])]


async def test_edit_that_changes_nothing_has_arrived(messenger: TelegramMessenger, amina: Phone) -> None:
    number = await messenger.deliver(Delivery(AMINA, "Komt u?", ((YES,),)))

    assert await messenger.deliver(Delivery(AMINA, "Komt u?", ((YES,),), edits=number)) == number


async def test_edit_of_a_deleted_message_is_sent_anew(messenger: TelegramMessenger, amina: Phone) -> None:
    number = await messenger.deliver(Delivery(AMINA, "Komt u?"))
    amina.chat.messages.clear()

    again = await messenger.deliver(Delivery(AMINA, "Tot dan!", edits=number))

    assert [(message.message_id, message.text) for message in amina.messages] == [(again, "Tot dan!")]


async def test_edit_that_is_refused_for_another_reason_is_rejected(messenger: TelegramMessenger, amina: Phone) -> None:
    number = await messenger.deliver(Delivery(AMINA, "Komt u?"))

    with pytest.raises(Rejected):
        await messenger.deliver(Delivery(AMINA, "x" * 4097, edits=number))


async def test_probe_answers_where_telegram_does(messenger: TelegramMessenger, sandbox: Sandbox) -> None:
    await messenger.probe()
    sandbox.world.break_with(faults_plan([{"method": "getMe", "do": "500"}]))

    with pytest.raises(Unknown):
        await messenger.probe()
