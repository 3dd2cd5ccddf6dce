"""Python-telegram-bot as it is, against the sandbox."""

from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.sandbox import Phone, Sandbox
from tests.sandbox.conftest import AMINA

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("نعم", callback_data="yes:1")]])


async def test_get_me_names_the_bot(ptb: Bot) -> None:
    me = await ptb.get_me()

    assert (me.id, me.username, me.is_bot) == (123456, "ouderbrug_sandbox_bot", True)


async def test_send_message_with_keyboard_arrives(ptb: Bot, amina: Phone) -> None:
    message = await ptb.send_message(AMINA, "<b>Dag</b> Amina", parse_mode="HTML", reply_markup=KEYBOARD)

    assert message.text_html == "<b>Dag</b> Amina"
    assert message.reply_markup == KEYBOARD
    assert [each.text for each in amina.messages] == ["/start", "Dag Amina"]


async def test_get_updates_confirms_by_offset(ptb: Bot, amina: Phone) -> None:
    amina.write("een")
    amina.write("twee")

    first, second = await ptb.get_updates()
    (again,) = await ptb.get_updates(offset=second.update_id)

    assert first.message is not None
    assert (first.message.text, again) == ("een", second)
    assert await ptb.get_updates(offset=second.update_id + 1) == ()


async def test_start_with_payload_is_a_command(ptb: Bot, sandbox: Sandbox) -> None:
    sandbox.phone(7002, name="Piotr", language="pl").start("CODE_1")

    (update,) = await ptb.get_updates()

    assert update.message is not None
    assert update.message.from_user is not None
    assert update.message.text == "/start CODE_1"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.from_user.language_code == "pl"


async def test_tap_is_answered_and_message_edited(ptb: Bot, amina: Phone) -> None:
    message = await ptb.send_message(AMINA, "Komt u?", reply_markup=KEYBOARD)
    amina.tap(message.message_id, "نعم")

    (update,) = await ptb.get_updates()
    assert update.callback_query is not None
    await update.callback_query.answer("Dank u")
    await update.callback_query.edit_message_text("Tot dan!")

    assert update.callback_query.data == "yes:1"
    assert [(toast.message_id, toast.text) for toast in amina.chat.toasts] == [(message.message_id, "Dank u")]
    assert (amina.messages[-1].text, amina.messages[-1].buttons) == ("Tot dan!", [])
    assert amina.messages[-1].edited is not None


async def test_delete_message_takes_it_away(ptb: Bot, amina: Phone) -> None:
    message = await ptb.send_message(AMINA, "weg")

    assert await ptb.delete_message(AMINA, message.message_id)

    assert [each.text for each in amina.messages] == ["/start"]


async def test_send_voice_again_by_its_id(ptb: Bot, amina: Phone) -> None:
    first = await ptb.send_voice(AMINA, b"OggS...", duration=3, caption="Luister")
    assert first.voice is not None

    second = await ptb.send_voice(AMINA, first.voice.file_id)

    assert (first.voice.duration, first.caption) == (timedelta(seconds=3), "Luister")
    assert second.voice == first.voice


async def test_send_document_is_downloaded_whole(ptb: Bot, amina: Phone) -> None:
    message = await ptb.send_document(AMINA, b"BEGIN:VCALENDAR", filename="agenda.ics")

    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == ("agenda.ics", "text/calendar")
    assert await (await message.document.get_file()).download_as_bytearray() == b"BEGIN:VCALENDAR"


async def test_send_photo_and_audio_arrive(ptb: Bot, amina: Phone) -> None:
    photo = await ptb.send_photo(AMINA, b"\x89PNG\r\n\x1a\n....")
    audio = await ptb.send_audio(AMINA, b"ID3...", filename="lied.mp3", duration=9)

    assert audio.audio is not None
    assert [size.file_size for size in photo.photo] == [12]
    assert (audio.audio.file_name, audio.audio.duration) == ("lied.mp3", timedelta(seconds=9))


async def test_voice_of_a_parent_is_downloaded(ptb: Bot, amina: Phone) -> None:
    amina.speak(b"OggS sound", duration=2)

    (update,) = await ptb.get_updates()

    assert update.message is not None
    assert update.message.voice is not None
    assert update.message.voice.duration == timedelta(seconds=2)
    assert await (await update.message.voice.get_file()).download_as_bytearray() == b"OggS sound"


async def test_commands_are_kept_per_language(ptb: Bot) -> None:
    await ptb.set_my_commands([BotCommand("help", "Hulp")], language_code="nl")

    assert await ptb.get_my_commands(language_code="nl") == (BotCommand("help", "Hulp"),)
    assert await ptb.get_my_commands() == ()


async def test_commands_are_deleted(ptb: Bot) -> None:
    await ptb.set_my_commands([BotCommand("help", "Help")])

    await ptb.delete_my_commands()

    assert await ptb.get_my_commands() == ()


async def test_descriptions_are_told_in_each_language(ptb: Bot) -> None:
    await ptb.set_my_description("For all")
    await ptb.set_my_description("Voor u", language_code="nl")
    await ptb.set_my_short_description("Short")

    assert (await ptb.get_my_description("nl")).description == "Voor u"
    assert (await ptb.get_my_description("pl")).description == "For all"
    assert (await ptb.get_my_short_description()).short_description == "Short"
    assert (await ptb.get_my_name()).name == "Ouderbrug"


async def test_chat_action_shows_until_the_next_message(ptb: Bot, amina: Phone) -> None:
    await ptb.send_chat_action(AMINA, "typing")
    assert amina.chat.doing == "typing"

    await ptb.send_message(AMINA, "Dag")

    assert amina.chat.doing is None


async def test_refusals_become_exceptions_of_ptb(ptb: Bot, amina: Phone, sandbox: Sandbox) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(99, "wie?")
    amina.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(AMINA, "Dag")
    sandbox.world.limits.set(per_second=1, per_chat_per_second=None)
    piotr = sandbox.phone(7002)
    piotr.start()
    await ptb.send_message(7002, "een")
    with pytest.raises(RetryAfter):
        await ptb.send_message(7002, "twee")


async def test_get_chat_knows_a_parent(ptb: Bot, amina: Phone) -> None:
    assert (await ptb.get_chat(AMINA)).first_name == "Amina"


async def test_bot_goes_in_peace(ptb: Bot) -> None:
    assert await ptb.log_out()
    assert await ptb.close()
