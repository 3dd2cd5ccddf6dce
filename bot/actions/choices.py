"""A parent's own choices: whether ideas for home come and when, and whether each message is also spoken (N24)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import record_resumed
from bot.actions.outbox import cancel_queued
from bot.enums import CampaignState
from bot.models import Campaign, OutboxMessage, Parent
from messages.outgoing import MessageKind
from messages.tap_values import Choice, DayPart

_PREFERS = {
    Choice.PREFER_MORNING: DayPart.MORNING,
    Choice.PREFER_AFTERNOON: DayPart.AFTERNOON,
    Choice.PREFER_EVENING: DayPart.EVENING,
}


async def record_choice(session: AsyncSession, *, address: int, parent_id: int, choice: Choice, now: datetime) -> None:
    """One tap in the settings. Only invitations from now on means messages again too, for who had stopped this chat."""
    if choice in _PREFERS:
        await record_preferred_time(session, parent_id=parent_id, part=_PREFERS[choice])
    elif choice in (Choice.VOICE_ON, Choice.VOICE_OFF):
        await record_always_voice(session, parent_id=parent_id, wanted=choice is Choice.VOICE_ON)
    else:
        await record_wants_tips(session, parent_id=parent_id, wanted=choice is Choice.TIPS_ON, now=now)
    if choice is Choice.ONLY_INVITATIONS:
        await record_resumed(session, address=address, parent_id=parent_id)


async def record_wants_tips(session: AsyncSession, *, parent_id: int, wanted: bool, now: datetime) -> None:
    """Ideas for home, or none: then those that wait are called off too."""
    await session.execute(update(Parent).where(Parent.id == parent_id).values(wants_tips=wanted))
    if not wanted:
        await _hold_planning(session)
        waiting = OutboxMessage.parent_id == parent_id, OutboxMessage.kind == MessageKind.TIP
        await cancel_queued(session, *waiting, now=now)


async def record_always_voice(session: AsyncSession, *, parent_id: int, wanted: bool) -> None:
    """Each message is also spoken, or only those whose button is tapped."""
    await session.execute(update(Parent).where(Parent.id == parent_id).values(always_voice=wanted))


async def record_preferred_time(session: AsyncSession, *, parent_id: int, part: DayPart) -> None:
    """The part of the day at which ideas come."""
    await session.execute(update(Parent).where(Parent.id == parent_id).values(prefers=part))


async def _hold_planning(session: AsyncSession) -> None:
    """A tip that is composed now is queued before this choice is stored, or sees it."""
    composing = Campaign.state == CampaignState.RUNNING, Campaign.expanded_at.is_(None)
    query = select(Campaign.id).where(Campaign.kind == MessageKind.TIP, *composing)
    await session.execute(query.with_for_update(read=True))
