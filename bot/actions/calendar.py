"""The private address of a family's calendar: one a parent, given once, withdrawn by one tap."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into
from bot.domain.calendar import new_feed_token
from bot.domain.codes import hash_secret
from bot.models import CalendarFeed


async def issue_feed(session: AsyncSession, *, parent_id: int, now: datetime) -> str:
    """A new token, shown once; an older one stops working."""
    token = new_feed_token()
    kept = {"token_hash": hash_secret(token), "created_at": now}
    statement = insert_into(session, CalendarFeed).values(parent_id=parent_id, **kept)
    await session.execute(statement.on_conflict_do_update(index_elements=[CalendarFeed.parent_id], set_=kept))
    return token


async def withdraw_feed(session: AsyncSession, *, parent_id: int) -> None:
    """The address shows nothing any more."""
    await session.execute(delete(CalendarFeed).where(CalendarFeed.parent_id == parent_id))
