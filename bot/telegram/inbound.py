"""One update as we understand it: plain values, whatever Telegram wrapped them in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from messages.callbacks import parse_tap
from messages.taps import Tap

#: Bot API: a chat's number has at most 52 bits.
_HIGHEST_CHAT = 2**52


@dataclass(frozen=True, slots=True)
class Inbound:
    """Who wrote from which chat, in which language the app is, and what the update was."""

    update_id: int
    address: int
    app_language: str | None


@dataclass(frozen=True, slots=True)
class Command(Inbound):
    """/word argument."""

    word: str
    argument: str


@dataclass(frozen=True, slots=True)
class Text(Inbound):
    """Words in any language."""

    text: str


@dataclass(frozen=True, slots=True)
class Voice(Inbound):
    """A recording, by its Telegram file id."""

    file_id: str


@dataclass(frozen=True, slots=True)
class Pressed(Inbound):
    """A button of ours, or None where the data is not ours; on the message with this number."""

    callback_id: str
    tap: Tap | None
    message_number: int | None


@dataclass(frozen=True, slots=True)
class Blocked(Inbound):
    """The parent blocked the bot, or unblocked it."""

    blocked: bool


@dataclass(frozen=True, slots=True)
class Unreadable(Inbound):
    """A picture, a sticker: kindly refused."""


def read_update(payload: str, bot: Bot | None) -> Inbound | None:
    """The update of a private chat; None for anything that needs no answer. Raises on what is no update at all."""
    inbound = _read(Update.de_json(_object(payload), bot))
    if inbound is not None:
        _check(inbound)
    return inbound


def read_sender(payload: str) -> Inbound:
    """Who should hear that it is our fault, where the update itself cannot be read. Raises where nobody is named."""
    raw = _object(payload)
    message = raw.get("message") or raw["callback_query"]["message"]
    if message["chat"]["type"] != ChatType.PRIVATE:
        raise ValueError("not a private chat")
    inbound = Inbound(raw["update_id"], message["chat"]["id"], message.get("from", {}).get("language_code"))
    _check(inbound)
    return inbound


def _check(inbound: Inbound) -> None:
    """The library takes any type for any field."""
    language = inbound.app_language
    if type(inbound.address) is not int or not 0 < inbound.address <= _HIGHEST_CHAT:
        raise ValueError("no private chat has this number")
    if not (language is None or isinstance(language, str)):
        raise TypeError("a language is a text")


def _read(update: Update) -> Inbound | None:
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    message = update.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    return _message(update.update_id, message)


def _object(payload: str) -> dict[str, Any]:
    loaded = json.loads(payload)
    if not isinstance(loaded, dict):
        raise TypeError("an update is an object")
    return loaded


def _message(update_id: int, message: Message) -> Inbound:
    language = message.from_user.language_code if message.from_user else None
    where = update_id, message.chat.id, language
    if message.text and message.text.startswith("/"):
        word, *argument = message.text.split(maxsplit=1)
        return Command(*where, word[1:].partition("@")[0].casefold(), "".join(argument).strip())
    if message.text:
        return Text(*where, _clean(message.text))
    if message.voice or message.audio:
        recording = message.voice or message.audio
        return Voice(*where, recording.file_id if recording else "")
    return Text(*where, _clean(message.caption)) if message.caption else Unreadable(*where)


def _clean(text: str) -> str:
    """Without what no database keeps: NUL, and halves of characters."""
    return text.encode(errors="replace").decode().replace("\0", "")


def _pressed(update_id: int, query: CallbackQuery) -> Inbound | None:
    if query.message and query.message.chat.type != ChatType.PRIVATE:
        return None
    number = query.message.message_id if query.message else None
    address = query.message.chat.id if query.message else query.from_user.id
    return Pressed(update_id, address, query.from_user.language_code, query.id, parse_tap(query.data or ""), number)


def _membership(update_id: int, change: ChatMemberUpdated) -> Inbound | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    gone = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    return Blocked(update_id, change.chat.id, change.from_user.language_code, gone)
