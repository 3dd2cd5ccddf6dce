"""The books: every accepted send in order, and every refused call with the reason."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.sandbox.clock import Clock

REFUSALS_KEPT = 100_000


@dataclass(slots=True, frozen=True)
class Sent:
    """One accepted send or edit. `fault` tells that the bot never learnt of it (drop_after, garbage)."""

    n: int
    method: str
    chat_id: int
    message_id: int
    text: str
    fault: str | None
    monotonic: float
    time: float  # on the sandbox's clock
    wall: float  # really


@dataclass(slots=True, frozen=True)
class Refused:
    """One call that was not accepted; the code is 0 when there was no answer at all."""

    n: int
    method: str
    chat_id: int | None
    code: int
    why: str
    monotonic: float
    time: float
    wall: float


class Log:
    """Numbers go on after a clearing, so a reader that asks for what came `after` n never goes wrong."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent_number = 0
        self._refused_number = 0
        self.sent: list[Sent] = []
        self.refused: deque[Refused] = deque(maxlen=REFUSALS_KEPT)

    def accept(self, method: str, chat_id: int, message_id: int, text: str, fault: str | None) -> None:
        self._sent_number += 1
        times = self._times()
        self.sent.append(Sent(self._sent_number, method, chat_id, message_id, text, fault, *times))

    def refuse(self, method: str, chat_id: int | None, code: int, why: str) -> None:
        self._refused_number += 1
        self.refused.append(Refused(self._refused_number, method, chat_id, code, why, *self._times()))

    def clear(self) -> None:
        self.sent.clear()
        self.refused.clear()

    def _times(self) -> tuple[float, float, float]:
        wall = self._clock.real_now().timestamp()
        return self._clock.monotonic(), wall + self._clock.offset.total_seconds(), wall


def as_json(entry: Sent | Refused) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__slots__}
