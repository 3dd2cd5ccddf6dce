"""A group: the bot hears of it as Telegram tells it, may speak in it while it is a member, and can leave."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.sandbox import Phone, Sandbox
from tests.sandbox.conftest import AMINA

ALLOWED = ["message", "edited_message", "my_chat_member"]


async def test_bot_is_told_twice_that_it_was_added(ptb: Bot, sandbox: Sandbox, amina: Phone) -> None:
    sandbox.group(-5, title="Groep 3").add_bot(amina)

    membership, message = await ptb.get_updates(allowed_updates=ALLOWED)

    assert membership.my_chat_member is not None
    assert message.message is not None
    assert message.message.from_user is not None
    assert (membership.my_chat_member.chat.id, membership.my_chat_member.new_chat_member.status) == (-5, "member")
    assert [user.id for user in message.message.new_chat_members] == [123456]
    assert (message.message.chat.type, message.message.from_user.id) == ("group", AMINA)


async def test_member_may_speak_and_leave(ptb: Bot, sandbox: Sandbox, amina: Phone) -> None:
    group = sandbox.group(-5)
    group.add_bot(amina)
    group.say(amina, "/help")

    await ptb.send_message(-5, "Dag")
    await ptb.leave_chat(-5)

    assert (group.told, group.has_bot) == (["Dag"], False)
    with pytest.raises(Forbidden, match="not a member"):
        await ptb.send_message(-5, "Dag")
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.leave_chat(-6)


async def test_edited_message_is_told_with_its_new_words(ptb: Bot, amina: Phone) -> None:
    written = amina.write("morgen")
    amina.edit(written.message_id, "overmorgen")

    *_, update = await ptb.get_updates(allowed_updates=ALLOWED)

    assert update.edited_message is not None
    assert update.edited_message.edit_date is not None
    assert (update.edited_message.message_id, update.edited_message.text) == (written.message_id, "overmorgen")
