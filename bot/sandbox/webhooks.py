"""Bringing updates to bots that set a webhook: one by one, again and again until they are taken."""

import asyncio

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.bots import Bot, Webhook
from bot.sandbox.clock import Clock
from bot.sandbox.wire import unix

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
TIMEOUT = ClientTimeout(total=60)
OK = range(200, 300)


class Couriers:
    """One task per bot with a webhook."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def start(self, bot: Bot) -> None:
        self.stop(bot)
        self._tasks[bot.id] = asyncio.create_task(self._deliver_all(bot))

    def stop(self, bot: Bot) -> None:
        if task := self._tasks.pop(bot.id, None):
            task.cancel()

    async def close(self) -> None:
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver_all(self, bot: Bot) -> None:
        async with ClientSession(timeout=TIMEOUT) as session:
            while bot.webhook:
                update = await bot.updates.first()
                await self._until_taken(session, bot.webhook, update.body)
                if update.update_id:
                    bot.updates.confirm(update.update_id + 1)

    async def _until_taken(self, session: ClientSession, webhook: Webhook, body: str) -> None:
        pause = FIRST_PAUSE
        while problem := await _post(session, webhook, body):
            webhook.last_error, webhook.last_error_date = problem, unix(self._clock.now())
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


async def _post(session: ClientSession, webhook: Webhook, body: str) -> str | None:
    """Post one update; what went wrong, if anything."""
    headers = {"Content-Type": "application/json"}
    if webhook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
    try:
        async with session.post(webhook.url, data=body.encode(), headers=headers) as response:
            await response.read()
            return None if response.status in OK else f"Wrong response from the webhook: {response.status}"
    except (ClientError, TimeoutError) as error:
        return f"Connection failed: {type(error).__name__}"
