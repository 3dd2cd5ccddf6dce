"""Which languages are spoken, and by whom."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Parent, Voice


async def should_offer_voice(session: AsyncSession, *, parent_id: int, language: str) -> bool:
    """Whether to ask this parent: only where somebody speaks the language, and the answer is not yes already."""
    spoken = exists().where(Voice.language == language)
    query = select(Parent.id).where(Parent.id == parent_id, ~Parent.always_voice, spoken)
    return await session.scalar(query) is not None
