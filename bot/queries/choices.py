"""What a parent chose to get."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Parent
from messages.conversation.choices import Choices
from messages.tap_values import DayPart


async def load_choices(session: AsyncSession, parents: Collection[int]) -> dict[int, Choices]:
    """By parent."""
    query = select(Parent.id, Parent.wants_tips, Parent.always_voice, Parent.prefers).where(Parent.id.in_(parents))
    return {
        parent: Choices(ideas, voice, DayPart(prefers) if prefers else None)
        for parent, ideas, voice, prefers in await session.execute(query)
    }
