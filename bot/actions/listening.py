"""A parent taps "Listen": the message on which the button stands is queued once more, to be heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import Draft, queue_messages
from bot.actions.voices import want_voice
from bot.enums import Lane, OutboxState
from bot.models import OutboxMessage
from bot.queries.outbox import Shown, find_shown
from messages.outgoing import MessageKind, Outgoing

#: What a parent wants to hear now helps nobody tomorrow.
_FRESH = timedelta(days=1)

_ON_THE_WAY = (OutboxState.PREPARING, OutboxState.QUEUED, OutboxState.LEASED, OutboxState.SENDING)


class Listened(Enum):
    """What comes of the tap."""

    COMES = auto()
    NO_VOICE = auto()
    NOT_THERE = auto()


async def record_listen(
    session: AsyncSession, *, address: int, number: int | None, parent_id: int, update_id: int, now: datetime
) -> tuple[Listened, Shown | None]:
    """The voice of message `number` in this chat is on its way, once however often the button is tapped meanwhile."""
    shown = await find_shown(session, address=address, number=number)
    if shown is None:
        return Listened.NOT_THERE, None
    hearing = await want_voice(
        session,
        text=shown.text,
        language=shown.language,
        campaign_id=shown.campaign_id,
        parent_id=parent_id,
        now=now,
    )
    if hearing is None:
        return Listened.NO_VOICE, shown
    if not await _comes_already(session, address, hearing.media_id):
        voice = _draft(shown, address, parent_id, update_id, now)
        await queue_messages(session, [replace(voice, media_id=hearing.media_id, prepared=hearing.ready)], now=now)
    return Listened.COMES, shown


def _draft(shown: Shown, address: int, parent_id: int, update_id: int, now: datetime) -> Draft:
    return Draft(
        dedupe_key=f"listen:{update_id}",
        address=address,
        outgoing=Outgoing(MessageKind.VOICE, shown.language, "", free_text=shown.how),
        lane=Lane.CONVERSATION,
        available_at=now,
        use_by=now + _FRESH,
        parent_id=parent_id,
    )


async def _comes_already(session: AsyncSession, address: int, media_id: int) -> bool:
    query = select(OutboxMessage.id).where(
        OutboxMessage.address == address,
        OutboxMessage.media_id == media_id,
        OutboxMessage.kind == MessageKind.VOICE,
        OutboxMessage.state.in_(_ON_THE_WAY),
    )
    return await session.scalar(query.limit(1)) is not None
