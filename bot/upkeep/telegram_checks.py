"""The doctor asks Telegram: is it there, is the token right, are updates fetched as is set, is our clock right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.config import Settings
from bot.upkeep.findings import Finding, ok, problem, warning

_PATIENCE = aiohttp.ClientTimeout(total=10)

#: Seconds by which our clock may be wrong before reminders come at a wrong time.
_WRONG = 60.0

_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
_TROUBLE = (aiohttp.ClientError, TimeoutError, ValueError)


async def check_telegram(settings: Settings, now: datetime) -> list[Finding]:
    """An error of the connection is told by its kind only: its words would hold the token."""
    if not settings.telegram_token:
        told = "OUDERBRUG_TELEGRAM_TOKEN is not set: the service runs, and nothing is sent."
        return [warning("telegram", told)]
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        try:
            async with session.get(_method(settings, "getMe")) as response:
                found, date = _judge(settings, response.status, await response.json()), response.headers.get("Date")
        except _TROUBLE as error:
            told = f"{settings.telegram_api} does not answer ({type(error).__name__}). Look at network and firewall."
            return [problem("telegram", told)]
        more = [await _check_mode(session, settings)] if found.state == "ok" else []
    return [found, *more, *_check_clock(date, now)]


def _method(settings: Settings, name: str) -> str:
    return f"{settings.telegram_api}/bot{settings.telegram_token}/{name}"


def _judge(settings: Settings, status: int, said: Any) -> Finding:  # noqa: ANN401  # JSON
    if status in _REFUSED:
        return problem("telegram", f"{settings.telegram_api} refuses the token. Ask @BotFather for the right one.")
    if status != HTTPStatus.OK or not isinstance(said, Mapping) or "username" not in (said.get("result") or {}):
        return problem("telegram", f"{settings.telegram_api} answers HTTP {status} to getMe. Try again later.")
    return ok("telegram", f"{settings.telegram_api} knows us as @{said['result']['username']}.")


async def _check_mode(session: aiohttp.ClientSession, settings: Settings) -> Finding:
    """A server that has no webhooks at all is well."""
    try:
        async with session.get(_method(settings, "getWebhookInfo")) as response:
            info = (await response.json())["result"]
            hook, error = str(info["url"]), info.get("last_error_message")
    except (*_TROUBLE, KeyError, TypeError, AttributeError):
        return ok("updates", f"By {settings.telegram_mode}; this server does not tell about webhooks.")
    wanted = f"{settings.public_url}/telegram/webhook" if settings.telegram_mode == "webhook" else ""
    if hook != wanted:
        return warning("updates", f"Telegram is not set for {settings.telegram_mode}: the next start does that.")
    if wanted and error:
        return warning("updates", f"Telegram could not bring updates to {wanted}: {error}.")
    return ok("updates", f"By {settings.telegram_mode}.")


def _check_clock(date: str | None, now: datetime) -> list[Finding]:
    """By the time that the answer says: every web server does."""
    try:
        apart = (now - parsedate_to_datetime(date or "")).total_seconds()
    except (ValueError, TypeError):
        return []
    if abs(apart) > _WRONG:
        return [problem("time", f"This machine's clock is {abs(apart):.0f} s off. Set it by NTP.")]
    return [ok("time", "This machine's clock is right.")]
