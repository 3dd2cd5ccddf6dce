from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.pace import record_bot
from bot.errors import Unavailable
from bot.queries.channel import require_bot_username
from tests.fakes import NOW


async def test_name_of_the_bot_is_as_set_else_as_telegram_told(session: AsyncSession) -> None:
    await record_bot(session, username="OuderbrugBot", now=NOW, full_pace=10.0)

    assert await require_bot_username(session, configured="@OnzeSchoolBot") == "OnzeSchoolBot"
    assert await require_bot_username(session, configured=None) == "OuderbrugBot"


async def test_unknown_name_of_the_bot_says_what_to_do(session: AsyncSession) -> None:
    with pytest.raises(Unavailable, match="Start 'ouderbrug run' once"):
        await require_bot_username(session, configured=None)
