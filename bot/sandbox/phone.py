"""A parent's phone: all that a parent can do, and waiting for what the bot does."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat, Message
from bot.sandbox.errors import SandboxError
from bot.sandbox.files import Media
from bot.sandbox.formatting import TEXT_LIMIT, plain
from bot.sandbox.voice import SECOND_OF_SILENCE
from bot.sandbox.wire import chat_json, message_json, unix, user_json
from bot.sandbox.world import World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Phone:
    """Acts in one chat; everything it does reaches the bot as an update."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def messages(self) -> list[Message]:
        return list(self.chat.messages.values())

    def start(self, payload: str = "") -> Message:
        """Press Start, as after https://t.me/<bot>?start=<payload>. Who blocked the bot unblocks it first."""
        if not PAYLOAD.fullmatch(payload):
            raise SandboxError("A start payload has at most 64 characters of A-Z, a-z, 0-9, _ and -.")
        if self.chat.blocked:
            self.unblock()
        return self.write(f"/start {payload}".strip())

    def write(self, text: str) -> Message:
        if not text.strip():
            raise SandboxError("An empty text cannot be sent.")
        if len(text) > TEXT_LIMIT:
            raise SandboxError(f"A text has at most {TEXT_LIMIT} characters.")
        return self._say(text=text.strip())

    def edit(self, message_id: int, text: str) -> Message:
        """Change what was written before."""
        self._check_open()
        message = self._world_message(message_id)
        message.text, message.edited = text, unix(self._world.clock.now())
        self._world.bot.updates.put("edited_message", message_json(message, self.chat, self._world.bot))
        self._world.events.chat_changed(self.chat.id)
        return message

    def speak(self, data: bytes | None = None, duration: int = 1, mime_type: str = "audio/ogg") -> Message:
        """Send a voice message: the given sound, or a second of silence."""
        voice = self._world.files.add("voice", data or SECOND_OF_SILENCE, "voice.oga", mime_type, duration)
        return self._say(media=voice)

    def tap(self, message_id: int, label: str | int | None = None, *, data: str | None = None) -> str | None:
        """Press a button by its label, its place (0 is the first) or its data; the id of the press.

        None when the button opens a link, of which a bot learns nothing.
        """
        self._check_open()
        message = self._world_message(message_id)
        button = _button(message, label, data)
        if "callback_data" not in button:
            return None
        bot = self._world.bot_by_id(message.bot_id)
        return self._press(bot, message, button["callback_data"])

    def block(self) -> None:
        self._set_blocked(blocked=True)

    def unblock(self) -> None:
        self._set_blocked(blocked=False)

    def deactivate(self) -> None:
        """The parent's account is gone for good."""
        self.chat.deactivated = True
        self._world.events.chat_changed(self.chat.id)

    async def receives(self, wanted: str | Callable[[Message], bool], seconds: float = 20.0) -> Message:
        """Wait for a message of the bot that has these words, or for which the question is true."""
        fits = wanted if callable(wanted) else lambda message: wanted in message.text
        subscription = self._world.events.subscribe()
        try:
            async with asyncio.timeout(seconds):
                while not (found := [each for each in self.messages if each.outgoing and fits(each)]):
                    await subscription.changes()
                return found[-1]
        finally:
            self._world.events.unsubscribe(subscription)

    def _check_open(self) -> None:
        if self.chat.blocked:
            raise SandboxError(f"{self.chat.name} has blocked the bot: unblock it first.")
        if self.chat.deactivated:
            raise SandboxError(f"{self.chat.name} has no account any more.")

    def _say(self, text: str = "", media: Media | None = None) -> Message:
        self._check_open()
        self.chat.started = True
        bot, words = self._world.bot, plain(text)
        now = unix(self._world.clock.now())
        message = Message(self.chat.next_id(), self.chat.id, bot.id, outgoing=False, date=now, text=text)
        message.entities, message.media = words.entities, media
        self.chat.add(message)
        bot.updates.put("message", message_json(message, self.chat, bot))
        self._world.events.chat_changed(self.chat.id)
        return message

    def _press(self, bot: Bot, message: Message, data: str) -> str:
        self.chat.unread = 0
        callback_id = bot.press(self.chat.id, message.message_id)
        query: dict[str, Any] = {
            "id": callback_id,
            "from": user_json(self.chat),
            "message": message_json(message, self.chat, bot),
            "chat_instance": str(self.chat.id * 1_000_003),
            "data": data,
        }
        bot.updates.put("callback_query", query)
        return callback_id

    def _world_message(self, message_id: int) -> Message:
        if message := self.chat.messages.get(message_id):
            return message
        raise SandboxError(f"There is no message {message_id} on the phone of {self.chat.name}.", 404)

    def _set_blocked(self, *, blocked: bool) -> None:
        chat, bot = self.chat, self._world.bot
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        gone, here = {"status": "kicked", "until_date": 0}, {"status": "member"}
        update = {
            "chat": chat_json(chat),
            "from": user_json(chat),
            "date": unix(self._world.clock.now()),
            "old_chat_member": {"user": bot.as_user()} | (here if blocked else gone),
            "new_chat_member": {"user": bot.as_user()} | (gone if blocked else here),
        }
        bot.updates.put("my_chat_member", update)
        self._world.events.chat_changed(chat.id)


def _button(message: Message, label: str | int | None, data: str | None) -> dict[str, Any]:
    for place, button in enumerate(message.buttons):
        if data is not None and button.get("callback_data") == data:
            return button
        if data is None and label in {button["text"], place}:
            return button
    wanted = data if data is not None else label
    there = ", ".join(f"'{button['text']}'" for button in message.buttons) or "none"
    raise SandboxError(f"Message {message.message_id} has no button '{wanted}'; it has: {there}.")
