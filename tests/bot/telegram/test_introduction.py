"""How the bot introduces itself: its name for letters, polling or webhook, its commands in every language."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from telegram import Bot

from bot.deps import Deps
from bot.queries.channel import require_bot_username
from bot.sandbox import Sandbox
from bot.sandbox.bots import Webhook
from bot.sandbox.faults_file import faults_plan
from bot.telegram.application import introduce, run_conversation
from messages.phrases import phrases_in, spoken
from messages.screens import COMMANDS
from tests.waiting import until


async def test_name_of_the_bot_is_kept_for_letters(deps: Deps, bot: Bot) -> None:
    await introduce(deps, bot)

    async with deps.reading() as session:
        assert await require_bot_username(session, configured=None) == "ouderbrug_sandbox_bot"


async def test_commands_are_named_in_every_language_that_telegram_can_tell_apart(
    deps: Deps, bot: Bot, sandbox: Sandbox
) -> None:
    await introduce(deps, bot)

    named = {language: commands for (_, language), commands in sandbox.world.bot.profile.commands.items()}
    assert named.keys() == {code for tag in spoken() if len(code := tag.split("-")[0]) == 2}
    assert named["ti"] == [
        {"command": word, "description": phrases_in("ti").say(sentence).rstrip(":፡ ")}
        for word, sentence in COMMANDS.items()
    ]


async def test_polling_takes_an_old_webhook_away(deps: Deps, bot: Bot, sandbox: Sandbox) -> None:
    sandbox.world.bot.webhook = Webhook("https://old.example/hook")

    await introduce(deps, bot)

    assert sandbox.world.bot.webhook is None


async def test_webhook_mode_sets_it_with_its_secret(deps: Deps, bot: Bot, sandbox: Sandbox) -> None:
    settings = replace(
        deps.settings, telegram_mode="webhook", public_url="https://school.example", webhook_secret="secret_1"
    )

    await introduce(replace(deps, settings=settings), bot)

    assert sandbox.world.bot.webhook == Webhook("https://school.example/telegram/webhook", "secret_1")


@pytest.mark.parametrize(
    "fault", [{"method": "getMe", "do": "401"}, {"method": "getMe", "do": "timeout"}, {"do": "timeout"}]
)
async def test_stop_does_not_wait_for_a_telegram_that_never_answers(
    deps: Deps, bot: Bot, sandbox: Sandbox, fault: dict[str, object]
) -> None:
    sandbox.world.break_with(faults_plan([fault]))
    stop = asyncio.Event()
    task = asyncio.create_task(run_conversation(deps, bot, stop))
    await until(lambda: bool(sandbox.world.log.refused))

    stop.set()
    deps.bells.ring()
    async with asyncio.timeout(0.5):
        await task
