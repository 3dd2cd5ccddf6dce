"""Everything Telegram in one place: the bot, its commands, the loops that fetch, handle and send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import structlog
from telegram import Bot, BotCommand

from bot.actions.pace import record_bot
from bot.config import Settings
from bot.deps import Deps
from bot.telegram.handling import handle_one_update
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.recordings import fetch_one_recording
from bot.telegram.toasts import Toasts
from bot.telegram.transport import AiohttpRequest
from bot.telegram.updates import ALLOWED, LONG_POLL_TIMEOUT, fetch_updates, wait_until_on
from bot.workers.loops import run_steps, unless_stopped
from messages.phrases import phrases_in, spoken
from messages.screens import COMMANDS

log = structlog.get_logger()

_AGAIN = 1.0
_CODE_LENGTH = 2  # setMyCommands knows ISO 639-1 only


@asynccontextmanager
async def open_bot(settings: Settings) -> AsyncIterator[Bot]:
    """A bot whose connections are open; it has asked nothing yet."""
    sending, polling = AiohttpRequest(), AiohttpRequest(read_timeout=LONG_POLL_TIMEOUT)
    bot = Bot(
        settings.telegram_token or "",
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=sending,
        get_updates_request=polling,
    )
    await sending.initialize()
    await polling.initialize()
    try:
        yield bot
    finally:
        await sending.shutdown()
        await polling.shutdown()


def make_messenger(bot: Bot) -> TelegramMessenger:
    """The channel that workers send through."""
    return TelegramMessenger(bot)


async def run_conversation(deps: Deps, bot: Bot, stop: asyncio.Event) -> None:
    """Introduce ourselves, then fetch and handle updates until `stop`. One process at a time may do this."""
    await wait_until_on(deps, stop)
    await unless_stopped(stop, introduce(deps, bot))
    toasts = Toasts(bot)

    async def step() -> bool:
        return deps.school.telegram and await handle_one_update(deps, bot, toasts)

    fetching = deps.settings.telegram_mode == "polling"
    poll = asyncio.create_task(fetch_updates(deps, bot, stop)) if fetching else None
    recordings = asyncio.create_task(_fetch_recordings(deps, bot, stop))
    await run_steps(step, bell=deps.bells.updates, stop=stop, name="updates")
    if poll:
        poll.cancel()  # a long poll holds nothing that is not kept by Telegram
        await asyncio.wait([poll])
    deps.bells.fetching.ring()
    await recordings
    await toasts.finish()


async def _fetch_recordings(deps: Deps, bot: Bot, stop: asyncio.Event) -> None:
    async def step() -> bool:
        return deps.school.telegram and await fetch_one_recording(deps, bot)

    await run_steps(step, bell=deps.bells.fetching, stop=stop, name="recordings")


async def introduce(deps: Deps, bot: Bot) -> None:
    """Learn our own name (letters need it), choose polling or webhook, and name the commands in every language."""
    username = await _learn_name(bot)
    full_pace = deps.settings.send_per_second
    async with deps.transaction() as session:
        await record_bot(session, username=username, now=deps.clock.now(), full_pace=full_pace)
    await _choose_mode(deps, bot)
    await _name_commands(bot)


async def _learn_name(bot: Bot) -> str:
    """Asked until Telegram answers."""
    while True:
        try:
            return (await bot.get_me()).username or ""
        except Exception as error:  # noqa: BLE001  # an odd body raises KeyError, TypeError, …
            log.warning("Telegram does not answer", error=type(error).__name__)
            await asyncio.sleep(_AGAIN)


async def _choose_mode(deps: Deps, bot: Bot) -> None:
    settings = deps.settings
    if settings.telegram_mode == "polling":
        await _optional("deleteWebhook", bot.delete_webhook())
        return
    hook = f"{settings.public_url}/telegram/webhook"
    await _optional("setWebhook", bot.set_webhook(hook, secret_token=settings.webhook_secret, allowed_updates=ALLOWED))


async def _name_commands(bot: Bot) -> None:
    """The menu beside the typing field; an emulator without it loses nothing but the menu."""
    for tag in sorted(spoken()):
        code, phrases = tag.split("-")[0], phrases_in(tag)
        if len(code) != _CODE_LENGTH:
            continue
        commands = [BotCommand(word, phrases.say(sentence).rstrip(":፡ ")) for word, sentence in COMMANDS.items()]
        if not await _optional("setMyCommands", bot.set_my_commands(commands, language_code=code)):
            return


async def _optional(method: str, call: Awaitable[object]) -> bool:
    """Contract: a method that only decorates may fail at start-up; logged once, and the service goes on."""
    try:
        await call
    except Exception as error:  # noqa: BLE001  # an odd body raises KeyError, TypeError, …
        log.warning("optional method failed", method=method, error=type(error).__name__)
        return False
    return True
