"""The last word on pace in one process: never more than so many sends in any second, whatever stalled before.

Slots (bot.actions.pace) space messages evenly; but a machine that stalled for a moment would send several at once,
and a strict server counts them. This is measured, not planned: it looks at when sends really left.
"""

from __future__ import annotations

import asyncio
from collections import deque

#: A second, and a little for what the wire adds.
_SECOND = 1.02


class Window:
    """At most `limit` passages in any second, in order of asking."""

    def __init__(self, limit: int) -> None:
        """Nobody has passed yet."""
        self._passed: deque[float] = deque(maxlen=max(limit, 1))
        self._turn = asyncio.Lock()

    async def enter(self) -> None:
        """Wait until one more fits."""
        clock = asyncio.get_running_loop()
        async with self._turn:
            if len(self._passed) == self._passed.maxlen:
                await asyncio.sleep(self._passed[0] + _SECOND - clock.time())
            self._passed.append(clock.time())
