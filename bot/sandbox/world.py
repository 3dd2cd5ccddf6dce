"""Everything the make-believe world holds: bots, chats, files, faults, limits, the books and the clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.bots import TOKEN_SHAPE, Bot
from bot.sandbox.chats import Chat
from bot.sandbox.clock import Clock
from bot.sandbox.errors import SandboxError
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.faults_file import Plan
from bot.sandbox.files import Files
from bot.sandbox.limits import Limits
from bot.sandbox.log import Log
from bot.sandbox.webhooks import Couriers

FIRST_CHAT_ID = 7_000_001
HIGHEST_CHAT_ID = 2**52


@dataclass(slots=True, frozen=True)
class Link:
    """Something to reach from the top of the page, such as the staff page."""

    label: str
    url: str


class World:
    """Without a token any token of the right shape is a bot; parents talk with the first that calls."""

    def __init__(
        self,
        *,
        token: str | None = None,
        clock: Clock | None = None,
        links: Sequence[tuple[str, str]] = (),
        timezone: str = "Europe/Amsterdam",
    ) -> None:
        if token is not None and not TOKEN_SHAPE.fullmatch(token):
            raise ValueError("A bot's token looks like 123456:ABC-def.")
        self.clock = clock or Clock()
        self.timezone = timezone  # in which the page shows times
        self.links = [Link(label, url) for label, url in links]
        self.chats: dict[int, Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.files = Files()
        self.log = Log(self.clock)
        self.faults = Faults()
        self.limits = Limits(self.clock.monotonic)
        self.events = Events()
        self.couriers = Couriers(self.clock)
        self.bot = Bot(self.clock)  # there before it has a token, so that parents can write first
        self._bots: dict[str, Bot] = {}
        self._only_given = token is not None
        self.clock.on_change = self.events.clock_changed
        if token:
            self._adopt(token)

    def break_with(self, plan: Plan) -> None:
        faults, limits = plan
        self.faults.set(faults)
        self.limits.set(limits.per_second, limits.per_chat_per_second)

    def bot_with(self, token: str) -> Bot | None:
        """The bot behind a token, or None for a token that Telegram would not know."""
        bot = self._bots.get(token)
        if bot or self._only_given or not TOKEN_SHAPE.fullmatch(token):
            return bot
        return self._adopt(token)

    def bot_by_id(self, bot_id: int) -> Bot:
        return next((bot for bot in self._bots.values() if bot.id == bot_id), self.bot)

    def chat(self, chat_id: int) -> Chat:
        if chat := self.chats.get(chat_id):
            return chat
        raise SandboxError(f"There is no phone with chat id {chat_id}.", 404)

    def new_chat(self, chat_id: int | None, name: str | None, language: str | None) -> Chat:
        if chat_id is None:
            chat_id = max(self.chats, default=FIRST_CHAT_ID - 1) + 1
        if not 0 < chat_id <= HIGHEST_CHAT_ID:
            raise SandboxError("A chat id is a number from 1 to 2**52.")
        if chat_id in self.chats:
            raise SandboxError(f"There is a phone with chat id {chat_id} already.")
        self.chats[chat_id] = Chat(chat_id, name or f"Parent {chat_id}", language)
        self.events.chat_changed(chat_id)
        return self.chats[chat_id]

    async def close(self) -> None:
        """Let go of all who wait: pages, long polls, webhooks."""
        self.events.close()
        for bot in (self.bot, *self._bots.values()):
            bot.updates.end_poll()
        await self.couriers.close()

    def _adopt(self, token: str) -> Bot:
        bot = Bot(self.clock) if self._bots else self.bot
        bot.id = int(token.partition(":")[0])
        self._bots[token] = bot
        return bot
