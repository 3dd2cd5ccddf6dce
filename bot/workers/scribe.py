"""Many small writes, one commit: whoever writes while another commit is under way shares the next one.

A commit costs a flush to disk, whether it holds one row or twenty. Nobody waits longer for it: a write returns only
when it is stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
Write: TypeAlias = Callable[[Any], Awaitable[T]]


class Scribe:
    """Writes in turns; a batch that fails is written one by one, so that only who is at fault hears of it."""

    def __init__(self, transaction: Callable[[], AbstractAsyncContextManager[Any]]) -> None:
        """`transaction` opens one that commits when its block ends."""
        self._transaction = transaction
        self._turn = asyncio.Lock()
        self._waiting: list[tuple[Write[Any], asyncio.Future[Any]]] = []

    async def write(self, action: Write[T]) -> T:
        """What the action returns, once it is stored. Raises what the action or the commit raised."""
        stored: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((action, stored))
        async with self._turn:
            if not stored.done():
                batch, self._waiting = self._waiting, []
                await self._store(batch)
        return await stored

    async def _store(self, batch: list[tuple[Write[Any], asyncio.Future[Any]]]) -> None:
        try:
            async with self._transaction() as session:
                results = [await action(session) for action, _ in batch]
        except Exception as error:  # noqa: BLE001  # handed to whoever waits for it
            await self._store_singly(batch, error)
            return
        for (_, stored), result in zip(batch, results, strict=True):
            stored.set_result(result)

    async def _store_singly(self, batch: list[tuple[Write[Any], asyncio.Future[Any]]], error: Exception) -> None:
        if len(batch) == 1:
            batch[0][1].set_exception(error)
            return
        for entry in batch:
            await self._store([entry])
