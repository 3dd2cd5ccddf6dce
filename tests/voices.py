"""Voices in one line each: who speaks which language, what was said, recorded and sent in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.fetching import claim_recording, record_fetched
from bot.actions.inbox import record_question
from bot.actions.recordings import record_recording
from bot.actions.speaking import WantedSpeech, claim_speech, record_said
from bot.actions.voices import record_voices
from bot.domain.actors import Actor
from bot.models import OutboxMessage, ThreadMessage
from messages.outgoing import MessageKind
from tests.builders import SAM, require_id
from tests.fakes import NOW

#: The beginning of an OGG file; enough wherever nobody listens.
OGG = b"OggS and then a sound"

VOICES = {"nl": "espeak-ng nl", "ar": "espeak-ng ar"}


async def make_voices(session: AsyncSession) -> None:
    """Dutch and Arabic are spoken; Tigrinya is not."""
    await record_voices(session, voices=VOICES)


async def say_next(session: AsyncSession, *, now: datetime = NOW) -> WantedSpeech:
    """The worker says the text that is next."""
    wanted = await claim_speech(session, now=now)
    assert wanted is not None
    await record_said(session, media_id=wanted.media_id, content=OGG, seconds=2, voice="espeak-ng ar", now=now)
    return wanted


async def make_recording(
    session: AsyncSession, campaign_id: int, *, language: str = "ti", actor: Actor = SAM, content: bytes = OGG
) -> None:
    """A colleague reads a campaign aloud, in Tigrinya unless told otherwise."""
    await record_recording(
        session, actor=actor, now=NOW, campaign_id=campaign_id, language=language, content=content, seconds=3
    )


async def make_spoken_question(session: AsyncSession, parent: str, *, update_id: int = 1) -> ThreadMessage:
    """A parent says something; Telegram still has it."""
    return await record_question(
        session,
        parent_id=await require_id(session, parent),
        text="",
        language="ar",
        update_id=update_id,
        file_id=f"file-{update_id}",
        now=NOW,
    )


async def make_voice_message(session: AsyncSession, parent: str, *, update_id: int = 1) -> ThreadMessage:
    """The same, and it is here."""
    message = await make_spoken_question(session, parent, update_id=update_id)
    wanted = await claim_recording(session, now=NOW)
    assert wanted is not None
    await record_fetched(session, media_id=wanted.media_id, content=OGG, now=NOW)
    return message


async def list_voices(session: AsyncSession) -> list[OutboxMessage]:
    """Every voice in the outbox, in order."""
    query = select(OutboxMessage).where(OutboxMessage.kind == MessageKind.VOICE).order_by(OutboxMessage.id)
    return list(await session.scalars(query.execution_options(populate_existing=True)))
