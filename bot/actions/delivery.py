"""One message in our hands: claimed under a lease, and every outcome written down.

The states and who may change them are drawn in bot.domain.delivery. Nothing here sends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.pace import take_slots
from bot.actions.statements import rows_of
from bot.domain.delivery import LEASE
from bot.enums import Lane, OutboxState
from bot.models import Base, OutboxMessage
from bot.models.base import UtcDateTime
from messages.outgoing import Button

#: The two statements of every message, built once: putting them together would cost more than running them.
_TABLE = Base.metadata.tables[OutboxMessage.__tablename__]
_OURS = update(_TABLE).where(_TABLE.c.id == bindparam("ours"), _TABLE.c.token == bindparam("fence"))
_SENDING = _OURS.where(
    _TABLE.c.state == OutboxState.LEASED, _TABLE.c.available_at > bindparam("now", type_=UtcDateTime)
).values(
    state=OutboxState.SENDING,
    available_at=bindparam("lease", type_=UtcDateTime),
    attempts=_TABLE.c.attempts + 1,
)
_SENT = _OURS.where(_TABLE.c.state.in_((OutboxState.SENDING, OutboxState.UNKNOWN))).values(
    state=OutboxState.SENT,
    message_number=bindparam("number"),
    error=None,
    finished_at=bindparam("now", type_=UtcDateTime),
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Ours until the lease ends, which `token` proves; `slot` is when it may leave."""

    id: int
    token: int
    slot: datetime
    address: int
    text: str
    buttons: tuple[tuple[Button, ...], ...]
    edits: int | None
    attempts: int
    campaign_id: int | None
    media_id: int | None = None


async def claim_messages(
    session: AsyncSession, *, now: datetime, lanes: Sequence[Lane], full_pace: float, limit: int
) -> list[Claimed]:
    """Take up to `limit` due messages with a lease and a slot each; conversation first.

    Whether the channel is paused was asked before (bot.actions.pace).
    """
    claimed: list[OutboxMessage] = []
    for lane in lanes:
        if len(claimed) < limit:
            claimed += await _lease(session, lane, now, limit - len(claimed))
    slots = await take_slots(session, [message.address for message in claimed], now=now, full_pace=full_pace)
    taken = []
    for message, slot in zip(claimed, slots, strict=True):
        if slot.free:
            message.available_at = slot.at + LEASE
            taken.append(_claimed(message, slot.at))
        else:
            message.state, message.available_at = OutboxState.QUEUED, slot.at
    return taken


async def record_sending(session: AsyncSession, *, claimed: Claimed, now: datetime) -> bool:
    """Just before the first byte. False when the lease ran out or the message was called off: then do not send."""
    facts = {"ours": claimed.id, "fence": claimed.token, "now": now, "lease": now + LEASE}
    return rows_of(await session.execute(_SENDING, facts)) == 1


async def record_sent(session: AsyncSession, *, claimed: Claimed, number: int | None, now: datetime) -> bool:
    """It arrived; a late answer turns unknown into sent."""
    facts = {"ours": claimed.id, "fence": claimed.token, "now": now, "number": number}
    return rows_of(await session.execute(_SENT, facts)) == 1


async def record_postponed(
    session: AsyncSession, *, claimed: Claimed, until: datetime, error: str, counts: bool = True
) -> bool:
    """It certainly did not leave: back into the queue. With `counts` False the attempt is not held against it."""
    made = OutboxMessage.attempts if counts else OutboxMessage.attempts - 1
    return await _move(
        session,
        claimed,
        OutboxState.SENDING,
        state=OutboxState.QUEUED,
        available_at=until,
        error=error,
        attempts=made,
    )


async def record_given_up(
    session: AsyncSession, *, claimed: Claimed, state: OutboxState, error: str, now: datetime
) -> bool:
    """Unreachable, rejected or dead: it certainly did not arrive, and will not."""
    return await _move(session, claimed, OutboxState.SENDING, state=state, error=error, finished_at=now)


