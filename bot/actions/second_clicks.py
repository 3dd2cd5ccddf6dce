"""Two clicks where one was meant: the same from the same colleague moments later is what the first one made."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Child, Group


async def hold_groups(session: AsyncSession, groups: Collection[int]) -> None:
    """From here until the transaction ends nobody else who asks here says anything to these groups."""
    query = select(Group.id).where(Group.id.in_(groups)).order_by(Group.id).with_for_update(key_share=True)
    (await session.scalars(query)).all()


async def hold_child(session: AsyncSession, child_id: int) -> None:
    """The same for what is said about one child."""
    await session.scalar(select(Child.id).where(Child.id == child_id).with_for_update(key_share=True))
