"""kill -9 at random moments of a delivery to a whole school (issue: nothing is lost, nothing is doubled).

The sandbox's own log is the witness: what it accepted, against what our rows say.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from bot.db import Database
from bot.domain.delivery import CONCURRENCY
from bot.enums import OutboxState
from bot.models import OutboxMessage
from bot.sandbox import Sandbox, running_sandbox
from tests.faults.service import TOKEN, count_states, invite_everybody, kill, make_service, open_database, sent_at_least

PARENTS, KILLS, SEED = 650, 10, 20261122
_OPEN = (OutboxState.QUEUED, OutboxState.LEASED, OutboxState.SENDING)


async def test_ten_kills_lose_nothing_and_double_nothing(database_url: str, tmp_path: Path) -> None:
    moments = sorted(random.Random(SEED).sample(range(PARENTS - 20), KILLS))
    async with running_sandbox(token=TOKEN) as sandbox, open_database(database_url) as database:
        await invite_everybody(database, sandbox, PARENTS)
        service = make_service(sandbox, database_url=database_url, folder=tmp_path, per_second=150)

        for moment in moments:
            process = await service.start("work")
            await sent_at_least(sandbox, moment)
            await kill(process)
        process = await service.start("work")
        states = await _settled(database)
        await kill(process)

        assert states.total() == PARENTS
        assert set(states) <= {OutboxState.SENT, OutboxState.UNKNOWN}
        assert states[OutboxState.UNKNOWN] <= KILLS * CONCURRENCY
        assert await _audit(database, sandbox) == {"sent but not delivered": 0, "delivered twice": 0, "forgotten": 0}


async def _settled(database: Database) -> Counter[OutboxState]:
    """Until every parent's message is planned and no message is on its way: the leases of the dead run out by then."""
    async with asyncio.timeout(90):
        while True:
            states = await count_states(database)
            if states.total() == PARENTS and not any(states[state] for state in _OPEN):
                return states
            await asyncio.sleep(0.2)  # another process is at work; its rows are all we see of it


async def _audit(database: Database, sandbox: Sandbox) -> dict[str, int]:
    delivered = Counter(entry.chat_id for entry in sandbox.world.log.sent)
    async with database.reading() as session:
        rows = (await session.execute(select(OutboxMessage.address, OutboxMessage.state))).all()
    sent = {address for address, state in rows if state == OutboxState.SENT}
    return {
        "sent but not delivered": len(sent - delivered.keys()),
        "delivered twice": sum(1 for number in delivered.values() if number > 1),
        "forgotten": sum(1 for address, state in rows if address not in delivered and state != OutboxState.UNKNOWN),
    }
