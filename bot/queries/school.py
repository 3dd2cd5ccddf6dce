"""What the school decided on its own pages."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import SchoolSetting


async def load_decisions(session: AsyncSession) -> dict[str, str]:
    """By the name of the setting, as the environment would write it."""
    return dict((await session.execute(select(SchoolSetting.name, SchoolSetting.value))).all())
