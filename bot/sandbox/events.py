"""Telling open pages that something changed: what it was, not how often."""

import asyncio


class Subscription:
    def __init__(self) -> None:
        self._chats: set[int] = set()
        self._clock = False
        self._closed = False
        self._wake = asyncio.Event()

    def note(self, chat_id: int | None) -> None:
        """A chat changed; None is the clock."""
        if chat_id is None:
            self._clock = True
        else:
            self._chats.add(chat_id)
        self._wake.set()

    def close(self) -> None:
        self._closed = True
        self._wake.set()

    async def changes(self) -> tuple[list[int], bool] | None:
        """Wait for the next changes: chats, and whether the clock moved. None: the sandbox ends."""
        await self._wake.wait()
        self._wake.clear()
        if self._closed:
            return None
        chats, clock = sorted(self._chats), self._clock
        self._chats, self._clock = set(), False
        return chats, clock


class Events:
    def __init__(self) -> None:
        self._subscriptions: set[Subscription] = set()

    def subscribe(self) -> Subscription:
        subscription = Subscription()
        self._subscriptions.add(subscription)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        self._subscriptions.discard(subscription)

    def chat_changed(self, chat_id: int) -> None:
        for subscription in self._subscriptions:
            subscription.note(chat_id)

    def clock_changed(self) -> None:
        for subscription in self._subscriptions:
            subscription.note(None)

    def close(self) -> None:
        for subscription in self._subscriptions:
            subscription.close()
