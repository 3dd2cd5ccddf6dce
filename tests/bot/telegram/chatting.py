"""One chat with the bot: what is sent comes back as the screens and the toast that answer it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select
from telegram import Bot

from bot.deps import Deps
from bot.models import OutboxMessage
from bot.telegram.handling import handle_one_update
from bot.telegram.toasts import Toasts
from bot.telegram.updates import store_updates
from messages.callbacks import format_tap
from messages.outgoing import Outgoing
from messages.taps import Tap
from tests.bot.telegram.conftest import AMINA

_NUMBERS = count(1000)


class KeptToasts(Toasts):
    """Nothing leaves this process; what would is kept."""

    def __init__(self, bot: Bot) -> None:
        super().__init__(bot)
        self.shown: list[str | None] = []
        self.left: list[tuple[int, str | None]] = []

    def show(self, callback_id: str, text: str | None) -> None:  # noqa: ARG002
        assert text is None or len(text) <= 200
        self.shown.append(text)

    def leave(self, chat: int, words: str | None) -> None:
        self.left.append((chat, words))


@dataclass
class Chatting:
    """Numbers of updates and messages rise by themselves."""

    deps: Deps
    bot: Bot
    toasts: KeptToasts
    address: int = AMINA
    language: str = "ar"
    last_update: int = 0
    numbers: Any = field(default_factory=lambda: count(1))

    async def write(self, text: str, **content: Any) -> list[tuple[str, list[str]]]:
        return await self.send(text=text, **content)

    async def send(self, *, number: int | None = None, **content: Any) -> list[tuple[str, list[str]]]:
        return await self.bring({"message": self.message(number or next(self.numbers), **content)})

    async def edit(self, number: int, **content: Any) -> list[tuple[str, list[str]]]:
        return await self.bring({"edited_message": self.message(number, edit_date=1, **content)})

    async def tap(self, tap: Tap, on: int = 900) -> list[tuple[str, list[str]]]:
        about = {"message_id": on, "date": 1, "chat": self.chat, "text": "?"}
        query = {"id": "q", "from": self.sender, "chat_instance": "1", "message": about, "data": format_tap(tap)}
        return await self.bring({"callback_query": query})

    async def bring(self, update: dict[str, Any]) -> list[tuple[str, list[str]]]:
        """The texts and buttons that answer it."""
        self.last_update = next(_NUMBERS)
        await store_updates(self.deps, [{"update_id": self.last_update, **update}])
        while await handle_one_update(self.deps, self.bot, self.toasts):
            pass
        return await self.answers(self.last_update)

    async def answers(self, update_id: int) -> list[tuple[str, list[str]]]:
        query = select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith(f"update:{update_id}:"))
        async with self.deps.reading() as session:
            found = await session.scalars(query.order_by(OutboxMessage.id))
            return [(row.text, [label for line in row.buttons for label, _ in line]) for row in found]

    async def texts(self) -> list[str]:
        """Everything that was said so far, to anybody."""
        async with self.deps.reading() as session:
            return list(await session.scalars(select(OutboxMessage.text).order_by(OutboxMessage.id)))

    @property
    def chat(self) -> dict[str, Any]:
        return {"id": self.address, "type": "private"}

    @property
    def sender(self) -> dict[str, Any]:
        return {"id": self.address, "is_bot": False, "first_name": "Amina", "language_code": self.language}

    def message(self, number: int, **content: Any) -> dict[str, Any]:
        return {"message_id": number, "date": 0, "chat": self.chat, "from": self.sender, **content}


def shown(*screens: Outgoing) -> list[tuple[str, list[str]]]:
    """As we compose it."""
    return [(screen.text, [button.label for row in screen.buttons for button in row]) for screen in screens]
