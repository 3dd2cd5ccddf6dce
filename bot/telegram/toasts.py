"""Said at best effort, outside the outbox: the short word on a pressed button, which Telegram keeps only briefly.

What matters is in the edited message; a toast that is lost loses nothing. The same for a word to a group, which we
leave: nothing about it is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

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
        self._leaving: set[int] = set()

    def show(self, callback_id: str, text: str | None) -> None:
        """Stop the little clock on the button, with a word where there is one."""
        self._run(self._answer(callback_id, text))

    def leave(self, chat: int, words: str | None) -> None:
        """Say why, once, and go out of a group."""
        if chat not in self._leaving:
            self._leaving.add(chat)
            self._run(self._leave(chat, words or ""))

    async def finish(self) -> None:
        """At shutdown: wait for those on the wire."""
        if self._running:
            await asyncio.wait(self._running, timeout=_BUDGET)

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _leave(self, chat: int, words: str) -> None:
        try:
            await self._bot.send_message(chat, words, read_timeout=_BUDGET)
        except Exception as error:  # noqa: BLE001  # we may write there or not
            log.info("nothing said in a group", error=type(error).__name__)
        try:
            await self._bot.leave_chat(chat, read_timeout=_BUDGET)
        except Exception as error:  # noqa: BLE001  # we may be out already
            log.info("group not left", error=type(error).__name__)
        self._leaving.discard(chat)

    async def _answer(self, callback_id: str, text: str | None) -> None:
        try:
            await self._bot.answer_callback_query(callback_id, text, read_timeout=_BUDGET)
        except Exception as error:  # noqa: BLE001  # an odd body raises KeyError, TypeError, …
            log.info("press not answered", error=type(error).__name__)
