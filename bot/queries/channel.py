"""What is known of the bot."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import Unavailable
from bot.models import Channel


async def require_bot_username(session: AsyncSession, *, configured: str | None) -> str:
    """The bot's name for links: as set, else as Telegram told us at start. Raises Unavailable."""
    username = configured or await session.scalar(select(Channel.bot_username).limit(1))
    if not username:
        raise Unavailable(
            "The name of the bot is not known yet. Start 'ouderbrug run' once with a Telegram token, "
            "or set OUDERBRUG_TELEGRAM_BOT."
        )
    return username.lstrip("@")
