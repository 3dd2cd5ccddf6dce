from __future__ import annotations

import json

import pytest

from bot.domain.raw_updates import address_of

CHAT = {"id": 7001, "type": "private"}


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"chat": CHAT, "from": {"id": 1}}},
        {"edited_message": {"chat": CHAT}},
        {"callback_query": {"from": {"id": 1}, "message": {"chat": CHAT}}},
        {"callback_query": {"from": CHAT, "inline_message_id": "x"}},
        {"my_chat_member": {"chat": CHAT, "from": {"id": 1}}},
    ],
)
def test_update_is_of_its_chat_else_of_its_person(update: dict[str, object]) -> None:
    assert address_of(json.dumps({"update_id": 1, **update})) == 7001


def test_forwarded_message_is_of_who_sent_it_on() -> None:
    forwarded = {"chat": CHAT, "forward_origin": {"sender_user": {"id": 7002}}}

    assert address_of(json.dumps({"message": forwarded})) == 7001


@pytest.mark.parametrize("payload", ["", "[]", "7001", "{}", '{"message": {"chat": {"id": "7001"}}}', '{"poll": {}}'])
def test_update_that_names_nobody_is_nobodys(payload: str) -> None:
    assert address_of(payload) is None
