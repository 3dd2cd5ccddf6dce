"""One update as plain values, whatever Telegram wrapped them in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.telegram.inbound import (
    Blocked,
    Command,
    Edited,
    Elsewhere,
    Inbound,
    Kind,
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
FILE = {"file_id": "f2", "file_unique_id": "u2"}
PHOTO = {**FILE, "width": 1, "height": 1}
VIDEO = {**PHOTO, "duration": 2}
STICKER = {**PHOTO, "is_animated": False, "is_video": False, "type": "regular"}
FORWARDED = {"type": "hidden_user", "date": 0, "sender_user_name": "Tante"}
PLACE = {"latitude": 52.0, "longitude": 4.3}
GROUP = {"id": -5, "type": "group", "title": "Groep 3"}


@pytest.mark.parametrize(
    ("update", "inbound"),
    [
        (message(text="/start abc"), Command(*WHERE, "start", "abc")),
        (message(text="/START@ouderbrug_bot  abc "), Command(*WHERE, "start", "abc")),
        (message(text="/"), Command(*WHERE, "", "")),
        (message(text="/start\nabc"), Command(*WHERE, "start", "abc")),
        (message(text="مرحبا /help"), Text(*WHERE, "مرحبا /help", 5)),
        (message(photo=[PHOTO], caption="Kijk!"), Text(*WHERE, "Kijk!", 5, refused=Kind.PICTURE)),
        (message(video=VIDEO, caption="Kijk!"), Text(*WHERE, "Kijk!", 5, refused=Kind.FILE)),
        (message(text="Doorgestuurd", forward_origin=FORWARDED), Text(*WHERE, "Doorgestuurd", 5, forwarded=True)),
        (message(voice=VOICE), Voice(*WHERE, "f1", "", 5)),
        (message(voice=VOICE, forward_origin=FORWARDED), Voice(*WHERE, "f1", "", 5, forwarded=True)),
        (message(voice=VOICE, caption="Luister"), Voice(*WHERE, "f1", "Luister", 5)),
        (message(voice={**VOICE, "file_id": "f\ud800"}), Voice(*WHERE, "f?", "", 5)),
        (message(photo=[PHOTO], media_group_id="a\ud800"), Unreadable(*WHERE, Kind.PICTURE, "a?")),
        (message(audio=VOICE), Voice(*WHERE, "f1", "", 5)),
        (message(text="\ud83d\u0000ja"), Text(*WHERE, "?ja", 5)),
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

    assert read(message(**{"from": sender}, text="Dag")) == Text(3, 7001, None, "Dag", 5)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [PHOTO]}, Kind.PICTURE),
        ({"document": FILE}, Kind.FILE),
        ({"video": VIDEO}, Kind.FILE),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, Kind.FILE),
        ({"sticker": STICKER}, Kind.STICKER),
        ({"animation": VIDEO, "document": FILE}, Kind.STICKER),
        ({"dice": {"value": 3, "emoji": "🎲"}}, Kind.STICKER),
        ({"contact": {"phone_number": "+31600000000", "first_name": "Omar"}}, Kind.PLACE),
        ({"location": PLACE}, Kind.PLACE),
        ({"venue": {"location": PLACE, "title": "Park", "address": "Plein 1"}, "location": PLACE}, Kind.PLACE),
        ({"something_new": {}}, Kind.OTHER),
        ({}, Kind.OTHER),
    ],
)
def test_what_is_not_passed_on_is_told_apart(content: dict[str, Any], kind: Kind) -> None:
    assert read(message(**content)) == Unreadable(*WHERE, kind)
    assert read(message(**content, media_group_id="a1")) == Unreadable(*WHERE, kind, "a1")


@pytest.mark.parametrize(
    ("content", "as_new"),
    [
        ({"text": "Toch niet"}, Text(*WHERE, "Toch niet", 5)),
        ({"text": "/help"}, Command(*WHERE, "help", "")),
        ({"voice": VOICE, "caption": "Luister"}, Voice(*WHERE, "f1", "Luister", 5)),
        ({"photo": [PHOTO]}, Unreadable(*WHERE, Kind.PICTURE)),
    ],
)
def test_change_of_a_message_is_read_as_what_it_would_be_now(content: dict[str, Any], as_new: Inbound) -> None:
    assert read({"edited_message": message(**content)["message"]}) == Edited(*WHERE, as_new)


@pytest.mark.parametrize(
    "update",
    [
        message(text="Dag", chat=GROUP),
        message(new_chat_members=[SENDER], chat=GROUP),
        membership("member", chat=GROUP),
        membership("member", chat={**GROUP, "type": "channel"}),
    ],
    ids=["spoken to", "added", "a member", "of a channel"],
)
def test_group_is_no_place_for_us(update: dict[str, Any]) -> None:
    assert read(update) == Elsewhere(*WHERE, -5)


@pytest.mark.parametrize(
    "update",
    [
        message(text="Dag", chat=GROUP, **{"from": None}),
        membership("kicked", chat={**GROUP, "type": "supergroup"}),
        membership("left", chat=GROUP),
        press(message={"message_id": 9, "date": 1, "chat": GROUP}),
        message(pinned_message={"message_id": 4, "date": 1, "chat": CHAT}),
        message(message_auto_delete_timer_changed={"message_auto_delete_time": 60}),
        {"edited_message": message(location=PLACE)["message"]},
        {"channel_post": message(text="Dag", chat={**GROUP, "type": "channel"})["message"]},
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


@pytest.mark.parametrize(
    "update",
    [
        message(sticker={"file_id": "only"}),
        {"edited_message": message(sticker={"file_id": "only"})["message"]},
        press(data=7),
    ],
)
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


@pytest.mark.parametrize(
    "update",
    [
        message(text="Dag", message_id="5"),
        message(text="Dag", message_id=2**63),
        {"edited_message": message(text="Dag", message_id=2**70)["message"]},
        message(voice={**VOICE, "file_id": "f" * 201}),
        press(message={"message_id": -1, "date": 1, "chat": CHAT}),
    ],
)
def test_what_no_database_can_keep_raises(update: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        read(update)
