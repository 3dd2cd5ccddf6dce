"""Fetch what parents say: Telegram keeps a file for an hour after each question for it, we keep it with the message."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from telegram import Bot

from bot.actions.fetching import WantedFile, claim_recording, record_fetched, record_lost, record_put_off
from bot.deps import Deps
from bot.ports import DeliveryError, Paused, Rejected, TryLater, Unreachable
from bot.telegram.messenger import sort_error

log = structlog.get_logger()

#: Bytes; half an hour as Telegram's own apps record it. Telegram itself hands out at most 20 MB.
MOST_BYTES = 5 * 1024 * 1024

#: Where Telegram is not there, or names no time: when to ask again.
_LATER = timedelta(seconds=30)


async def fetch_one_recording(deps: Deps, bot: Bot) -> bool:
    """The oldest that is not here yet. False when there is none."""
    async with deps.database.transaction() as session:
        wanted = await claim_recording(session, now=deps.clock.now())
    if wanted is None:
        return False
    try:
        content = await _download(bot, wanted.source)
    except Exception as error:  # noqa: BLE001  # an odd body raises KeyError, TypeError, …
        await _put_off(deps, wanted, error if isinstance(error, DeliveryError) else sort_error(error))
        return True
    async with deps.database.transaction() as session:
        await record_fetched(session, media_id=wanted.media_id, content=content, now=deps.clock.now())
    return True


async def _download(bot: Bot, file_id: str) -> bytes:
    """Raises Rejected for what we do not keep, and whatever the library raises."""
    file = await bot.get_file(file_id)
    if (file.file_size or 0) > MOST_BYTES:
        raise Rejected("the recording is too large")
    content = bytes(await file.download_as_bytearray())
    if len(content) > MOST_BYTES:
        raise Rejected("the recording is too large")
    return content


async def _put_off(deps: Deps, wanted: WantedFile, error: DeliveryError) -> None:
    """A refusal is for ever; who is not there is asked again; what nobody understands is tried three times."""
    log.warning("recording not fetched", error=error.code)
    now = deps.clock.now()
    async with deps.database.transaction() as session:
        if isinstance(error, Rejected | Unreachable):
            await record_lost(session, media_id=wanted.media_id, error=error.code)
        else:
            await record_put_off(session, wanted=wanted, error=error.code, now=now, until=_until(error, now))


def _until(error: DeliveryError, now: datetime) -> datetime | None:
    match error:
        case TryLater(retry_after=float() | int() as seconds):
            return now + timedelta(seconds=seconds)
        case TryLater() | Paused():
            return now + _LATER
    return None
