"""One update as we understand it: plain values, whatever Telegram wrapped them in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType
from telegram.ext.filters import StatusUpdate

from messages.callbacks import parse_tap
from messages.taps import Tap

#: Bot API: a chat's number has at most 52 bits; a message's is one that a database can count. A file's name fits too.
_HIGHEST_CHAT, _HIGHEST_NUMBER, _LONGEST_FILE = 2**52, 2**63 - 1, 200


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


class Kind(Enum):
    """What we kindly refuse."""

    PICTURE = auto()
    FILE = auto()
    PLACE = auto()  # contacts too
    STICKER = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Text(Inbound):
    """Words in any language, from this message of the chat. What they stood beside, such as a picture, is `refused`."""

    text: str
    message_number: int | None = None
    forwarded: bool = False
    refused: Kind | None = None


@dataclass(frozen=True, slots=True)
class Voice(Inbound):
    """A recording, by its Telegram file id; with the words that were written under it."""

    file_id: str
    text: str = ""
    message_number: int | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Edited(Inbound):
    """A message was changed: what it would be if it were new."""

    as_new: Inbound


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
    """A picture, a sticker: kindly refused, and once for all that were sent together as an album."""

    kind: Kind
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere(Inbound):
    """Somebody wants us in a group or channel: `chat`. The address is the person's own."""

    chat: int


def read_update(payload: str, bot: Bot | None) -> Inbound | None:
    """The update as we understand it; None for anything that needs no answer. Raises on what is no update at all."""
    inbound = _read(Update.de_json(_object(payload), bot))
    if inbound is not None:
        _check(inbound)
    return inbound


def read_sender(payload: str) -> Inbound:
    """Who should hear that it is our fault, where the update itself cannot be read. Raises where nobody is named."""
    raw = _object(payload)
    message = raw.get("message") or raw.get("edited_message") or raw["callback_query"]["message"]
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
    match inbound:
        case Edited(as_new=as_new):
            _check(as_new)
        case Text(message_number=number) | Voice(message_number=number) | Pressed(message_number=number):
            _check_number(number)
    if isinstance(inbound, Voice) and len(inbound.file_id) > _LONGEST_FILE:
        raise ValueError("no file has this name")


def _check_number(number: int | None) -> None:
    if number is not None and not (type(number) is int and 0 <= number <= _HIGHEST_NUMBER):
        raise ValueError("no message has this number")


def _read(update: Update) -> Inbound | None:
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return _elsewhere(update.update_id, message.chat, message.from_user)
    if StatusUpdate.ALL.check_update(update):  # the title was changed, a message pinned: nobody asked anything
        return None
    return _edited(update.update_id, message) if update.edited_message else _message(update.update_id, message)


def _edited(update_id: int, message: Message) -> Inbound | None:
    """Who shares where they are moves on: each step comes as an edit, and was answered at the first."""
    new = _message(update_id, message)
    moves_on = isinstance(new, Unreadable) and new.kind is Kind.PLACE
    return None if moves_on else Edited(update_id, new.address, new.app_language, new)


def _elsewhere(update_id: int, chat: Chat, person: User | None) -> Inbound | None:
    return Elsewhere(update_id, person.id, person.language_code, chat.id) if person else None


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
    kept = message.message_id, message.forward_origin is not None
    if message.text:
        return Text(*where, _clean(message.text), *kept)
    if recording := message.voice or message.audio:
        return Voice(*where, _clean(recording.file_id), _clean(message.caption or ""), *kept)
    kind = _kind(message)
    if message.caption:
        return Text(*where, _clean(message.caption), *kept, kind)
    return Unreadable(*where, kind, _clean(str(message.media_group_id)) if message.media_group_id else None)


#: In this order: an animation comes as a document too.
_KINDS = {
    Kind.STICKER: ("sticker", "animation", "dice"),
    Kind.PICTURE: ("photo", "live_photo"),
    Kind.FILE: ("document", "video", "video_note"),
    Kind.PLACE: ("contact", "venue", "location"),
}


def _kind(message: Message) -> Kind:
    found = (kind for kind, names in _KINDS.items() if any(getattr(message, name, None) for name in names))
    return next(found, Kind.OTHER)


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
    gone = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    if change.chat.type != ChatType.PRIVATE:
        return None if gone else _elsewhere(update_id, change.chat, change.from_user)
    return Blocked(update_id, change.chat.id, change.from_user.language_code, gone)
