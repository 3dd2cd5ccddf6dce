"""What parents say to the school, on its way from the channel: wanted, fetched under a lease, kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sounds import UNKNOWN, mime_of_sound
from bot.enums import MediaKind, MediaState
from bot.models import Media, Thread, ThreadMessage

#: Longer than any transfer may take; who then still holds a claim is dead.
LEASE = timedelta(minutes=2)

#: After so many failures of unknown cause a recording is given up: it waits a minute after the first, then long.
MAX_TRIES = 3
_WAIT, _LONGER = timedelta(minutes=1), 15

_HANDFUL = 50


@dataclass(frozen=True, slots=True)
class WantedFile:
    """What to fetch: `source` is the channel's own name for it; `attempts` counts this one."""

    media_id: int
    source: str
    attempts: int


async def claim_recording(session: AsyncSession, *, now: datetime) -> WantedFile | None:
    """The oldest voice message that is not here yet and whose turn it is; leased."""
    await _want_new_ones(session, now)
    due = or_(Media.available_at.is_(None), Media.available_at <= now)
    query = (
        select(Media)
        .where(Media.state == MediaState.WANTED, Media.kind == MediaKind.INBOUND, due)
        .order_by(Media.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    media = await session.scalar(query)
    if media is None:
        return None
    media.available_at, media.attempts = now + LEASE, media.attempts + 1
    return WantedFile(media.id, media.source or "", media.attempts)


async def record_fetched(session: AsyncSession, *, media_id: int, content: bytes, now: datetime) -> None:
    """It is here."""
    kept = {"content": content, "mime": mime_of_sound(content), "state": MediaState.READY, "used_at": now}
    await session.execute(
        update(Media)
        .where(Media.id == media_id, Media.state == MediaState.WANTED)
        .values(**kept, available_at=None, error=None)
    )


async def record_put_off(
    session: AsyncSession, *, wanted: WantedFile, error: str, now: datetime, until: datetime | None = None
) -> None:
    """It could not be fetched now. `until` is given where the channel was just not there: that is no failure of it."""
    spent = until is None and wanted.attempts >= MAX_TRIES
    await session.execute(
        update(Media)
        .where(Media.id == wanted.media_id, Media.state == MediaState.WANTED)
        .values(
            state=MediaState.FAILED if spent else MediaState.WANTED,
            attempts=wanted.attempts - 1 if until else wanted.attempts,
            available_at=until or now + _WAIT * _LONGER ** (wanted.attempts - 1),
            error=error,
        )
    )


async def record_lost(session: AsyncSession, *, media_id: int, error: str) -> None:
    """It will never be here: too large, or the channel does not have it any more."""
    await session.execute(update(Media).where(Media.id == media_id).values(state=MediaState.FAILED, error=error))


async def _want_new_ones(session: AsyncSession, now: datetime) -> None:
    query = (
        select(ThreadMessage, Thread.parent_id)
        .join(Thread, Thread.id == ThreadMessage.thread_id)
        .where(ThreadMessage.file_id.is_not(None), ThreadMessage.media_id.is_(None))
        .order_by(ThreadMessage.id)
        .limit(_HANDFUL)
        .with_for_update(skip_locked=True, of=ThreadMessage)
    )
    for message, parent_id in (await session.execute(query)).all():
        media = Media(
            kind=MediaKind.INBOUND,
            parent_id=parent_id,
            source=message.file_id,
            file_name=f"voice-{message.id}",
            mime=UNKNOWN,
            state=MediaState.WANTED,
            attempts=0,
            created_at=now,
            used_at=now,
        )
        session.add(media)
        await session.flush()
        message.media_id = media.id
