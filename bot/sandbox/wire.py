"""How users, chats, messages and files look in the Bot API's JSON."""

from datetime import datetime
from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat, Message
from bot.sandbox.files import Media

Json = dict[str, Any]


def unix(moment: datetime) -> int:
    return int(moment.timestamp())


def user_json(chat: Chat) -> Json:
    user: Json = {"id": chat.id, "is_bot": False, "first_name": chat.name}
    if chat.language:
        user["language_code"] = chat.language
    return user


def chat_json(chat: Chat) -> Json:
    if chat.is_group:
        return {"id": chat.id, "title": chat.name, "type": "group"}
    return {"id": chat.id, "first_name": chat.name, "type": "private"}


def message_json(message: Message, chat: Chat, bot: Bot) -> Json:
    result: Json = {
        "message_id": message.message_id,
        "from": bot.as_user() if message.outgoing else user_json(chat),
        "chat": chat_json(chat),
        "date": message.date,
    }
    if message.edited:
        result["edit_date"] = message.edited
    if message.reply_to in chat.messages:
        result["reply_to_message"] = message_json(_without_reply(chat.messages[message.reply_to]), chat, bot)
    result |= _content(message)
    if message.packed_keyboard:
        result["reply_markup"] = {"inline_keyboard": message.keyboard}
    return result


def _without_reply(message: Message) -> Message:
    """The message that was replied to; Telegram nests only one deep."""
    if message.reply_to is None:
        return message
    fields = {name: getattr(message, name) for name in Message.__slots__}
    return Message(**{**fields, "reply_to": None})


def _content(message: Message) -> Json:
    words, entities = "text", "entities"
    content: Json = {}
    if message.media:
        content[message.media.kind] = media_json(message.media)
        words, entities = "caption", "caption_entities"
    if message.text:
        content[words] = message.text
    if message.entities:
        content[entities] = message.entities
    return content


def media_json(media: Media) -> Json | list[Json]:
    about = file_json(media)
    if media.kind == "photo":
        return [about | {"width": 320, "height": 240}]  # nobody looks at the size of a make-believe photo
    about["mime_type"] = media.mime_type
    if media.kind in {"voice", "audio"}:
        about["duration"] = media.duration
    if media.kind != "voice":
        about["file_name"] = media.name
    return about


def file_json(media: Media) -> Json:
    return {"file_id": media.file_id, "file_unique_id": media.unique_id, "file_size": len(media.data)}
