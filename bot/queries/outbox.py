"""What was sent, for reports and for the demo's book."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import OutboxState
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


async def list_sent(session: AsyncSession) -> list[SentLine]:
    """New messages only; edits take the place of one that is listed already."""
    query = select(OutboxMessage).where(
        OutboxMessage.state == OutboxState.SENT,
        OutboxMessage.edits.is_(None),
        OutboxMessage.message_number.is_not(None),
    )
    return [_line(message) for message in await session.scalars(query.order_by(OutboxMessage.id))]


def _line(message: OutboxMessage) -> SentLine:
    return SentLine(
        address=message.address,
        number=message.message_number or 0,
        kind=MessageKind(message.kind),
        language=message.language,
        labels=tuple(label for row in message.buttons for label, _ in row),
        how=HowSaid(message.how),
    )
