"""What happens on a school day, in one line each: plan and deliver, and see who was told what.

Between the lines the clock stands still; `deps` is the only argument, since each step is a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event, select

from bot.actions.delivery import claim_messages, record_sending, record_sent
from bot.deps import Deps
from bot.enums import Lane, OutboxState
from bot.models import OutboxMessage, Parent
from bot.workers.planning import plan_one_batch


async def plan(deps: Deps) -> None:
    """Everything that is due stands in the outbox."""
    while await plan_one_batch(deps):
        pass


async def deliver(deps: Deps) -> None:
    """Everything that is due has arrived; a chat gets its second message two seconds after the first."""
    await plan(deps)
    now = deps.clock.now()
    for _ in range(3):
        async with deps.transaction() as session:
            for claimed in await claim_messages(session, now=now, lanes=list(Lane), full_pace=1000.0, limit=1000):
                await record_sending(session, claimed=claimed, now=now)
                await record_sent(session, claimed=claimed, number=claimed.id, now=now)
        now += timedelta(seconds=2)


async def list_told(deps: Deps, *states: OutboxState) -> list[tuple[str, str]]:
    """Who was told what, in order: kind and first name, of messages in these states (sent, unless named)."""
    query = (
        select(OutboxMessage.kind, Parent.name)
        .join(Parent, Parent.id == OutboxMessage.parent_id)
        .where(OutboxMessage.state.in_(states or (OutboxState.SENT,)))
        .order_by(OutboxMessage.id)
    )
    async with deps.reading() as session:
        return [(kind, name) for kind, name in await session.execute(query)]


async def list_texts(deps: Deps, parent: str) -> list[str]:
    """What this parent reads, or will."""
    query = (
        select(OutboxMessage.text)
        .join(Parent, Parent.id == OutboxMessage.parent_id)
        .where(Parent.name == parent)
        .order_by(OutboxMessage.id)
    )
    async with deps.reading() as session:
        return list(await session.scalars(query))


@contextmanager
def counting_statements(deps: Deps) -> Iterator[list[str]]:
    """Every statement that goes to the database meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    engine = deps.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
