"""Methods that change what stands in a chat, and the answer to a button press."""

from bot.sandbox.chats import Chat, Json, Message, Toast, packed
from bot.sandbox.entities import Formatted
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import caption, message_text
from bot.sandbox.keyboards import checked_inline_markup
from bot.sandbox.methods import Call, method
from bot.sandbox.wire import message_json, unix

ANSWER_LIMIT = 200
DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@method("editMessageText")
def edit_message_text(call: Call) -> Json:
    entities = call.parameters.objects("entities", "entities")
    text = message_text(call.parameters.string("text"), call.parameters.string("parse_mode"), entities)
    chat, message = _message(call, "message to edit not found")
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, chat, message, text)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json:
    entities = call.parameters.objects("caption_entities", "caption entities")
    words = caption(call.parameters.string("caption"), call.parameters.string("parse_mode"), entities)
    chat, message = _message(call, "message to edit not found")
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, chat, message, words)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    chat, message = _message(call, "message to edit not found")
    return _edit(call, chat, message, Formatted(message.text, message.entities))


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    chat, message = _message(call, "message to delete not found", any_author=True)
    if unix(call.world.clock.now()) - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.message_id]
    call.world.events.chat_changed(chat.id)
    return True


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    text = call.parameters.string("text")
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    press = call.bot.take_press(call.parameters.string("callback_query_id"))
    clock = call.world.clock
    alert = call.parameters.flag("show_alert")
    toast = Toast(press.message_id, text, alert, unix(clock.now()), clock.monotonic())
    call.world.chats[press.chat_id].toasts.append(toast)
    call.world.events.chat_changed(press.chat_id)
    return True


def _message(call: Call, otherwise: str, *, any_author: bool = False) -> tuple[Chat, Message]:
    message_id = call.parameters.integer("message_id", 0)
    if not message_id:
        raise bad_request("message identifier is not specified")
    chat = call.chat()
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(otherwise)
    if not (message.outgoing or any_author):
        raise bad_request("message can't be edited")
    return chat, message


def _edit(call: Call, chat: Chat, message: Message, new: Formatted) -> Json:
    markup = checked_inline_markup(call.parameters.decoded("reply_markup", "reply keyboard markup"))
    keyboard = packed(markup)
    if (message.text, message.entities, message.packed_keyboard) == (new.text, new.entities, keyboard):
        raise bad_request(NOT_MODIFIED)
    call.world.limits.admit(chat.id)
    message.text, message.entities, message.packed_keyboard = new.text, new.entities, keyboard
    message.edited = unix(call.world.clock.now())
    call.world.log.accept(call.method, chat.id, message.message_id, new.text, call.fault)
    call.world.events.chat_changed(chat.id)
    return message_json(message, chat, call.bot)
