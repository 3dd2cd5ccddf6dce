"""Methods that bring something into a chat: text, voice, documents, photos, audio."""

from bot.sandbox.chats import Chat, Json, Message, packed
from bot.sandbox.entities import Formatted
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import Media
from bot.sandbox.formatting import caption, message_text
from bot.sandbox.keyboards import checked_markup
from bot.sandbox.methods import Call, method
from bot.sandbox.parameters import Upload
from bot.sandbox.wire import message_json, unix

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")


@method("sendMessage")
def send_message(call: Call) -> Json:
    entities = call.parameters.objects("entities", "entities")
    text = message_text(call.parameters.string("text"), call.parameters.string("parse_mode"), entities)
    return _deliver(call, text, None)


@method("sendVoice", "sendDocument", "sendPhoto", "sendAudio")
def send_media(call: Call) -> Json:
    kind = call.method.removeprefix("send").lower()
    entities = call.parameters.objects("caption_entities", "caption entities")
    words = caption(call.parameters.string("caption"), call.parameters.string("parse_mode"), entities)
    return _deliver(call, words, _media(call, kind))


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    if not call.parameters.string("action"):
        raise bad_request("wrong parameter action in request")
    chat = call.chat()
    chat.doing = call.parameters.string("action")
    call.world.events.chat_changed(chat.id)
    return True


def _deliver(call: Call, formatted: Formatted, media: Media | None) -> Json:
    markup = checked_markup(call.parameters.decoded("reply_markup", "reply keyboard markup"))
    chat = call.chat()
    reply_to = _reply_to(call, chat)
    call.world.limits.admit(chat.id)
    message = Message(
        message_id=chat.next_id(),
        chat_id=chat.id,
        bot_id=call.bot.id,
        outgoing=True,
        date=unix(call.world.clock.now()),
        text=formatted.text,
        entities=formatted.entities,
        packed_keyboard=packed(markup),
        media=media,
        reply_to=reply_to,
    )
    chat.add(message)
    _lay_out_keyboard(chat, markup)
    call.world.log.accept(call.method, chat.id, message.message_id, message.text, call.fault)
    call.world.events.chat_changed(chat.id)
    return message_json(message, chat, call.bot)


def _lay_out_keyboard(chat: Chat, markup: Json | None) -> None:
    if markup and "keyboard" in markup:
        chat.reply_keyboard = markup
    elif markup and markup.get("remove_keyboard"):
        chat.reply_keyboard = None


def _reply_to(call: Call, chat: Chat) -> int | None:
    wanted = call.parameters.decoded("reply_parameters", "reply parameters")
    about = wanted if isinstance(wanted, dict) else {}
    message_id = about.get("message_id") or call.parameters.integer("reply_to_message_id", 0)
    if not message_id or message_id in chat.messages:
        return message_id or None
    if about.get("allow_sending_without_reply") or call.parameters.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _media(call: Call, kind: str) -> Media:
    value = call.parameters.string(kind)
    name = value.removeprefix("attach://") if value.startswith("attach://") else kind
    if upload := call.parameters.uploads.get(name):
        return _stored(call, kind, upload)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # a make-believe world has no web
    known = call.world.files.by_id(value)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def _stored(call: Call, kind: str, upload: Upload) -> Media:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and not (upload.data.startswith(PICTURES) and len(upload.data) <= PHOTO_LIMIT):
        raise bad_request("IMAGE_PROCESS_FAILED")
    duration = call.parameters.integer("duration", 0)
    mime_type = upload.mime_type if upload.mime_type != "application/octet-stream" else None
    if kind == "voice":
        mime_type = mime_type or "audio/ogg"
    return call.world.files.add(kind, upload.data, upload.name, mime_type, duration)
