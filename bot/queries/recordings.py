"""What colleagues recorded for a campaign, and what parents said to the school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from bot.domain.actors import Actor
from bot.enums import MediaState, Scope
from bot.errors import NotFound
from bot.models import Media, Recording, ThreadMessage
from bot.queries.campaigns import require_campaign
from bot.queries.inbox import require_thread
from messages.outgoing import Attachment


@dataclass(frozen=True, slots=True)
class RecordingLine:
    """One recording: its language, how long it is and how large, and since when it is heard."""

    language: str
    seconds: int
    size: int
    recorded_at: datetime


async def list_recordings(session: AsyncSession, *, actor: Actor, campaign_id: int) -> list[RecordingLine]:
    """By language. Raises NotFound for a campaign that is not the actor's."""
    actor.check_scope(Scope.EVENTS_READ)
    await require_campaign(session, actor=actor, campaign_id=campaign_id)
    query = (
        select(Recording.language, Media.seconds, func.length(Media.content), Media.created_at)
        .join(Media, Media.id == Recording.media_id)
        .where(Recording.campaign_id == campaign_id)
        .order_by(Recording.language)
    )
    return [RecordingLine(*row) for row in await session.execute(query)]


async def load_voice_message(session: AsyncSession, *, actor: Actor, thread_id: int, message_id: int) -> Attachment:
    """What a parent said, as it came. Raises NotFound also while it is not here yet, NotAllowed."""
    actor.check_scope(Scope.INBOX_READ)
    thread = await require_thread(session, actor=actor, thread_id=thread_id)
    mine = ThreadMessage.id == message_id, ThreadMessage.thread_id == thread.id
    message = await session.scalar(select(ThreadMessage).where(*mine))
    if message is None or message.file_id is None:
        raise NotFound(f"Message {message_id} of thread {thread_id} is not a voice message.")
    query = select(Media).where(Media.id == message.media_id, Media.state == MediaState.READY)
    media = await session.scalar(query.options(undefer(Media.content)))
    if media is None or media.content is None:
        raise NotFound(f"The voice of message {message_id} is not here yet, or could not be fetched from Telegram.")
    return Attachment(media.file_name, media.mime, media.content)
