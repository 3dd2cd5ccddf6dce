"""Sounds and files as they are sent and played."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from bot.enums import MediaKind
from bot.models import Media
from messages.outgoing import Attachment

_HEARD = (MediaKind.SPOKEN, MediaKind.RECORDING)


async def load_attachment(session: AsyncSession, *, media_id: int) -> Attachment | None:
    """Name, kind and content; None where it is gone, or was never made."""
    media = await session.scalar(select(Media).where(Media.id == media_id).options(undefer(Media.content)))
    if media is None or media.content is None:
        return None
    spoken = media.kind in _HEARD
    return Attachment(media.file_name, media.mime, media.content, spoken=spoken, seconds=media.seconds)
