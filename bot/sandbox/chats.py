"""The chats between parents and the bot: who they are and what was said."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.files import Media

Json = dict[str, Any]


@dataclass(slots=True)
class Message:
    """One message. The text of a voice message, photo or document is its caption."""

    message_id: int
    chat_id: int
    bot_id: int
    outgoing: bool  # from the bot to the parent
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    packed_keyboard: str = ""  # the inline keyboard as JSON: a load test leaves 100,000 of them
    media: Media | None = None
    reply_to: int | None = None
    edited: int | None = None

    @property
    def keyboard(self) -> list[list[Json]]:
        rows: list[list[Json]] = json.loads(self.packed_keyboard) if self.packed_keyboard else []
        return rows

    @property
    def buttons(self) -> list[Json]:
        """All inline buttons in reading order."""
        return [button for row in self.keyboard for button in row]


@dataclass(slots=True)
class Toast:
    """What an answered button press shows on the phone for a moment."""

    message_id: int
    text: str
    alert: bool
    date: int
    monotonic: float


@dataclass(slots=True)
class Chat:
    id: int
    name: str
    language: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    unread: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    toasts: list[Toast] = field(default_factory=list)
    reply_keyboard: Json | None = None
    doing: str | None = None  # "typing" and the like, until the next message
    last_id: int = 0

    @property
    def is_group(self) -> bool:
        """Groups have numbers below zero; `started` says there that the bot is a member."""
        return self.id < 0

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def add(self, message: Message) -> Message:
        self.messages[message.message_id] = message
        self.unread = self.unread + 1 if message.outgoing else 0
        self.doing = None
        return message


def packed(markup: Json | None) -> str:
    """The inline keyboard of a markup as text; equal keyboards give equal text."""
    rows = (markup or {}).get("inline_keyboard")
    return json.dumps(rows, sort_keys=True, ensure_ascii=False) if rows else ""