async def record_unknown(session: AsyncSession, *, claimed: Claimed, error: str, now: datetime) -> bool:
    """It may have arrived. Edits change nothing when repeated, and an answer to a parent is repeated once."""
    return await _move(session, claimed, OutboxState.SENDING, **_after_doubt(now), error=error)


async def record_moved(session: AsyncSession, *, claimed: Claimed, address: int, now: datetime) -> bool:
    """The chat has a new address: the message goes there."""
    return await _move(
        session, claimed, OutboxState.SENDING, state=OutboxState.QUEUED, address=address, available_at=now
    )


async def return_lease(session: AsyncSession, *, claimed: Claimed, now: datetime) -> bool:
    """At shutdown: nothing was sent, so it simply waits again."""
    return await _move(session, claimed, OutboxState.LEASED, state=OutboxState.QUEUED, available_at=now)


async def release_leases(session: AsyncSession, *, now: datetime, of_everybody: bool = False) -> int:
    """Leases that ran out: leased ones wait again, sending ones may have arrived.

    `of_everybody` is for an embedded database at start: whoever held a lease is dead.
    """
    over = OutboxMessage.state.in_((OutboxState.LEASED, OutboxState.SENDING))
    ran_out = over if of_everybody else and_(over, OutboxMessage.available_at <= now)
    leased = await session.execute(
        update(OutboxMessage)
        .where(ran_out, OutboxMessage.state == OutboxState.LEASED)
        .values(state=OutboxState.QUEUED, available_at=now)
    )
    doubtful = await session.execute(
        update(OutboxMessage)
        .where(ran_out, OutboxMessage.state == OutboxState.SENDING)
        .values(**_after_doubt(now), error="lease ran out while sending")
    )
    return rows_of(leased) + rows_of(doubtful)


async def _lease(session: AsyncSession, lane: Lane, now: datetime, limit: int) -> list[OutboxMessage]:
    due = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.state == OutboxState.QUEUED,
            OutboxMessage.lane == lane,
            OutboxMessage.available_at <= now,
            or_(OutboxMessage.use_by.is_(None), OutboxMessage.use_by > now),
        )
        .order_by(OutboxMessage.available_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    leased = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(select(due.c.id)))
        .values(state=OutboxState.LEASED, token=OutboxMessage.token + 1, available_at=now + LEASE)
        .returning(OutboxMessage)
        .execution_options(populate_existing=True)
    )
    return sorted(await session.scalars(leased), key=lambda message: message.id)


def _claimed(message: OutboxMessage, slot: datetime) -> Claimed:
    return Claimed(
        id=message.id,
        token=message.token,
        slot=slot,
        address=message.address,
        text=message.text,
        buttons=tuple(tuple(Button(label, data) for label, data in row) for row in message.buttons),
        edits=message.edits,
        attempts=message.attempts,
        campaign_id=message.campaign_id,
        media_id=message.media_id,
    )


async def _move(
    session: AsyncSession,
    claimed: Claimed,
    was: OutboxState,
    **values: Any,  # noqa: ANN401  # column values
) -> bool:
    """Write an outcome, if the message is still ours and stands where we left it."""
    ours = OutboxMessage.id == claimed.id, OutboxMessage.token == claimed.token, OutboxMessage.state == was
    outcome = update(OutboxMessage).where(*ours).values(**values).execution_options(synchronize_session=False)
    return rows_of(await session.execute(outcome)) == 1


def _after_doubt(now: datetime) -> dict[str, Any]:
    """Bulk is at most once, so it stays unknown; an edit is idempotent; conversation is repeated exactly once."""
    again = or_(
        OutboxMessage.edits.is_not(None), and_(OutboxMessage.lane == Lane.CONVERSATION, ~OutboxMessage.repeated)
    )
    return {
        "state": case((again, OutboxState.QUEUED.value), else_=OutboxState.UNKNOWN.value),
        "repeated": or_(OutboxMessage.repeated, again),
        "available_at": now,
    }
