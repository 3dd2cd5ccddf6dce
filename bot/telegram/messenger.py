"""The Messenger over the Bot API; and what is certain after each of its errors, sorted here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from bot.ports import Delivery, DeliveryError, Moved, Paused, Rejected, TryLater, Unknown, Unreachable
from bot.telegram.transport import NotSent
from messages.outgoing import Attachment, Button

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("chat not found", "user is deactivated", "user not found", "peer_id_invalid")
_NOT_MODIFIED = "message is not modified"
_NOT_THERE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")


class TelegramMessenger:
    """Sends and edits plain text with buttons: without a parse mode no character can break a message."""

    def __init__(self, bot: Bot) -> None:
        """`bot` has its request opened already."""
        self._bot = bot

    async def deliver(self, delivery: Delivery) -> int | None:
        """Send, or edit in place. Raises a DeliveryError that says what is certain."""
        try:
            return await (self._send(delivery) if delivery.edits is None else self._edit_or_send(delivery))
        except Exception as error:  # odd bodies raise KeyError, TypeError, …: they may have arrived
            raise sort_error(error) from error

    async def probe(self) -> None:
        """Raises DeliveryError where the Bot API does not answer."""
        try:
            await self._bot.get_me()
        except Exception as error:
            raise sort_error(error) from error

    async def _send(self, delivery: Delivery) -> int:
        if delivery.attachment is not None:
            return await self._attach(delivery, delivery.attachment)
        message = await self._bot.send_message(
            delivery.address,
            delivery.text,
            reply_markup=_keyboard(delivery.buttons),
            link_preview_options=_NO_PREVIEW,
        )
        return message.message_id

    async def _attach(self, delivery: Delivery, attachment: Attachment) -> int:
        """Opus in OGG is played in the chat; any other file is kept by the parent."""
        file = InputFile(attachment.content, filename=attachment.name)
        facts: dict[str, Any] = {"caption": delivery.text or None, "reply_markup": _keyboard(delivery.buttons)}
        if attachment.spoken:
            voice = self._bot.send_voice(delivery.address, file, duration=attachment.seconds, **facts)
            return (await voice).message_id
        return (await self._bot.send_document(delivery.address, file, **facts)).message_id

    async def _edit_or_send(self, delivery: Delivery) -> int | None:
        """An answer to a parent who deleted the message is not lost with it."""
        try:
            return await self._edit(delivery)
        except BadRequest as error:
            if _says(error, _NOT_MODIFIED):
                return delivery.edits
            if any(_says(error, words) for words in _NOT_THERE):
                return await self._send(delivery)
            raise

    async def _edit(self, delivery: Delivery) -> int | None:
        await self._bot.edit_message_text(
            delivery.text,
            chat_id=delivery.address,
            message_id=delivery.edits,
            reply_markup=_keyboard(delivery.buttons),
            link_preview_options=_NO_PREVIEW,
        )
        return delivery.edits


def sort_error(error: Exception) -> DeliveryError:
    """What is certain after this error (telegram.md: 429, 403 and 400 are refusals; the rest may have arrived)."""
    match error:
        case RetryAfter():
            return TryLater("HTTP 429", retry_after=_seconds(error))
        case ChatMigrated(new_chat_id=address):
            return Moved("chat migrated", address=address)
        case BadRequest():
            gone = any(_says(error, words) for words in _GONE)
            return Unreachable("HTTP 400 chat not found") if gone else Rejected("HTTP 400")
    certain = next((sort for kind, sort in _CERTAIN.items() if isinstance(error, kind)), None)
    return certain() if certain else Unknown(type(error).__name__)


_CERTAIN: dict[type[Exception], Callable[[], DeliveryError]] = {
    Forbidden: lambda: Unreachable("HTTP 403"),
    InvalidToken: lambda: Paused("the bot token is refused"),
    NotSent: lambda: TryLater("no connection"),
}


def _says(error: Exception, words: str) -> bool:
    return isinstance(error, BadRequest) and words in error.message.casefold()


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    )
