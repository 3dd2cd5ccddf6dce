"""The short word on a pressed button: best effort, outside the outbox, because Telegram keeps a press only briefly.

What matters is in the edited message; a toast that is lost loses nothing.
"""

from __future__ import annotations

import asyncio

import structlog
from telegram import Bot

log = structlog.get_logger()

#: Telegram waits no longer than this for an answer to a press, in seconds.
_BUDGET = 5.0


class Toasts:
    """Shows them in the background, so that the next update need not wait."""

    def __init__(self, bot: Bot) -> None:
        """Shows nothing yet."""
        self._bot = bot
        self._running: set[asyncio.Task[None]] = set()

    def show(self, callback_id: str, text: str | None) -> None:
        """Stop the little clock on the button, with a word where there is one."""
        task = asyncio.create_task(self._answer(callback_id, text))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self) -> None:
        """At shutdown: wait for those on the wire."""
        if self._running:
            await asyncio.wait(self._running, timeout=_BUDGET)

    async def _answer(self, callback_id: str, text: str | None) -> None:
        try:
            await self._bot.answer_callback_query(callback_id, text, read_timeout=_BUDGET)
        except Exception as error:  # noqa: BLE001  # an odd body raises KeyError, TypeError, …
            log.info("press not answered", error=type(error).__name__)
