"""What waits to be fetched by a bot, with the real meaning of getUpdates."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError

KEPT_SECONDS = 24 * 3600
CALLBACK_KEPT_SECONDS = 150
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True, frozen=True)
class Waiting:
    update_id: int
    body: str
    forgotten_at: float


class Updates:
    """One bot's queue. Updates are kept as JSON text, because tests also put in text that is not JSON."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # Begun at the clock, so that ids still rise when the sandbox restarts beside a service that did not.
        self._next_id = int(clock.real_now().timestamp())
        self._queue: deque[Waiting] = deque()
        self._odd: deque[str] = deque()
        self._next_forgotten = float("inf")
        self._poll: asyncio.Future[None] | None = None
        self._arrived = asyncio.Event()
        self._polled = asyncio.Event()
        self.allowed: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self._queue) + len(self._odd)

    def put(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue an update, unless the bot asked not to get this kind."""
        if not self._wanted(kind):
            return None
        update_id = self._next_id
        self._next_id += 1
        kept = CALLBACK_KEPT_SECONDS if kind == "callback_query" else KEPT_SECONDS
        self._append(update_id, json.dumps({"update_id": update_id, kind: content}), kept)
        return update_id

    def inject(self, update: dict[str, Any]) -> int:
        """Queue any object. An id that was given out before is delivered once more, whatever the offset."""
        given = update.get("update_id")
        update_id = given if isinstance(given, int) else self._next_id
        body = json.dumps({**update, "update_id": update_id})
        if update_id < self._next_id:
            self.inject_text(body)
        else:
            self._next_id = update_id + 1
            self._append(update_id, body, KEPT_SECONDS)
        return update_id

    def inject_text(self, body: str) -> None:
        """Queue text as it is; it is delivered once, or no bot could ever get past it."""
        self._odd.append(body)
        self._wake()

    def allow(self, kinds: Iterable[str]) -> None:
        self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget all ids below the offset; a negative one keeps only so many of the newest."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
            return
        while self._queue and self._queue[0].update_id < offset:
            self._queue.popleft()

    def clear(self) -> None:
        self._queue.clear()
        self._odd.clear()

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[str]:  # noqa: ASYNC109 - Telegram's word
        """Answer one getUpdates; an older one that still waits is ended with 409."""
        self.end_poll(ApiError(409, CONFLICT))
        self.confirm(offset)
        if timeout > 0 and not self._any():
            await self._wait(timeout)
        return self._batch(limit)

    def end_poll(self, error: ApiError | None = None) -> None:
        poll, self._poll = self._poll, None
        if poll is None or poll.done():
            return
        if error:
            poll.set_exception(error)
        else:
            poll.set_result(None)

    async def polled(self) -> None:
        """Wait until the bot listens, in a long poll."""
        await self._polled.wait()

    async def first(self) -> Waiting:
        """The oldest update, for a webhook; waits until there is one."""
        while not self._any():
            self._arrived.clear()
            await self._arrived.wait()
        if self._odd:
            return Waiting(0, self._odd.popleft(), 0)
        return self._queue[0]

    def _wanted(self, kind: str) -> bool:
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def _append(self, update_id: int, body: str, kept: int) -> None:
        forgotten_at = self._clock.now().timestamp() + kept
        self._queue.append(Waiting(update_id, body, forgotten_at))
        self._next_forgotten = min(self._next_forgotten, forgotten_at)
        self._wake()

    def _wake(self) -> None:
        self._arrived.set()
        self.end_poll()

    def _any(self) -> bool:
        now = self._clock.now().timestamp()
        if now >= self._next_forgotten:
            self._queue = deque(waiting for waiting in self._queue if waiting.forgotten_at > now)
            self._next_forgotten = min((w.forgotten_at for w in self._queue), default=float("inf"))
        return bool(self._queue or self._odd)

    def _batch(self, limit: int) -> list[str]:
        self._any()
        batch = [self._odd.popleft() for _ in range(min(limit, len(self._odd)))]
        return batch + [waiting.body for waiting, _ in zip(self._queue, range(limit - len(batch)), strict=False)]

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        self._polled.set()
        try:
            await asyncio.wait_for(poll, seconds)
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None
            if self._poll is None:
                self._polled.clear()
