"""Refusals in Telegram's own words."""

from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from bot.sandbox import Phone, Sandbox, running_sandbox
from tests.sandbox.conftest import AMINA, TOKEN, Client


def inline(**button: object) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


BUTTON = "can't parse inline keyboard button: "
REFUSED_MESSAGES = [
    ({"text": ""}, "message text is empty"),
    ({"text": "  \n "}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ({"text": "x", "reply_markup": "{oops"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
    ({"text": "x", "reply_markup": {"inline_keyboard": 1}}, 'field "inline_keyboard" must be of type Array'),
    ({"text": "x", "reply_markup": {"inline_keyboard": [1]}}, 'field "inline_keyboard" must be an Array of Arrays'),
    ({"text": "x", "reply_markup": {"inline_keyboard": [[1]]}}, BUTTON + "InlineKeyboardButton must be an Object"),
    ({"text": "x", "reply_markup": inline(callback_data="y")}, BUTTON + 'Can\'t find field "text"'),
    ({"text": "x", "reply_markup": inline(text=" ", callback_data="y")}, BUTTON + "text must be non-empty"),
    ({"text": "x", "reply_markup": inline(text="A")}, BUTTON + "Text buttons are unallowed in the inline keyboard"),
    (
        {"text": "x", "reply_markup": inline(text="A", callback_data="y", url="https://a.example")},
        BUTTON + "exactly one action expected",
    ),
    ({"text": "x", "reply_markup": inline(text="A", callback_data="")}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": inline(text="A", callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": inline(text="A", url="http://localhost/x")},
        "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": {"keyboard": [[{"text": ""}]]}},
        "can't parse keyboard button: text must be non-empty",
    ),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"text": "x", "entities": "[1]"}, "can't parse entities: expected an Array of Objects"),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "chat_id": "@somebody"}, "chat not found"),
]


@pytest.mark.parametrize(("parameters", "words"), REFUSED_MESSAGES)
async def test_send_message_refuses(client: Client, amina: Phone, parameters: dict[str, Any], words: str) -> None:
    answer = await client.call("sendMessage", **{"chat_id": AMINA, **parameters})

    assert answer == (400, {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"})
    assert len(amina.messages) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"text": "x" * 4096},
        {"text": "😀" * 2048},
        {"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "HTML"},
        {"text": "x", "reply_markup": inline(text="A", callback_data="é" * 32)},
        {"text": "x", "reply_markup": inline(text="A", url="http://127.0.0.1:8080/agenda.ics")},
        {"text": "x", "reply_markup": {"remove_keyboard": True}},
        {"text": "x", "chat_id": str(AMINA)},
    ],
)
async def test_send_message_takes_what_just_fits(client: Client, amina: Phone, parameters: dict[str, Any]) -> None:
    await client.result("sendMessage", **{"chat_id": AMINA, **parameters})

    assert len(amina.messages) == 2


async def test_parameters_may_come_in_the_query(sandbox: Sandbox, amina: Phone) -> None:
    url = f"{sandbox.url}/bot{TOKEN}/SENDMESSAGE"
    async with ClientSession() as session, session.get(url, params={"chat_id": AMINA, "text": "dag"}) as response:
        assert response.status == 200

    assert amina.messages[-1].text == "dag"


async def test_who_cannot_be_reached(client: Client, sandbox: Sandbox, amina: Phone) -> None:
    wen = sandbox.phone(7004, name="Wen")
    piotr = sandbox.phone(7002, name="Piotr")
    piotr.start()
    piotr.deactivate()
    amina.block()

    answers = {
        chat_id: await client.call("sendMessage", chat_id=chat_id, text="x") for chat_id in (99, 7004, 7002, AMINA)
    }

    assert not wen.messages
    assert {chat_id: (status, body["description"]) for chat_id, (status, body) in answers.items()} == {
        99: (400, "Bad Request: chat not found"),
        7004: (403, "Forbidden: bot can't initiate conversation with a user"),
        7002: (403, "Forbidden: user is deactivated"),
        AMINA: (403, "Forbidden: bot was blocked by the user"),
    }


async def test_edit_refuses(client: Client, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="<b>Dag</b>", parse_mode="HTML")

    async def edit(message_id: int | None, text: str) -> str:
        return await client.description(
            "editMessageText", chat_id=AMINA, message_id=message_id, text=text, parse_mode="HTML"
        )

    assert await edit(None, "x") == "Bad Request: message identifier is not specified"
    assert await edit(99, "x") == "Bad Request: message to edit not found"
    assert await edit(1, "x") == "Bad Request: message can't be edited"
    assert await edit(2, "<b>Dag</b> ") == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )


