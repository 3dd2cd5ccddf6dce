"""Which ideas for home a parent has had, and what a pressed one showed."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import OutboxState
from bot.models import Campaign, OutboxMessage, TipAnswer
from messages.callbacks import parse_tap
from messages.outgoing import MessageKind
from messages.taps import TipTap
from messages.tips import TipPart, find_key

#: It never came to the parent, and will not.
_NEVER = (
    OutboxState.CANCELLED,
    OutboxState.EXPIRED,
    OutboxState.DEAD,
    OutboxState.REJECTED,
    OutboxState.UNREACHABLE,
)


async def keys_had(session: AsyncSession, *, parent_id: int, address: int) -> set[str]:
    """The tips 'theme/id' that this parent got from a programme, asked for in this chat, or answered."""
    query = (
        select(OutboxMessage.buttons, Campaign.tip_key)
        .outerjoin(Campaign, Campaign.id == OutboxMessage.campaign_id)
        .where(
            OutboxMessage.kind == MessageKind.TIP,
            or_(OutboxMessage.parent_id == parent_id, OutboxMessage.address == address),
            OutboxMessage.state.not_in(_NEVER),
        )
    )
    had = set(await session.scalars(select(TipAnswer.tip_key).where(TipAnswer.parent_id == parent_id)))
    for buttons, key in await session.execute(query):
        had |= _keys_on(buttons, parent_id) | ({key} if key else set())
    return had


async def find_part(session: AsyncSession, *, address: int, number: int | None) -> TipPart:
    """Which part of its tip a message shows; an idea that was asked for is a whole one."""
    query = (
        select(Campaign.tip_part)
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .where(OutboxMessage.address == address, OutboxMessage.message_number == number)
        .limit(1)
    )
    part = await session.scalar(query)
    return TipPart(part) if part else TipPart.WHOLE


def _keys_on(buttons: list[list[list[str]]], parent_id: int) -> set[str]:
    taps = (parse_tap(data) for row in buttons for _, data in row)
    codes = {tap.tip for tap in taps if isinstance(tap, TipTap) and tap.parent_id == parent_id}
    return {key for code in codes if (key := find_key(code))}
