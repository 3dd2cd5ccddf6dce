"""The methods of the Bot API that the sandbox knows, by name; and what a call is made of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.parameters import Parameters

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


class RawJson(str):
    """A result that is JSON text already."""

    __slots__ = ()


@dataclass(slots=True)
class Call:
    world: "World"
    bot: Bot
    method: str
    parameters: Parameters
    fault: str | None = None  # a fault that spoils the answer to a call that is accepted

    @property
    def chat_id(self) -> int | None:
        """The chat a call is about, for faults and the log: None when it names none."""
        return self.parameters.integer("chat_id", 0) or None

    def chat(self) -> Chat:
        """The chat to write in, or why that cannot be."""
        if not self.parameters.string("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.world.chats.get(self.chat_id or 0) or self.world.groups.get(self.chat_id or 0)
        if chat is None:
            raise bad_request("chat not found")
        if why := _closed(chat):
            raise ApiError(403, f"Forbidden: {why}")
        return chat


def _closed(chat: Chat) -> str | None:
    if chat.is_group:
        return None if chat.started else "bot is not a member of the group chat"
    if chat.deactivated:
        return "user is deactivated"
    if chat.blocked:
        return "bot was blocked by the user"
    return None if chat.started else "bot can't initiate conversation with a user"


Method = Callable[[Call], object | Awaitable[object]]
METHODS: dict[str, tuple[str, Method]] = {}


def method(*names: str) -> Callable[[Method], Method]:
    """Make a function answer these methods. Telegram does not mind how a name is capitalised."""

    def register(function: Method) -> Method:
        METHODS.update({name.lower(): (name, function) for name in names})
        return function

    return register
