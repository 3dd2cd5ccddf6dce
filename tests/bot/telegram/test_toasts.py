"""The word on a pressed button: shown at once, and never in the way."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import Phone, Sandbox
from bot.sandbox.faults_file import faults_plan
from bot.telegram.toasts import Toasts
from tests.bot.telegram.conftest import AMINA

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="y")]])


async def press(bot: Bot, amina: Phone) -> str:
    message = await bot.send_message(AMINA, "Komt u?", reply_markup=KEYBOARD)
    pressed = amina.tap(message.message_id, 0)
    assert pressed is not None
    return pressed


@pytest.mark.parametrize("word", ["Bewaard!", None])
async def test_toast_shows_its_word_or_only_stops_the_little_clock(bot: Bot, amina: Phone, word: str | None) -> None:
    pressed, toasts = await press(bot, amina), Toasts(bot)

    toasts.show(pressed, word)
    await toasts.finish()

    assert [toast.text for toast in amina.chat.toasts] == [word or ""]


@pytest.mark.parametrize("fault", ["400", "401", "429", "500", "garbage", "drop_before"])
async def test_toast_that_fails_is_forgotten(bot: Bot, sandbox: Sandbox, amina: Phone, fault: str) -> None:
    pressed, toasts = await press(bot, amina), Toasts(bot)
    sandbox.world.break_with(faults_plan([{"method": "answerCallbackQuery", "do": fault}]))

    toasts.show(pressed, "Bewaard!")
    await toasts.finish()

    assert toasts._running == set()


async def test_toast_for_a_press_that_telegram_forgot_is_forgotten_too(bot: Bot) -> None:
    toasts = Toasts(bot)

    toasts.show("12345", "Bewaard!")
    await toasts.finish()

    assert toasts._running == set()


@pytest.mark.parametrize("fault", [None, "sendMessage", "leaveChat"])
async def test_group_is_told_why_once_and_left(bot: Bot, sandbox: Sandbox, amina: Phone, fault: str | None) -> None:
    group, toasts = sandbox.group(-5), Toasts(bot)
    group.add_bot(amina)
    sandbox.world.break_with(faults_plan([{"method": fault, "do": "500"}] if fault else None))

    toasts.leave(-5, "Ik praat met één mens tegelijk.")
    toasts.leave(-5, "Ik praat met één mens tegelijk.")
    await toasts.finish()

    assert group.told == ([] if fault == "sendMessage" else ["Ik praat met één mens tegelijk."])
    assert group.has_bot is (fault == "leaveChat")
    assert (toasts._running, toasts._leaving) == (set(), set())


async def test_finishing_without_toasts_is_nothing(bot: Bot) -> None:
    await Toasts(bot).finish()
