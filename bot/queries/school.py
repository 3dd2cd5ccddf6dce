"""What the school decided on its own pages."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import SchoolSetting, Staff


async def load_decisions(session: AsyncSession) -> dict[str, str]:
    """By the name of the setting, as the environment would write it."""
    return dict((await session.execute(select(SchoolSetting.name, SchoolSetting.value))).all())


async def find_departed(session: AsyncSession, addresses: Iterable[str]) -> list[str]:
    """Of these, the addresses of colleagues who have left."""
    meant = Staff.email.in_({address.casefold() for address in addresses})
    query = select(Staff.email).where(meant, Staff.left_at.is_not(None)).order_by(Staff.email)
    return list(await session.scalars(query))