async def test_edit_of_markup_keeps_the_text(client: Client, amina: Phone) -> None:
    await client.result("sendMessage", chat_id=AMINA, text="Komt u?", reply_markup=inline(text="A", callback_data="a"))

    changed = inline(text="B", callback_data="b")
    result = await client.result("editMessageReplyMarkup", chat_id=AMINA, message_id=2, reply_markup=changed)

    assert (result["text"], result["reply_markup"]) == ("Komt u?", changed)


async def test_edit_text_of_a_document_is_an_edit_of_its_caption(
    client: Client, sandbox: Sandbox, amina: Phone
) -> None:
    media = sandbox.world.files.add("document", b"x", "a.pdf", None)
    await client.result("sendDocument", chat_id=AMINA, document=media.file_id)

    words = await client.description("editMessageText", chat_id=AMINA, message_id=2, text="x")
    await client.result("editMessageCaption", chat_id=AMINA, message_id=2, caption="<i>y</i>", parse_mode="HTML")

    assert words == "Bad Request: there is no text in the message to edit"
    assert (amina.messages[-1].text, amina.messages[-1].entities[0]["type"]) == ("y", "italic")


async def test_delete_refuses_what_is_not_there(client: Client, amina: Phone) -> None:
    words = await client.description("deleteMessage", chat_id=AMINA, message_id=99)

    assert words == "Bad Request: message to delete not found"


async def test_callback_answer_is_short(client: Client) -> None:
    words = await client.description("answerCallbackQuery", callback_query_id="1", text="x" * 201)

    assert words == "Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "no-such-id"}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "https://a.example/x.pdf"}, "failed to get HTTP URL content"),
        ("sendVoice", {"voice": "x", "caption": "y" * 1025}, "message caption is too long"),
        ("getFile", {"file_id": "no-such-id"}, "invalid file_id"),
        ("setMyCommands", {"commands": [{"command": "Grüß", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [], "language_code": "ckb"}, "invalid language code specified"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "bot short description is too long"),
        ("setWebhook", {"url": "ftp://a"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ("setWebhook", {"url": "https://a", "secret_token": "é"}, "secret token contains unallowed characters"),
    ],
)
async def test_other_methods_refuse(
    client: Client, amina: Phone, method: str, parameters: dict[str, Any], words: str
) -> None:
    assert await client.description(method, chat_id=AMINA, **parameters) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "data", "words"),
    [
        ("sendVoice", b"", "Bad Request: file must be non-empty"),
        ("sendPhoto", b"not a picture", "Bad Request: IMAGE_PROCESS_FAILED"),
    ],
)
async def test_uploads_are_refused(sandbox: Sandbox, amina: Phone, method: str, data: bytes, words: str) -> None:
    form = FormData({"chat_id": str(AMINA)})
    form.add_field(method.removeprefix("send").lower(), data, filename="x")

    async with ClientSession() as session, session.post(f"{sandbox.url}/bot{TOKEN}/{method}", data=form) as response:
        assert (await response.json())["description"] == words


async def test_unknown_method_is_not_found(client: Client) -> None:
    assert await client.call("sendPigeon") == (404, {"ok": False, "error_code": 404, "description": "Not Found"})


async def test_only_the_given_token_is_a_bot() -> None:
    async with running_sandbox("1:RIGHT") as sandbox, ClientSession() as session:
        statuses = []
        for token in ("1:RIGHT", "1:WRONG", "nonsense"):
            async with session.get(f"{sandbox.url}/bot{token}/getMe") as response:
                statuses.append(response.status)

    assert statuses == [200, 401, 401]


async def test_tokens_are_bots_of_their_own(sandbox: Sandbox) -> None:
    names = []
    async with ClientSession() as session:
        for token in ("1:A", "2:B"):
            async with session.get(f"{sandbox.url}/bot{token}/getMe") as response:
                names.append((await response.json())["result"]["id"])

    assert names == [1, 2]


async def test_body_that_is_no_object_is_refused(sandbox: Sandbox) -> None:
    url = f"{sandbox.url}/bot{TOKEN}/getMe"
    headers = {"Content-Type": "application/json"}
    async with ClientSession() as session, session.post(url, data="[1]", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
