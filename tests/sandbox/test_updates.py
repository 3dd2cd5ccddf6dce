"""The meaning of getUpdates: offsets, long polls, conflicts, kinds, and what is forgotten in time."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, ContentTypeError

from bot.sandbox import Phone, Sandbox, running_sandbox
from bot.sandbox.updates import CONFLICT
from tests.sandbox.conftest import AMINA, Client


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def waiting_poll(client: Client, sandbox: Sandbox) -> "asyncio.Task[tuple[int, Any]]":
    """A long poll that has reached the sandbox."""
    poll = asyncio.create_task(client.call("getUpdates", timeout=30))
    await sandbox.world.bot.updates.polled()
    return poll


async def test_long_poll_ends_with_the_first_update(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    poll = await waiting_poll(client, sandbox)

    amina.write("hallo")

    _, body = await poll
    assert texts(body["result"]) == ["hallo"]


async def test_long_poll_ends_empty_after_its_time(client: Client) -> None:
    assert await client.result("getUpdates", timeout=1) == []


async def test_older_poll_is_ended_by_a_newer(client: Client, sandbox: Sandbox) -> None:
    older = await waiting_poll(client, sandbox)

    newer = await client.call("getUpdates")

    assert await older == (409, {"ok": False, "error_code": 409, "description": CONFLICT})
    assert newer == (200, {"ok": True, "result": []})


async def test_poll_of_a_client_that_left_does_not_matter(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    poll = await waiting_poll(client, sandbox)
    poll.cancel()

    amina.write("hallo")

    assert texts(await client.result("getUpdates")) == ["hallo"]


async def test_limit_gives_the_oldest_first(client: Client, amina: Phone) -> None:
    for word in ("een", "twee", "drie"):
        amina.write(word)

    assert texts(await client.result("getUpdates", limit=2)) == ["een", "twee"]


async def test_never_more_than_a_hundred(client: Client, amina: Phone) -> None:
    for number in range(101):
        amina.write(str(number))

    assert len(await client.result("getUpdates", limit=500)) == 100


async def test_negative_offset_keeps_the_newest(client: Client, amina: Phone) -> None:
    for word in ("een", "twee", "drie"):
        amina.write(word)

    assert texts(await client.result("getUpdates", offset=-1)) == ["drie"]
    assert texts(await client.result("getUpdates")) == ["drie"]


async def test_allowed_updates_are_remembered(client: Client, amina: Phone) -> None:
    await client.result("getUpdates", allowed_updates=["my_chat_member"])
    await client.result("getUpdates")

    amina.write("niet gewenst")
    amina.block()

    (update,) = await client.result("getUpdates")
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_empty_allowed_updates_bring_the_usual_kinds_back(client: Client, amina: Phone) -> None:
    await client.result("getUpdates", allowed_updates='["callback_query"]')
    await client.result("getUpdates", allowed_updates=[])

    amina.write("hallo")

    assert texts(await client.result("getUpdates")) == ["hallo"]


async def test_updates_are_kept_a_day(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    amina.write("oud")
    sandbox.clock.advance(timedelta(hours=25))
    amina.write("nieuw")

    assert texts(await client.result("getUpdates")) == ["nieuw"]


async def test_presses_are_kept_150_seconds(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await client.result("sendMessage", chat_id=AMINA, text="Komt u?", reply_markup=keyboard)
    callback_id = amina.tap(2, "Ja")
    sandbox.clock.advance(timedelta(seconds=151))

    words = await client.description("answerCallbackQuery", callback_query_id=callback_id)

    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert (words, await client.result("getUpdates")) == (too_old, [])


async def test_press_is_answered_once(client: Client, amina: Phone) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await client.result("sendMessage", chat_id=AMINA, text="Komt u?", reply_markup=keyboard)
    callback_id = amina.tap(2, "Ja")

    assert await client.result("answerCallbackQuery", callback_query_id=callback_id)
    assert (await client.call("answerCallbackQuery", callback_query_id=callback_id))[0] == 400


async def test_block_and_unblock_are_told(client: Client, amina: Phone) -> None:
    amina.block()
    amina.block()
    amina.unblock()

    told = [update["my_chat_member"] for update in await client.result("getUpdates")]

    changes = [(each["old_chat_member"]["status"], each["new_chat_member"]["status"]) for each in told]
    assert changes == [("member", "kicked"), ("kicked", "member")]


async def test_start_unblocks_first(client: Client, amina: Phone) -> None:
    amina.block()

    amina.start("AGAIN")

    kinds = [min(update) for update in await client.result("getUpdates")]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    assert amina.messages[-1].text == "/start AGAIN"


async def test_injected_update_gets_a_number(client: Client) -> None:
    _, body = await client.control("POST", "updates", {"message": "not one"})

    assert await client.result("getUpdates") == [{"message": "not one", "update_id": body["update_id"]}]


async def test_repeated_update_comes_despite_the_offset(client: Client, amina: Phone) -> None:
    amina.write("hallo")
    (update,) = await client.result("getUpdates")
    offset = update["update_id"] + 1

    await client.control("POST", "updates", update)

    assert await client.result("getUpdates", offset=offset) == [update]
    assert await client.result("getUpdates", offset=offset) == []


async def test_text_that_is_not_json_spoils_one_answer(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    amina.write("hallo")
    async with ClientSession() as session:
        await session.post(f"{sandbox.url}/sandbox/updates", data="{oops")

    with pytest.raises((ValueError, ContentTypeError)):
        await client.call("getUpdates")

    assert texts(await client.result("getUpdates")) == ["hallo"]


async def test_long_poll_ends_with_the_sandbox() -> None:
    async with ClientSession() as session:
        async with running_sandbox() as sandbox:
            poll = await waiting_poll(Client(session, sandbox.url), sandbox)

        assert await poll == (200, {"ok": True, "result": []})
