"""The sender at work beside a make-believe Telegram, and the audit of what it wrote down against Telegram's own log."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from telegram import Bot

from bot.actions.outbox import Draft, queue_messages
from bot.deps import Deps
from bot.enums import Lane, OutboxState
from bot.models import OutboxMessage
from bot.ports import Messenger
from bot.sandbox import Sandbox
from bot.sandbox.faults_file import faults_plan
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.transport import AiohttpRequest
from bot.workers.sending import Sender
from tests.beside_telegram import TOKEN
from tests.builders import make_draft
from tests.waiting import PATIENCE, until

#: Certainly not delivered.
_NEVER = {
    OutboxState.QUEUED,
    OutboxState.UNREACHABLE,
    OutboxState.REJECTED,
    OutboxState.EXPIRED,
    OutboxState.CANCELLED,
    OutboxState.DEAD,
    OutboxState.PAUSED,
}

#: Seconds: a test of a time-out should not take ten; but a busy machine stands still for half a second now and then.
_IMPATIENT = 1.0


@asynccontextmanager
async def open_messenger(url: str) -> AsyncIterator[TelegramMessenger]:
    """The true library over HTTP, impatient."""
    request = AiohttpRequest(read_timeout=_IMPATIENT)
    await request.initialize()
    try:
        yield TelegramMessenger(Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request))
    finally:
        await request.shutdown()


@dataclass
class Office:
    """Chats are numbered from 1; each has pressed Start."""

    deps: Deps
    messenger: Messenger
    sandbox: Sandbox

    async def queue(self, to: Iterable[int], *, lane: Lane = Lane.BULK, **facts: Any) -> None:
        """One message to each of these chats, due now."""
        now = self.deps.clock.now()
        drafts: list[Draft] = []
        for place, address in enumerate(to):
            self.sandbox.phone(address).chat.started = True
            key = f"{lane}:{address}:{place}"
            drafts.append(make_draft(key, address=address, lane=lane, **{"available_at": now, **facts}))
        async with self.deps.transaction() as session:
            await queue_messages(session, drafts, now=now)

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """A sender for as long as the block lasts; it stops as at shutdown."""
        stop = asyncio.Event()
        task = asyncio.create_task(Sender(self.deps, self.messenger, stop).run())
        try:
            yield
        finally:
            stop.set()
            self.deps.bells.ring()
            await task

    def break_with(self, *faults: dict[str, object]) -> None:
        self.sandbox.world.break_with(faults_plan(list(faults)))

    def mend(self) -> None:
        self.break_with()

    def delivered(self) -> Counter[int]:
        """How many new messages each chat really got."""
        return Counter(entry.chat_id for entry in self.sandbox.world.log.sent if entry.method == "sendMessage")

    def refusals(self, method: str) -> int:
        return sum(1 for entry in self.sandbox.world.log.refused if entry.method == method)

    async def has_failed(self) -> bool:
        """Whether an attempt was written down."""
        return any(message.error for message in await self.messages())

    async def rests(self) -> bool:
        """Whether nothing is in anybody's hands."""
        return not {OutboxState.LEASED, OutboxState.SENDING} & (await self.states()).keys()

    async def messages(self) -> list[OutboxMessage]:
        async with self.deps.reading() as session:
            return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    async def states(self) -> dict[OutboxState, int]:
        return Counter(OutboxState(message.state) for message in await self.messages())

    async def until_states(self, seconds: float = PATIENCE, **wanted: int) -> None:
        """By the names of the states."""
        expected = {OutboxState(name): number for name, number in wanted.items()}

        async def hold() -> bool:
            return await self.states() == expected

        await until(hold, seconds)

    async def audit(self) -> None:
        """What is written down is true, and nobody holds anything."""
        delivered = self.delivered()
        expected_most: Counter[int] = Counter()
        for message in await self.messages():
            state = OutboxState(message.state)
            assert state not in {OutboxState.LEASED, OutboxState.SENDING}
            if state is OutboxState.SENT:
                assert delivered[message.address] >= 1, f"message {message.id} is 'sent' and never arrived"
            if state not in _NEVER:
                expected_most[message.address] += 1 + message.repeated
        assert delivered <= expected_most, "somebody got a message twice, or one that we call unsent"
