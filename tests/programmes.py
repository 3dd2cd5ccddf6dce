"""A programme of tips in one line."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.programmes import schedule_programme
from bot.models import Programme
from tests.builders import GROUP, RUTH
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")
THEME = "reading_together"


async def make_programme(session: AsyncSession, **facts: Any) -> Programme:
    """Why, do and more on Monday, Wednesday and Friday at four, from today (a Tuesday) on, unless told otherwise."""
    return await schedule_programme(
        session,
        **{
            "actor": RUTH,
            "now": NOW,
            "theme": THEME,
            "groups": [GROUP],
            "starts_on": NOW.date(),
            "zone": ZONE,
            **facts,
        },
    )
