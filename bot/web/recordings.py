"""API: a colleague's voice for a campaign, and what parents said to the school."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.actions.recordings import erase_recording, record_recording
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.enums import Scope
from bot.errors import BadInput
from bot.queries.recordings import RecordingLine, list_recordings, load_voice_message
from bot.voice.failures import NoSound
from bot.web.calls import Call, File, Route
from bot.web.fields import Answer, Query, require_language


class RecordingQuery(Query):
    """The language that is spoken in the recording, such as ti."""

    language: str


class RecordingAnswer(Answer):
    """One recording; `size` in bytes."""

    language: str
    seconds: int
    size: int
    recorded_at: datetime


class RecordingsAnswer(Answer):
    """What parents who tap "Listen" hear, by language; for other languages a machine speaks, or nobody."""

    items: list[RecordingAnswer]


async def recordings(call: Call) -> RecordingsAnswer:
    """Those of one campaign."""
    async with call.deps.reading() as session:
        return _answer(await list_recordings(session, actor=call.actor, campaign_id=call.row_id()))


async def add_recording(call: Call) -> RecordingsAnswer:
    """As a body or as the first file of a form."""
    await attach_recording(
        call.deps, actor=call.actor, campaign_id=call.row_id(), language=call.query.language, content=call.content
    )
    return await recordings(call)


async def attach_recording(deps: Deps, *, actor: Actor, campaign_id: int, language: str, content: bytes) -> None:
    """OGG, MP3, WAV or FLAC, kept as Opus in OGG; `language` is a tag or a name. Raises BadInput, NotFound."""
    from bot.voice.sound import make_sound  # noqa: PLC0415  # heavy: only where there is a sound

    tag = require_language(language).tag
    try:
        sound = await asyncio.to_thread(make_sound, content)
    except NoSound as error:
        raise BadInput(str(error)) from error
    async with deps.transaction() as session:
        await record_recording(
            session,
            actor=actor,
            now=deps.clock.now(),
            campaign_id=campaign_id,
            language=tag,
            content=sound.content,
            seconds=sound.seconds,
        )


async def remove_recording(call: Call) -> RecordingsAnswer:
    """What is left."""
    language = require_language(call.path["language"]).tag
    async with call.deps.transaction() as session:
        await erase_recording(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            campaign_id=call.row_id(),
            language=language,
        )
        return _answer(await list_recordings(session, actor=call.actor, campaign_id=call.row_id()))


async def voice_message(call: Call) -> File:
    """As it came from Telegram."""
    async with call.deps.reading() as session:
        voice = await load_voice_message(
            session, actor=call.actor, thread_id=call.row_id(), message_id=call.row_id("message_id")
        )
    return File(voice.content, voice.mime, voice.name)


def _answer(lines: list[RecordingLine]) -> RecordingsAnswer:
    return RecordingsAnswer(
        items=[
            RecordingAnswer(language=line.language, seconds=line.seconds, size=line.size, recorded_at=line.recorded_at)
            for line in lines
        ]
    )


_WRITE = Scope.EVENTS_WRITE

ROUTES = [
    Route("GET", "/campaigns/{id}/recordings", recordings, RecordingsAnswer, Scope.EVENTS_READ, "List recordings"),
    Route(
        "POST",
        "/campaigns/{id}/recordings",
        add_recording,
        RecordingsAnswer,
        _WRITE,
        "Attach a recording in one language",
        query=RecordingQuery,
        takes_sound=True,
        status=201,
    ),
    Route(
        "DELETE",
        "/campaigns/{id}/recordings/{language}",
        remove_recording,
        RecordingsAnswer,
        _WRITE,
        "Take a recording away",
    ),
    Route(
        "GET",
        "/inbox/{id}/messages/{message_id}/voice",
        voice_message,
        File,
        Scope.INBOX_READ,
        "Play what a parent said",
    ),
]
