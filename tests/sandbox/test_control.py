"""The control API: phones, the clock, faults and events."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.sandbox import Clock, Phone, Sandbox
from bot.sandbox.voice import SECOND_OF_SILENCE
from tests.sandbox.conftest import AMINA, Client

KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}], [{"text": "Meer", "url": "https://a.example"}]]}


async def test_made_phone_is_listed(client: Client) -> None:
    status, made = await client.control("POST", "chats", {"chat_id": 7002, "name": "Piotr", "language": "pl"})

    assert (status, await client.got("chats")) == (201, {"items": [made], "total": 1})
    assert made == {
        "chat_id": 7002,
        "name": "Piotr",
        "language": "pl",
        "started": False,
        "blocked": False,
        "deactivated": False,
        "unread": 0,
        "doing": None,
        "reply_keyboard": None,
        "toasts": [],
        "messages": [],
    }


async def test_phones_get_numbers_of_their_own(client: Client) -> None:
    ids = [(await client.control("POST", "chats", {"name": name}))[1]["chat_id"] for name in ("A", "B")]

    assert ids[1] == ids[0] + 1


async def test_phones_are_searched(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    for number in range(20):
        sandbox.phone(8000 + number, name=f"Parent {number}")

    found = await client.got("chats?search=PARENT&limit=12")

    assert (len(found["items"]), found["total"]) == (12, 20)


async def test_message_tells_all(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    sandbox.clock.set(datetime(2026, 11, 26, 18, tzinfo=UTC))
    await client.result("sendMessage", chat_id=AMINA, text="<b>Dag</b>", parse_mode="HTML", reply_markup=KEYBOARD)

    (message,) = (await client.got(f"chats/{AMINA}/messages?after=1"))["items"]

    assert message.pop("time").startswith("2026-11-26T18:00:0")
    assert message == {
        "message_id": 2,
        "direction": "to_parent",
        "edited": None,
        "text": "Dag",
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "buttons": [
            [{"label": "Ja", "data": "y", "url": None}],
            [{"label": "Meer", "data": None, "url": "https://a.example"}],
        ],
        "reply_to": None,
    }


async def test_start_makes_a_missing_phone(client: Client) -> None:
    _, said = await client.control("POST", "chats/7005/start", {"payload": "CODE"})

    (update,) = await client.result("getUpdates")
    assert (said["text"], update["message"]["chat"]["id"]) == ("/start CODE", 7005)


async def test_text_and_voice_reach_the_bot(client: Client, amina: Phone) -> None:
    await client.control("POST", f"chats/{AMINA}/text", {"text": "Vraagje"})
    await client.control("POST", f"chats/{AMINA}/voice")

    text, voice = [update["message"] for update in await client.result("getUpdates")]
    file_id = voice["voice"]["file_id"]
    async with client.session.get(f"{client.url}/sandbox/files/{file_id}") as response:
        assert (response.content_type, await response.read()) == ("audio/ogg", SECOND_OF_SILENCE)
    assert text["text"] == "Vraagje"


@pytest.mark.parametrize("choice", [{"button": "Ja"}, {"button": 0}, {"data": "y"}])
async def test_tap_presses_a_button(client: Client, amina: Phone, choice: dict[str, Any]) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="Komt u?", reply_markup=KEYBOARD)

    status, answer = await client.control("POST", f"chats/{AMINA}/tap", {"message_id": 2, **choice})

    (update,) = await client.result("getUpdates")
    query = update["callback_query"]
    assert (status, answer) == (200, {"callback_query_id": query["id"]})
    assert (query["data"], query["message"]["text"], query["from"]["id"]) == ("y", "Komt u?", AMINA)


async def test_button_with_a_link_tells_the_bot_nothing(client: Client, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="Kijk", reply_markup=KEYBOARD)

    answer = await client.control("POST", f"chats/{AMINA}/tap", {"message_id": 2, "button": "Meer"})

    assert (answer, await client.result("getUpdates")) == ((200, {"callback_query_id": None}), [])


async def test_answered_press_shows_a_toast(client: Client, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="Komt u?", reply_markup=KEYBOARD)
    callback_id = amina.tap(2, "Ja")

    await client.result("answerCallbackQuery", callback_query_id=callback_id, text="Dank u", show_alert=True)

    (toast,) = (await client.got(f"chats/{AMINA}"))["toasts"]
    assert (toast["message_id"], toast["text"], toast["alert"]) == (2, "Dank u", True)


async def test_block_and_unblock_answer_the_state(client: Client, amina: Phone) -> None:
    blocked = await client.control("POST", f"chats/{AMINA}/block")
    text = await client.control("POST", f"chats/{AMINA}/text", {"text": "x"})
    unblocked = await client.control("POST", f"chats/{AMINA}/unblock")

    assert (blocked, unblocked) == ((200, {"blocked": True}), (200, {"blocked": False}))
    assert text == (400, {"error": "Amina has blocked the bot: unblock it first."})


async def test_unread_counts_until_read(client: Client, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="een")
    await client.result("sendMessage", chat_id=AMINA, text="twee")

    before = (await client.got(f"chats/{AMINA}"))["unread"]
    await client.control("POST", f"chats/{AMINA}/read")

    assert (before, amina.chat.unread) == (2, 0)


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("chats/99/text", {"text": "x"}, 404, "There is no phone with chat id 99."),
        (f"chats/{AMINA}/text", {"text": " "}, 400, "An empty text cannot be sent."),
        (f"chats/{AMINA}/text", {}, 400, "'text': Field required."),
        (f"chats/{AMINA}/tap", {"message_id": 99, "button": 0}, 404, "There is no message 99 on the phone of Amina."),
        (f"chats/{AMINA}/tap", {"message_id": 1, "button": "Ja"}, 400, "Message 1 has no button 'Ja'; it has: none."),
        (
            f"chats/{AMINA}/start",
            {"payload": "é"},
            400,
            "A start payload has at most 64 characters of A-Z, a-z, 0-9, _ and -.",
        ),
        ("chats", {"chat_id": AMINA}, 400, "There is a phone with chat id 7001 already."),
        ("chats", {"chat_id": -5}, 400, "A chat id is a number from 1 to 2**52."),
        ("clock", {}, 400, "Give either 'advance' or 'set'."),
        ("clock", {"set": "2026-11-26T18:00:00"}, 400, "'set': Input should have timezone info."),
        ("clock", {"advance": "P9000Y"}, 400, "The clock cannot go that far."),
        ("nothing", {}, 404, "POST /sandbox/nothing: Not Found."),
    ],
)
async def test_wrong_use_is_told(
    client: Client, amina: Phone, path: str, body: dict[str, Any], status: int, sentence: str
) -> None:
    assert await client.control("POST", path, body) == (status, {"error": sentence})


async def test_other_sites_cannot_steer(client: Client) -> None:
    url, headers = f"{client.url}/sandbox/clock", {"Sec-Fetch-Site": "cross-site"}
    async with client.session.post(url, json={"advance": 60}, headers=headers) as response:
        assert response.status == 403


async def test_faults_are_set_and_cleared(client: Client) -> None:
    fault = {"method": "sendMessage", "do": "500", "times": 3}
    limits = {"per_second": 30, "per_chat_per_second": 1}

    _, told = await client.control("PUT", "faults", {"faults": [fault], "limits": limits})
    _, cleared = await client.control("DELETE", "faults")

    assert told == {"faults": [{**fault, "matched": 0, "fired": 0}], "limits": limits}
    assert cleared == {"faults": [], "limits": {"per_second": None, "per_chat_per_second": None}}


async def test_wrong_faults_change_nothing(client: Client) -> None:
    await client.control("PUT", "faults", [{"do": "500"}])

    answer = await client.control("PUT", "faults", [{"do": "explode"}])

    assert answer[0] == 400
    assert answer[1]["error"].startswith("Fault 1, field 'do': Input should be '400'")
    assert len((await client.got("faults"))["faults"]) == 1


@pytest.mark.parametrize("by", ["P1D", 86400])
async def test_clock_is_pushed(client: Client, sandbox: Sandbox, by: object) -> None:
    _, told = await client.control("POST", "clock", {"advance": by})

    assert (told["offset_seconds"], sandbox.clock.offset) == (86400.0, timedelta(days=1))


async def test_clock_is_set(client: Client, sandbox: Sandbox) -> None:
    await client.control("POST", "clock", {"set": "2027-01-01T00:00:00+01:00"})

    told = datetime.fromisoformat((await client.got("clock"))["now"])
    assert timedelta() <= told - datetime(2026, 12, 31, 23, tzinfo=UTC) < timedelta(minutes=1)


def test_clock_is_not_set_without_an_offset() -> None:
    with pytest.raises(ValueError, match="time with an offset"):
        Clock().set(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake under test


async def test_events_tell_what_changed(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    async with ClientSession() as session, session.get(f"{client.url}/sandbox/events") as response:
        assert await response.content.readuntil(b"\n\n") == b": hello\n\n"
        amina.write("hallo")
        sandbox.clock.advance(timedelta(hours=1))
        event = await response.content.readuntil(b"\n\n")

    assert json.loads(event.removeprefix(b"data: ")) == {"chats": [AMINA], "clock": True, "bot": False}


async def test_phone_waits_for_a_message(client: Client, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="Dag Amina")

    assert (await amina.receives("Amina")).message_id == 2
    with pytest.raises(TimeoutError):
        await amina.receives("nooit", seconds=0.01)
