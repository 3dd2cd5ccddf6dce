"""Voices for messages: which language has one, the sound that a text needs, and who hears every message."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into
from bot.enums import MediaKind, MediaState
from bot.models import Media, Parent, Recording, Voice
from messages.languages import Language
from messages.speech import speech_of

#: As Telegram wants a voice.
VOICE_MIME, VOICE_FILE = "audio/ogg", "voice.ogg"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a parent will hear: a row of media, and whether it is there already."""

    media_id: int
    ready: bool


async def record_voices(session: AsyncSession, *, voices: Mapping[str, str]) -> None:
    """Which voice speaks which language from now on; languages that are not named have none."""
    await session.execute(delete(Voice))
    session.add_all(Voice(language=language, name=name) for language, name in sorted(voices.items()))
    await session.flush()


async def want_voice(
    session: AsyncSession,
    *,
    text: str,
    language: str,
    campaign_id: int | None,
    parent_id: int | None,
    now: datetime,
) -> Hearing | None:
    """A colleague's recording for this campaign, else the text by machine; None where nobody speaks the language.

    The machine says a text once for each language and voice, for whoever wants to hear it (`parent_id` is the first,
    whose words or names are in it). What failed before is tried again.
    """
    recorded = await _find_recording(session, campaign_id, language)
    if recorded is not None:
        return Hearing(recorded, ready=True)
    voice = await session.scalar(select(Voice.name).where(Voice.language == language))
    words = speech_of(text, Language(language))
    if voice is None or not words:
        return None
    return await _want_spoken(session, voice=voice, language=language, words=words, parent_id=parent_id, now=now)


async def always_heard(session: AsyncSession, *, parents: Collection[int]) -> set[int]:
    """Those of these parents who want every message spoken too."""
    if not parents:
        return set()
    return set(await session.scalars(select(Parent.id).where(Parent.id.in_(parents), Parent.always_voice)))


async def _find_recording(session: AsyncSession, campaign_id: int | None, language: str) -> int | None:
    query = select(Recording.media_id).where(Recording.campaign_id == campaign_id, Recording.language == language)
    return await session.scalar(query)


async def _want_spoken(
    session: AsyncSession, *, voice: str, language: str, words: str, parent_id: int | None, now: datetime
) -> Hearing:
    key = hashlib.sha256(f"{language}\n{voice}\n{words}".encode()).hexdigest()
    facts: dict[str, Any] = {
        "key": key,
        "kind": MediaKind.SPOKEN,
        "parent_id": parent_id,
        "language": language,
        "text": words,
        "voice": voice,
        "file_name": VOICE_FILE,
        "mime": VOICE_MIME,
        "state": MediaState.WANTED,
        "attempts": 0,
        "created_at": now,
        "used_at": now,
    }
    again = Media.state == MediaState.FAILED
    statement = insert_into(session, Media).values(**facts)
    wanted = statement.on_conflict_do_update(
        index_elements=[Media.key],
        set_={
            "used_at": now,
            "state": case((again, MediaState.WANTED.value), else_=Media.state),
            "attempts": case((again, 0), else_=Media.attempts),
        },
    ).returning(Media.id, Media.state)
    media_id, state = (await session.execute(wanted)).one()
    return Hearing(media_id, ready=state == MediaState.READY)
