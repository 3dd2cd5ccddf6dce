"""A colleague's own voice for a campaign, where no machine speaks the language or a person does it better."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.outbox import cancel_queued
from bot.actions.voices import VOICE_FILE, VOICE_MIME
from bot.domain.actors import Actor
from bot.enums import MediaKind, MediaState, Scope
from bot.errors import BadInput, NotFound
from bot.models import Media, OutboxMessage, Recording
from bot.queries.campaigns import require_campaign
from messages.phrases import spoken


async def record_recording(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    language: str,
    content: bytes,
    seconds: int,
) -> None:
    """From now on this is heard for the campaign in this language; it takes the place of an older one.

    `content` is Opus in OGG. Raises NotFound, and BadInput for a language in which no parent gets messages.
    """
    actor.check_scope(Scope.EVENTS_WRITE)
    if language not in spoken():
        raise BadInput(f"No parent gets messages in {language!r}: record the language in which they read.")
    await require_campaign(session, actor=actor, campaign_id=campaign_id)
    recording = await session.get(Recording, (campaign_id, language))
    media = await session.get_one(Media, recording.media_id) if recording else _new(language, now)
    media.content, media.seconds, media.created_at, media.used_at = content, seconds, now, now
    if recording is None:
        session.add(media)
        await session.flush()
        session.add(Recording(campaign_id=campaign_id, language=language, media_id=media.id))
    record_audit(session, actor=actor, now=now, action="recording", object_id=campaign_id, language=language)
    await session.flush()


async def erase_recording(
    session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int, language: str
) -> None:
    """Nobody hears it any more; where it was still to be sent, it is not. Raises NotFound."""
    actor.check_scope(Scope.EVENTS_WRITE)
    await require_campaign(session, actor=actor, campaign_id=campaign_id)
    recording = await session.get(Recording, (campaign_id, language))
    if recording is None:
        raise NotFound(f"Campaign {campaign_id} has no recording in {language!r}.")
    await cancel_queued(session, OutboxMessage.media_id == recording.media_id, now=now)
    await session.execute(delete(Media).where(Media.id == recording.media_id))
    session.expunge(recording)  # the database took it away with its sound
    record_audit(session, actor=actor, now=now, action="recording-erase", object_id=campaign_id, language=language)


def _new(language: str, now: datetime) -> Media:
    return Media(
        kind=MediaKind.RECORDING,
        language=language,
        file_name=VOICE_FILE,
        mime=VOICE_MIME,
        state=MediaState.READY,
        created_at=now,
        used_at=now,
    )
