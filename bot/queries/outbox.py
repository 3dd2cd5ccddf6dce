"""What was sent, for reports and for the demo's book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import Lane, OutboxState
from bot.models import OutboxMessage
from messages.outgoing import HowSaid, MessageKind


@dataclass(frozen=True, slots=True)
class SentLine:
    """One delivered message: where, which number it has there, what kind, how it was said."""

    address: int
    number: int
    kind: MessageKind
    language: str
    labels: tuple[str, ...]
    how: HowSaid


@dataclass(frozen=True, slots=True)
class Shown:
    """What a parent sees of one message now."""

    text: str
    language: str
    how: HowSaid
    campaign_id: int | None


async def list_sent(session: AsyncSession) -> list[SentLine]:
    """New messages only; edits take the place of one that is listed already."""
    query = select(OutboxMessage).where(
        OutboxMessage.state == OutboxState.SENT,
        OutboxMessage.edits.is_(None),
        OutboxMessage.message_number.is_not(None),
    )
    return [_line(message) for message in await session.scalars(query.order_by(OutboxMessage.id))]


async def find_original(session: AsyncSession, *, address: int, number: int | None) -> str | None:
    """The author's words behind a message that a machine translated; an edit of it stands for it."""
    query = (
        select(OutboxMessage.original)
        .where(
            OutboxMessage.address == address,
            OutboxMessage.message_number == number,
            OutboxMessage.original.is_not(None),
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )
    return await session.scalar(query)


async def find_shown(session: AsyncSession, *, address: int, number: int | None) -> Shown | None:
    """What stands on the phone as message `number`: an edit of it stands for it, and is about the same campaign.

    None also where retention has emptied it.
    """
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.address == address, OutboxMessage.message_number == number, OutboxMessage.text != "")
        .order_by(OutboxMessage.id.desc())
    )
    found = (await session.scalars(query)).all()
    if not found:
        return None
    campaign_id = next((message.campaign_id for message in found if message.campaign_id), None)
    return Shown(found[0].text, found[0].language, HowSaid(found[0].how), campaign_id)


async def next_due(session: AsyncSession, *, lanes: Sequence[Lane], now: datetime) -> datetime | None:
    """When the next message of these lanes may leave; what is past its use will not."""
    moments = [
        await session.scalar(
            select(OutboxMessage.available_at)
            .where(OutboxMessage.state == OutboxState.QUEUED, OutboxMessage.lane == lane, still_of_use(now))
            .order_by(OutboxMessage.available_at)
            .limit(1)
        )
        for lane in lanes
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def still_of_use(now: datetime) -> ColumnElement[bool]:
    """It is not too late for this message, and it was not called off when it had left."""
    return or_(OutboxMessage.use_by.is_(None), OutboxMessage.use_by > now)


def _line(message: OutboxMessage) -> SentLine:
    return SentLine(
        address=message.address,
        number=message.message_number or 0,
        kind=MessageKind(message.kind),
        language=message.language,
        labels=tuple(label for row in message.buttons for label, _ in row),
        how=HowSaid(message.how),
    )
