"""API: a colleague's voice goes in and is listed; a parent's voice comes out to be played."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.deps import Deps
from bot.models import Media
from tests.bot.voice.hearing import listen, make_file, make_tone
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import make_event, make_families, make_invitation, make_row
from tests.voices import OGG, make_spoken_question, make_voice_message

pytestmark = ON_SQLITE

TONE = make_tone(1.2)


@pytest.fixture
async def campaign(deps: Deps) -> int:
    async with deps.transaction() as session:
        await make_families(session, make_row("Liya", "Selam", "ti"))
        return (await make_invitation(session, await make_event(session))).id


async def send(api: Api, campaign: int, content: Any, language: str = "ti") -> Any:
    return await api.call("POST", f"/campaigns/{campaign}/recordings?language={language}", data=content)


def form(content: bytes) -> aiohttp.FormData:
    data = aiohttp.FormData()
    data.add_field("file", content, filename="ti.wav", content_type="audio/wav")
    return data


@pytest.mark.parametrize("kind", ["WAV", "OGG", "MP3"])
@pytest.mark.parametrize("in_a_form", [False, True])
async def test_recording_is_kept_as_telegram_plays_it(
    api: Api, deps: Deps, campaign: int, kind: str, *, in_a_form: bool
) -> None:
    content = make_file(TONE, kind=kind)

    added = await send(api, campaign, form(content) if in_a_form else content, "Tigrinya")
    listed = await api.get(f"/campaigns/{campaign}/recordings")

    async with deps.reading() as session:
        kept = (await session.scalars(select(Media).options(undefer(Media.content)))).one().content or b""
    line = {"language": "ti", "seconds": 2, "size": len(kept), "recorded_at": "2026-11-24T09:00:00Z"}
    assert (added.status, added.body, listed.body) == (201, {"items": [line]}, {"items": [line]})
    assert listen(kept).format == ("OGG", "OPUS")


async def test_recording_is_taken_away(api: Api, campaign: int) -> None:
    await send(api, campaign, make_file(TONE))

    removed = await api.delete(f"/campaigns/{campaign}/recordings/ti")
    again = await api.delete(f"/campaigns/{campaign}/recordings/ti")

    assert (removed.status, removed.body) == (200, {"items": []})
    assert again.body == problem(404, "Not found", f"Campaign {campaign} has no recording in 'ti'.")


@pytest.mark.parametrize(
    ("content", "language", "reason"),
    [
        (b"", "ti", "This is no sound that can be read. Send OGG, MP3, WAV or FLAC."),
        (b"%PDF-1.7", "ti", "This is no sound that can be read. Send OGG, MP3, WAV or FLAC."),
        (make_file(0 * TONE), "ti", "There is nothing to hear in it."),
        (make_file(TONE), "hu", "No parent gets messages in 'hu': record the language in which they read."),
        (make_file(TONE), "klingonisch", "'klingonisch' is not a language that we know."),
    ],
)
async def test_what_nobody_could_hear_is_refused(
    api: Api, campaign: int, content: bytes, language: str, reason: str
) -> None:
    refused = await send(api, campaign, content, language)

    assert (refused.status, refused.body["detail"]) == (400, reason)


async def test_recording_has_a_language(api: Api, campaign: int) -> None:
    refused = await api.call("POST", f"/campaigns/{campaign}/recordings", data=make_file(TONE))

    assert (refused.status, refused.body["detail"]) == (400, "The query does not fit.")


async def test_recording_of_more_than_five_megabytes_is_refused(api: Api, campaign: int) -> None:
    assert (await send(api, campaign, BytesIO(bytes(5 * 1024 * 1024 + 1)))).status == 413


async def test_voice_of_a_parent_is_played_as_what_it_is(api: Api, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        message = await make_voice_message(session, "Amina")

    played = await api.get(f"/inbox/{message.thread_id}/messages/{message.id}/voice")

    assert (played.status, played.body) == (200, OGG.decode())
    headers = [played.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")]
    assert headers == ["audio/ogg", "nosniff", f'inline; filename="voice-{message.id}"']


async def test_voice_that_is_still_with_telegram_is_not_found(api: Api, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        message = await make_spoken_question(session, "Amina")

    missing = await api.get(f"/inbox/{message.thread_id}/messages/{message.id}/voice")

    sentence = f"The voice of message {message.id} is not here yet, or could not be fetched from Telegram."
    assert (missing.status, missing.body) == (404, problem(404, "Not found", sentence))
