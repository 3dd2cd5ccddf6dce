"""How phones, messages and the books are told to tests and to the page, as JSON."""

from datetime import UTC, datetime
from typing import Any

from bot.sandbox.chats import Chat, Message, Toast
from bot.sandbox.files import Media
from bot.sandbox.log import Refused, Sent, as_json

Json = dict[str, Any]
TOASTS_SHOWN = 20


def moment(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, UTC).isoformat()


def chat_view(chat: Chat, last: int | None = None) -> Json:
    """A phone with its messages, or only the last so many of them."""
    view: Json = {
        "chat_id": chat.id,
        "name": chat.name,
        "language": chat.language,
        "started": chat.started,
        "blocked": chat.blocked,
        "deactivated": chat.deactivated,
        "unread": chat.unread,
        "doing": chat.doing,
        "reply_keyboard": chat.reply_keyboard,
        "toasts": [_toast(toast) for toast in chat.toasts[-TOASTS_SHOWN:]],
    }
    messages = list(chat.messages.values())
    shown = messages if last is None else messages[max(len(messages) - last, 0) :]
    view["messages"] = [message_view(message) for message in shown]
    return view


def message_view(message: Message) -> Json:
    view: Json = {
        "message_id": message.message_id,
        "direction": "to_parent" if message.outgoing else "from_parent",
        "time": moment(message.date),
        "edited": moment(message.edited) if message.edited else None,
        "text": message.text,
        "entities": message.entities,
        "buttons": [[_button(button) for button in row] for row in message.keyboard],
        "reply_to": message.reply_to,
    }
    if message.media:
        view[message.media.kind] = _media(message.media)
    return view


def entry_view(entry: Sent | Refused) -> Json:
    return as_json(entry) | {"time": moment(entry.time), "wall": moment(entry.wall)}


def _button(button: Json) -> Json:
    return {"label": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _media(media: Media) -> Json:
    return {
        "file_id": media.file_id,
        "url": f"/sandbox/files/{media.file_id}",
        "name": media.name,
        "mime_type": media.mime_type,
        "size": len(media.data),
        "duration": media.duration,
    }


def _toast(toast: Toast) -> Json:
    return {
        "message_id": toast.message_id,
        "text": toast.text,
        "alert": toast.alert,
        "time": moment(toast.date),
        "monotonic": toast.monotonic,
    }
