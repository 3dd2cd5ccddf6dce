"""A bot as Telegram knows it: its token, its updates, its button presses and its profile."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.errors import bad_request
from bot.sandbox.updates import CALLBACK_KEPT_SECONDS, Updates

TOKEN_SHAPE = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{1,128}")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True, frozen=True)
class Press:
    """A button press that waits for its answer."""

    chat_id: int
    message_id: int
    forgotten_at: float


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class Profile:
    """What the bot tells about itself; keyed by scope or field and language."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)


class Bot:
    def __init__(self, clock: Clock, bot_id: int = 8081, username: str = "ouderbrug_sandbox_bot") -> None:
        self.id = bot_id
        self.username = username
        self.name = "Ouderbrug"
        self.updates = Updates(clock)
        self.profile = Profile()
        self.webhook: Webhook | None = None
        self._clock = clock
        self._presses: dict[str, Press] = {}

    def as_user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def press(self, chat_id: int, message_id: int) -> str:
        """Remember a press; the id under which the bot must answer it."""
        now = self._clock.now().timestamp()
        self._presses = {key: press for key, press in self._presses.items() if press.forgotten_at > now}
        callback_id = str(secrets.randbits(62))
        self._presses[callback_id] = Press(chat_id, message_id, now + CALLBACK_KEPT_SECONDS)
        return callback_id

    def take_press(self, callback_id: str) -> Press:
        """Each press is answered once and in time."""
        press = self._presses.pop(callback_id, None)
        if press is None or press.forgotten_at <= self._clock.now().timestamp():
            raise bad_request(TOO_OLD)
        return press
