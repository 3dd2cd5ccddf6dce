"""Fetch raw → store → commit → confirm: Telegram forgets an update only after we have it.

python-telegram-bot's own polling lost presses on a kill; here the number that confirms is named only once the
updates below it are committed. What is fetched again after a restart is kept once, by its number.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeGuard

import structlog
from telegram import Bot
from telegram.error import RetryAfter, TelegramError, TimedOut

from bot.actions.inbox import record_updates
from bot.deps import Deps
from bot.metrics import LAST_FETCH

log = structlog.get_logger()

#: Bot API: at most 100 updates a call. Seconds: we wait 3 for the first, so that a connection that hangs is noticed
#: soon (LONG_POLL_TIMEOUT), and 1 before we try again after an error.
_LIMIT, _POLL, _AGAIN = 100, 3, 1.0
LONG_POLL_TIMEOUT = 4.0

#: What a database can count; Telegram's own numbers are far smaller.
_HIGHEST = 2**63 - 1

#: Named every time, because Telegram remembers the last list: blocks and unblocks come only when asked for.
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


async def fetch_updates(deps: Deps, bot: Bot, stop: asyncio.Event) -> None:
    """Until `stop`: a refusal or silence of Telegram is waited out, never the end of the loop."""
    confirm: int | None = None
    while not stop.is_set():
        await wait_until_on(deps, stop)
        try:
            confirm = await _fetch_once(deps, bot, confirm)
        except RetryAfter as error:
            wait = error.retry_after
            await wait_for(stop, wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
        except TimedOut:  # that was waiting enough
            log.warning("no updates", error="TimedOut")
        except TelegramError as error:
            log.warning("no updates", error=type(error).__name__)
            await wait_for(stop, _AGAIN)
        except Exception:  # an odd body, or a database that is gone for a moment
            log.exception("no updates")
            await wait_for(stop, _AGAIN)


async def store_updates(deps: Deps, updates: Sequence[object]) -> int | None:
    """Commit them as they came, wake who handles them, and say which number is the newest.

    A webhook's updates come in here too. What has no number cannot be kept, and holds up nobody.
    """
    numbered = [(raw["update_id"], json.dumps(raw)) for raw in updates if _is_numbered(raw)]
    if len(numbered) < len(updates):
        log.warning("updates without a number", count=len(updates) - len(numbered))
    async with deps.database.transaction() as session:
        await record_updates(session, updates=numbered, now=deps.clock.now())
    deps.bells.updates.ring()
    return max((number for number, _ in numbered), default=None)


async def _fetch_once(deps: Deps, bot: Bot, confirm: int | None) -> int | None:
    """The number that the next call confirms; None once there is nothing to confirm.

    An empty answer took the last confirmation: then no number is named, because after a silent week Telegram
    numbers afresh, and an old number would throw new updates away.
    """
    request: dict[str, Any] = {"timeout": _POLL, "limit": _LIMIT, "allowed_updates": ALLOWED}
    if confirm is not None:
        request["offset"] = confirm
    updates = await bot.do_api_request("getUpdates", api_kwargs=request)
    LAST_FETCH.set(deps.clock.now().timestamp())
    if not updates:
        return None
    newest = await store_updates(deps, updates)
    if newest is None:
        raise ValueError("no update with a number among them")
    return newest + 1


def _is_numbered(raw: object) -> TypeGuard[dict[str, Any]]:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return type(number) is int and 0 <= number <= _HIGHEST


async def wait_until_on(deps: Deps, stop: asyncio.Event) -> None:
    """While the school has switched Telegram off, nothing is asked: Telegram keeps what comes for a day."""
    while not (deps.school.telegram or stop.is_set()):
        await wait_for(stop, _AGAIN)


async def wait_for(stop: asyncio.Event, seconds: float) -> None:
    """So long, or until we are to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
