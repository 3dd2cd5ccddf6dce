"""A group chat to which somebody adds the bot: it has no phone on the page, only what is said in it."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.methods import Call, method
from bot.sandbox.phone import Phone
from bot.sandbox.wire import chat_json, unix, user_json
from bot.sandbox.world import World

Json = dict[str, Any]


class Group:
    """What people do in it reaches the bot as updates, as long as the bot is a member."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def has_bot(self) -> bool:
        return self.chat.started

    @property
    def told(self) -> list[str]:
        """What the bot said here."""
        return [message.text for message in self.chat.messages.values() if message.outgoing]

    def add_bot(self, by: Phone) -> None:
        """Telegram tells it twice: the membership changed, and a message says who came."""
        bot = self._world.bot
        self.chat.started = True
        change = {"chat": chat_json(self.chat), "from": user_json(by.chat), "date": self._now()}
        before, after = {"status": "left"}, {"status": "member"}
        user = {"user": bot.as_user()}
        bot.updates.put("my_chat_member", change | {"old_chat_member": user | before, "new_chat_member": user | after})
        self._put(by, new_chat_members=[bot.as_user()])

    def say(self, by: Phone, text: str) -> None:
        """Something that the bot gets to see, such as a command."""
        self._put(by, text=text)

    def _put(self, by: Phone, **content: object) -> None:
        message: Json = {"message_id": self.chat.next_id(), "from": user_json(by.chat), "date": self._now()}
        self._world.bot.updates.put("message", message | {"chat": chat_json(self.chat)} | content)

    def _now(self) -> int:
        return unix(self._world.clock.now())


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    call.chat().started = False
    return True
