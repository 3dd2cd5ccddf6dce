"""Sentences that sends and events ahead still need: the translation memory must not forget them before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import CampaignState
from bot.models import Campaign, Event
from bot.queries.translations import sentences_of


async def load_needed(session: AsyncSession, *, now: datetime) -> set[str]:
    """By their keys. They were wanted when the send was planned, and nothing wants them again when it leaves."""
    to_leave = Campaign.expanded_at.is_(None), Campaign.state != CampaignState.CANCELLED
    events = select(Event.title, Event.bring, Event.note).where(Event.starts_at > now)
    texts = [text for row in await session.execute(events) for text in row]
    texts += await session.scalars(select(Campaign.text).where(Campaign.text.is_not(None), *to_leave))
    return set(sentences_of(texts))
