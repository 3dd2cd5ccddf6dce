"""Fetch raw → store → commit → confirm: Telegram forgets an update only after we have it.

python-telegram-bot's own polling lost presses on a kill; here the offset that confirms is read from our table.
"""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.actions.inbox import record_updates
from bot.deps import Deps
from bot.metrics import LAST_FETCH
from bot.queries.inbox import last_update_id

log = structlog.get_logger()

#: Bot API: at most 100 updates a call; we wait 10 s for the first. Seconds between tries after an error.
_LIMIT, _POLL, _AGAIN = 100, 10, 2.0

#: Named every time, because Telegram remembers the last list: blocks and unblocks come only when asked for.
ALLOWED = ["message", "callback_query", "my_chat_member"]


async def fetch_updates(deps: Deps, bot: Bot, stop: asyncio.Event) -> None:
    """Until `stop`: a refusal or silence of Telegram is waited out, never the end of the loop."""
    while not stop.is_set():
        try:
            await _fetch_once(deps, bot)
        except RetryAfter as error:
            wait = error.retry_after
            await wait_for(stop, wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
        except TelegramError as error:
            log.warning("no updates", error=type(error).__name__)
            await wait_for(stop, _AGAIN)
        except Exception:  # an odd body, or a database that is gone for a moment
            log.exception("no updates")
            await wait_for(stop, _AGAIN)


async def store_updates(deps: Deps, updates: list[dict[str, Any]]) -> None:
    """Commit them as they came; then wake who handles them. A webhook's updates come in here too."""
    numbered = [(int(raw["update_id"]), json.dumps(raw, ensure_ascii=False)) for raw in updates]
    async with deps.database.transaction() as session:
        await record_updates(session, updates=numbered, now=deps.clock.now())
    deps.bells.updates.ring()


async def _fetch_once(deps: Deps, bot: Bot) -> None:
    async with deps.reading() as session:
        newest = await last_update_id(session)
    request: dict[str, Any] = {"timeout": _POLL, "limit": _LIMIT, "allowed_updates": ALLOWED}
    if newest is not None:
        request["offset"] = newest + 1
    updates = await bot.do_api_request("getUpdates", api_kwargs=request)
    LAST_FETCH.set(deps.clock.now().timestamp())
    if updates:
        await store_updates(deps, [raw for raw in updates if isinstance(raw, dict) and "update_id" in raw])


async def wait_for(stop: asyncio.Event, seconds: float) -> None:
    """So long, or until we are to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
