"""One update as plain values, whatever Telegram wrapped them in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.telegram.inbound import (
    Blocked,
    Command,
    Inbound,
    Pressed,
    Text,
    Unreadable,
    Voice,
    read_sender,
    read_update,
)
from messages.taps import LanguagesTap

CHAT = {"id": 7001, "type": "private"}
SENDER = {"id": 7001, "is_bot": False, "first_name": "Amina", "language_code": "ar"}
VOICE = {"file_id": "f1", "file_unique_id": "u1", "duration": 2}


def message(**content: Any) -> dict[str, Any]:
    return {"message": {"message_id": 5, "date": 0, "chat": CHAT, "from": SENDER, **content}}


def press(**content: Any) -> dict[str, Any]:
    about = {"message_id": 9, "date": 1, "chat": CHAT, "text": "Komt u?"}
    query = {"id": "q1", "from": SENDER, "chat_instance": "1", "message": about, "data": "l12", **content}
    return {"callback_query": query}


def membership(status: str, **more: Any) -> dict[str, Any]:
    user = {"id": 1, "is_bot": True, "first_name": "Ouderbrug"}
    new = {"user": user, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    change = {"chat": CHAT, "from": SENDER, "date": 0, "old_chat_member": {"user": user, "status": "member"}}
    return {"my_chat_member": {**change, "new_chat_member": new, **more}}


def read(update: dict[str, Any]) -> Inbound | None:
    return read_update(json.dumps({"update_id": 3, **update}), None)


WHERE = (3, 7001, "ar")


@pytest.mark.parametrize(
    ("update", "inbound"),
    [
        (message(text="/start abc"), Command(*WHERE, "start", "abc")),
        (message(text="/START@ouderbrug_bot  abc "), Command(*WHERE, "start", "abc")),
        (message(text="/"), Command(*WHERE, "", "")),
        (message(text="/start\nabc"), Command(*WHERE, "start", "abc")),
        (message(text="مرحبا /help"), Text(*WHERE, "مرحبا /help")),
        (message(photo=[], caption="Kijk!"), Text(*WHERE, "Kijk!")),
        (message(voice=VOICE), Voice(*WHERE, "f1")),
        (message(voice=VOICE, caption="Luister"), Voice(*WHERE, "f1")),
        (message(audio=VOICE), Voice(*WHERE, "f1")),
        (message(photo=[]), Unreadable(*WHERE)),
        (message(), Unreadable(*WHERE)),
        (message(text="\ud83d\u0000ja"), Text(*WHERE, "?ja")),
        (press(), Pressed(*WHERE, "q1", LanguagesTap(12), 9)),
        (press(data="forged"), Pressed(*WHERE, "q1", None, 9)),
        (press(data=None), Pressed(*WHERE, "q1", None, 9)),
        (press(message=None), Pressed(*WHERE, "q1", LanguagesTap(12), None)),
        (press(message={"chat": CHAT, "message_id": 9, "date": 0}), Pressed(*WHERE, "q1", LanguagesTap(12), 9)),
        (membership("kicked"), Blocked(*WHERE, blocked=True)),
        (membership("left"), Blocked(*WHERE, blocked=True)),
        (membership("member"), Blocked(*WHERE, blocked=False)),
    ],
)
def test_update_is_read(update: dict[str, Any], inbound: Inbound) -> None:
    assert read(update) == inbound


def test_sender_without_a_language_is_read() -> None:
    sender = {key: value for key, value in SENDER.items() if key != "language_code"}

    assert read(message(**{"from": sender}, text="Dag")) == Text(3, 7001, None, "Dag")


@pytest.mark.parametrize(
    "update",
    [
        message(text="Dag", chat={"id": -5, "type": "group", "title": "Groep 3"}),
        membership("kicked", chat={"id": -5, "type": "supergroup", "title": "Groep 3"}),
        press(message={"message_id": 9, "date": 1, "chat": {"id": -5, "type": "group"}}),
        {"edited_message": message(text="Dag")["message"]},
        {"something_new": {"from": 2031}},
        {},
    ],
)
def test_what_is_not_for_us_needs_no_answer(update: dict[str, Any]) -> None:
    assert read(update) is None


@pytest.mark.parametrize(
    "update",
    [
        {"message": 7},
        {"message": []},
        {"message": {"message_id": 5}},
        message(text=7),
        message(text="Dag", chat={"id": "7001", "type": "private"}),
        message(text="Dag", chat={"id": 2**60, "type": "private"}),
        message(text="Dag", chat={"id": None, "type": "private"}),
        message(text="Dag", **{"from": {**SENDER, "language_code": 7}}),
        message(sticker={"file_id": "only"}),
        press(**{"from": None}),
        press(data=7),
        membership("kicked", new_chat_member=None),
    ],
)
def test_what_is_no_update_raises(update: dict[str, Any]) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever the library stumbles over
        read(update)


@pytest.mark.parametrize("payload", ["", "{", "null", "[]", "7", '"text"'])
def test_what_is_no_object_raises(payload: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_update(payload, None)


@pytest.mark.parametrize("update", [message(sticker={"file_id": "only"}), press(data=7)])
def test_sender_is_named_even_where_the_update_cannot_be_read(update: dict[str, Any]) -> None:
    named = read_sender(json.dumps({"update_id": 3, **update}))

    assert (named.update_id, named.address) == (3, 7001)


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": 7},
        {"message": {}},
        message(chat={"id": -5, "type": "group"}),
        message(chat={"id": "x", "type": "private"}),
    ],
)
def test_sender_whom_nobody_names_raises(update: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_sender(json.dumps({"update_id": 3, **update}))
