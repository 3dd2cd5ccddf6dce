"""Whether a database can be replaced, and what in it asks for somebody: for `ouderbrug restore` and `doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, inspect, literal, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import AlertState, OutboxState
from bot.models import Alert, Base, Channel, OutboxMessage, Tombstone
from bot.queries.doubts import count_undecided

_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND coalesce(backend_type, 'client backend') = 'client backend'
"""


@dataclass(frozen=True, slots=True)
class Queues:
    """What waits, or for a person's word: `oldest` is since when the longest waiting message could have left."""

    oldest: datetime | None
    unknown: int
    paused_campaigns: int
    channel_paused: str | None
    dead_alerts: int


async def holds_rows(session: AsyncSession) -> bool:
    """Whether there is anything in our tables, whatever schema they have."""
    there = await _tables(session)
    for name, table in Base.metadata.tables.items():
        if name in there and await session.scalar(select(literal(1)).select_from(table).limit(1)):
            return True
    return False


async def list_tombstones(session: AsyncSession) -> dict[str, datetime]:
    """The hash of each erased parent, and when; none where the schema is older than they are."""
    if Tombstone.__tablename__ not in await _tables(session):
        return {}
    return dict((await session.execute(select(Tombstone.parent_hash, Tombstone.erased_at))).all())


async def count_other_connections(session: AsyncSession) -> int:
    """PostgreSQL only: who else is in this database now."""
    return int(await session.scalar(text(_OTHERS)) or 0)


async def load_queues(session: AsyncSession, *, now: datetime) -> Queues:
    """As they stand at this moment."""
    due = OutboxMessage.state == OutboxState.QUEUED, OutboxMessage.available_at <= now
    unknown, stopped = await count_undecided(session, now=now)
    return Queues(
        oldest=await session.scalar(select(func.min(OutboxMessage.available_at)).where(*due)),
        unknown=unknown,
        paused_campaigns=stopped,
        channel_paused=await session.scalar(select(Channel.paused_why).where(Channel.paused_until > now).limit(1)),
        dead_alerts=await session.scalar(select(func.count()).where(Alert.state == AlertState.DEAD)) or 0,
    )


async def _tables(session: AsyncSession) -> set[str]:
    connection = await session.connection()
    return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
