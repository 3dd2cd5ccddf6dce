"""The books: what was accepted, in order, and what was refused."""

from bot.sandbox import Phone, Sandbox
from tests.sandbox.conftest import AMINA, Client


async def test_log_holds_accepted_sends_in_order(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="een")
    await client.call("sendMessage", chat_id=99, text="nergens")
    await client.result("editMessageText", chat_id=AMINA, message_id=2, text="twee")

    first, second = (await client.got("log"))["items"]
    (refused,) = (await client.got("refused"))["items"]

    assert first["monotonic"] < refused["monotonic"] < second["monotonic"]
    assert [(each["n"], each["method"], each["message_id"], each["text"]) for each in (first, second)] == [
        (1, "sendMessage", 2, "een"),
        (2, "editMessageText", 2, "twee"),
    ]
    assert (refused["chat_id"], refused["code"], refused["why"]) == (99, 400, "Bad Request: chat not found")
    assert (await client.got("log?after=1"))["items"] == [second]
    assert (await client.got("log?method=sendMessage"))["items"] == [first]


async def test_cleared_log_counts_on(client: Client, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="een")
    await client.control("DELETE", "log")
    await client.result("sendMessage", chat_id=AMINA, text="twee")

    assert [each["n"] for each in (await client.got("log"))["items"]] == [2]
