"""What the worker that speaks takes on and brings back: leased like a message, so that a crash loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.actions.statements import rows_of
from bot.enums import Lane, MediaKind, MediaState, OutboxState
from bot.models import Media, OutboxMessage

#: A voice gives up before this (bot.voice.programs); who then still holds a claim is dead.
LEASE = timedelta(minutes=5)

#: After so many failures nobody will hear this text, and it is said so in writing.
MAX_ATTEMPTS = 3

#: A text that left, or may have: its voice can follow. One of these will not leave: then its voice does not either.
_LEFT = (OutboxState.SENT, OutboxState.UNKNOWN)
_NEVER = (
    OutboxState.UNREACHABLE,
    OutboxState.REJECTED,
    OutboxState.EXPIRED,
    OutboxState.CANCELLED,
    OutboxState.DEAD,
)

_Text = aliased(OutboxMessage)


@dataclass(frozen=True, slots=True)
class WantedSpeech:
    """What is to be said; `attempts` counts this one."""

    media_id: int
    language: str
    text: str
    attempts: int


async def claim_speech(session: AsyncSession, *, now: datetime) -> WantedSpeech | None:
    """The next text to say: one that a parent waits for before all others; leased."""
    waiting = (
        Media.state == MediaState.WANTED,
        Media.kind == MediaKind.SPOKEN,
        or_(Media.available_at.is_(None), Media.available_at <= now),
    )
    urgency = case((_asked_for(), 0), else_=1)
    query = select(Media).where(*waiting).order_by(urgency, Media.id).limit(1).with_for_update(skip_locked=True)
    media = await session.scalar(query)
    if media is None:
        return None
    media.available_at, media.attempts = now + LEASE, media.attempts + 1
    return WantedSpeech(media.id, media.language or "", media.text or "", media.attempts)


async def record_said(
    session: AsyncSession, *, media_id: int, content: bytes, seconds: int, voice: str, now: datetime
) -> None:
    """It is said; the words themselves are not needed any more."""
    said = {"content": content, "seconds": seconds, "voice": voice, "state": MediaState.READY}
    await session.execute(
        update(Media)
        .where(Media.id == media_id, Media.state == MediaState.WANTED)
        .values(**said, text=None, available_at=None, error=None, used_at=now)
    )


async def record_unsaid(
    session: AsyncSession, *, wanted: WantedSpeech, error: str, instead: str, now: datetime, again: bool = True
) -> None:
    """It could not be said. The third time, or with `again` False, who waits for it reads `instead`."""
    given_up = not again or wanted.attempts >= MAX_ATTEMPTS
    state = MediaState.FAILED if given_up else MediaState.WANTED
    await session.execute(
        update(Media)
        .where(Media.id == wanted.media_id, Media.state == MediaState.WANTED)
        .values(state=state, error=error, available_at=now + timedelta(seconds=wanted.attempts))
    )
    if given_up:
        mine = OutboxMessage.media_id == wanted.media_id, OutboxMessage.state == OutboxState.PREPARING
        await session.execute(update(OutboxMessage).where(*mine).values(text=instead, media_id=None))


async def release_voices(session: AsyncSession, *, now: datetime) -> int:
    """Voices that are made, and whose text was sent, may leave; those whose text never leaves do not either."""
    preparing = OutboxMessage.state == OutboxState.PREPARING
    gone = or_(_text_in(_NEVER), and_(OutboxMessage.media_id.is_(None), OutboxMessage.text == ""))
    await session.execute(
        update(OutboxMessage).where(preparing, gone).values(state=OutboxState.CANCELLED, finished_at=now)
    )
    made = exists().where(Media.id == OutboxMessage.media_id, Media.state == MediaState.READY)
    due = or_(OutboxMessage.media_id.is_(None), made), or_(OutboxMessage.follows.is_(None), _text_in(_LEFT))
    released = await session.execute(update(OutboxMessage).where(preparing, *due).values(state=OutboxState.QUEUED))
    return rows_of(released)


def _text_in(states: tuple[OutboxState, ...]) -> ColumnElement[bool]:
    return exists().where(_Text.id == OutboxMessage.follows, _Text.state.in_(states))


def _asked_for() -> ColumnElement[bool]:
    """A parent tapped the button and waits with the phone in the hand."""
    return exists().where(
        OutboxMessage.media_id == Media.id,
        OutboxMessage.state == OutboxState.PREPARING,
        OutboxMessage.lane == Lane.CONVERSATION,
    )
