"""Who tells a story: plays chapters in order, waits for what other programs do, and notes what held."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from bot.demo.book import Read, list_read
from bot.demo.runtime import Demo
from bot.demo.scene import reads, says
from bot.demo.school import DemoParent
from bot.sandbox import Message

#: Seconds that anything may take, also on a slow machine.
PATIENCE = 20.0


class NotHeld(Exception):
    """A step of the story went otherwise than it should."""


@dataclass(slots=True)
class Step:
    """One chapter; `scene` is what was said in it, to be printed."""

    name: str
    ok: bool
    detail: str
    scene: tuple[str, ...] = ()


@dataclass(slots=True)
class Story:
    """What happened; `as_dict` is the contract's object."""

    steps: list[Step] = field(default_factory=list)
    messages: list[Read] = field(default_factory=list)
    responses: dict[str, int] = field(default_factory=dict)
    reminded: list[str] = field(default_factory=list)
    not_reminded: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether every step held."""
        return all(step.ok for step in self.steps)

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return {
            "ok": self.ok,
            "seconds": round(self.seconds, 1),
            "steps": [{"name": step.name, "ok": step.ok, "detail": step.detail} for step in self.steps],
            "messages": [message.as_dict() for message in self.messages],
            "responses": self.responses,
            "reminded": self.reminded,
            "not_reminded": self.not_reminded,
        }


class Teller:
    """Plays the chapters in order; the first that does not hold ends the story."""

    def __init__(self, demo: Demo) -> None:
        """Nothing has happened yet."""
        self.demo = demo
        self.story = Story()
        self.event = 0
        self.starts_at = demo.sandbox.clock.now()
        self.scene: list[str] = []

    async def tell(self, chapters: Sequence[Chapter]) -> Story:
        """All of it."""
        began = time.monotonic()
        for chapter in chapters:
            if not await self.play(chapter):
                break
        self.story.seconds = time.monotonic() - began
        self.story.messages = await list_read(self.demo)
        return self.story

    async def play(self, chapter: Chapter) -> bool:
        """One chapter; whether it held."""
        name = getattr(chapter, "__name__", "")
        self.scene = []
        try:
            detail = await chapter(self)
            self.story.steps.append(Step(name, True, detail, tuple(self.scene)))
        except (NotHeld, RuntimeError, OSError, LookupError, ExceptionGroup) as error:
            self.story.steps.append(Step(name, False, _reason(error)))
        return self.story.steps[-1].ok

    def last_shown(self, parent: DemoParent, letter: str = "") -> tuple[Message, str]:
        """The newest message on this phone that has a button, and the button's data; of a kind by its first letter."""
        for message in reversed(self.demo.phone(parent).messages):
            found = [data for button in message.buttons if (data := button["callback_data"]).startswith(letter)]
            if message.outgoing and found:
                return message, found[0]
        raise NotHeld(f"no button on the phone of {parent.name}")

    async def tap(self, parent: DemoParent, button: int) -> None:
        """The button at this place of the newest message; until the message has changed."""
        message, _ = self.last_shown(parent)
        await self._press(parent, message, message.buttons[button]["callback_data"])

    async def tap_kind(self, parent: DemoParent, letter: str, *, last: bool = False) -> None:
        """The first (or last) button whose data begins so; what is tapped, and stands there afterwards, is printed."""
        message, data = self.last_shown(parent, letter)
        if last:
            data = [one["callback_data"] for one in message.buttons if one["callback_data"].startswith(letter)][-1]
        label = next(one["text"] for one in message.buttons if one["callback_data"] == data)
        shown = await self._press(parent, message, data)
        self.scene += [says(f"{parent.name} taps", f"[ {label} ]"), reads(parent.name, shown)]

    async def _press(self, parent: DemoParent, message: Message, data: str) -> Message:
        phone, before = self.demo.phone(parent), (message.text, message.packed_keyboard)
        phone.tap(message.message_id, data=data)
        return await phone.receives(
            lambda one: one.message_id == message.message_id and (one.text, one.packed_keyboard) != before, PATIENCE
        )

    async def responses(self) -> dict[str, Any]:
        """How the event is answered."""
        found: dict[str, Any] = await self.demo.api.get(f"/events/{self.event}/responses")
        return found

    async def arrived(self, kind: str, number: int) -> None:
        """So many messages of a kind have reached phones. Raises NotHeld."""

        async def all_there() -> bool:
            return sum(1 for message in await list_read(self.demo) if message.kind == kind) >= number

        await self.until(all_there, f"{number} messages of the kind {kind}")

    def push_to(self, moment: datetime) -> None:
        """The clock of the demo."""
        self.demo.sandbox.clock.set(moment)

    async def until(self, holds: Callable[[], Awaitable[object]], what: str) -> None:
        """The world is asked again and again, because it answers in its own time. Raises NotHeld."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not await holds():  # noqa: ASYNC110  # what we wait for is another program
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise NotHeld(f"did not happen: {what}") from None


#: What happens, and a sentence that says so.
Chapter: TypeAlias = Callable[[Teller], Awaitable[str]]


def hold(condition: bool, what: str) -> None:  # reads as: hold that
    """Raises NotHeld."""
    if not condition:
        raise NotHeld(f"did not hold: {what}")


def _reason(error: Exception) -> str:
    """Of many at once, the first."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"
