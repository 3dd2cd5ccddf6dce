"""Telling open pages that something changed: what it was, not how often."""

import asyncio


class Subscription:
    def __init__(self) -> None:
        self._chats: set[int] = set()
        self._others: set[str] = set()
        self._closed = False
        self._wake = asyncio.Event()

    def note(self, what: int | str) -> None:
        """A chat changed, by its id, or something with a name."""
        if isinstance(what, int):
            self._chats.add(what)
        else:
            self._others.add(what)
        self._wake.set()

    def close(self) -> None:
        self._closed = True
        self._wake.set()

    async def changes(self) -> tuple[list[int], set[str]] | None:
        """Wait for the next changes: chats, and "clock" or "bot". None: the sandbox ends."""
        await self._wake.wait()
        self._wake.clear()
        if self._closed:
            return None
        chats, others = sorted(self._chats), self._others
        self._chats, self._others = set(), set()
        return chats, others


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
        if chat_id > 0:  # the page shows no groups
            self._tell(chat_id)

    def clock_changed(self) -> None:
        self._tell("clock")

    def bot_changed(self) -> None:
        self._tell("bot")

    def close(self) -> None:
        for subscription in self._subscriptions:
            subscription.close()

    def _tell(self, what: int | str) -> None:
        for subscription in self._subscriptions:
            subscription.note(what)
