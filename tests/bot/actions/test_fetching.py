"""A parent's voice on its way from Telegram: claimed, kept, put off, given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from bot.actions.fetching import (
    LEASE,
    WantedFile,
    claim_recording,
    record_fetched,
    record_lost,
    record_put_off,
)
from bot.enums import MediaKind, MediaState
from bot.errors import NotFound
from bot.models import Media, ThreadMessage
from bot.queries.recordings import load_voice_message
from messages.outgoing import Attachment
from tests.builders import SAM, make_families, make_question, make_row
from tests.fakes import NOW
from tests.voices import OGG, make_spoken_question, make_voice_message


@pytest.fixture
async def asked(session: AsyncSession) -> ThreadMessage:
    """Amina wrote, and then said something."""
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_question(session, "Amina")
    return await make_spoken_question(session, "Amina", update_id=2)


async def find_media(session: AsyncSession) -> Media:
    query = select(Media).options(undefer(Media.content)).execution_options(populate_existing=True)
    return (await session.scalars(query)).one()


async def test_voice_message_is_wanted_by_its_telegram_name(session: AsyncSession, asked: ThreadMessage) -> None:
    wanted = await claim_recording(session, now=NOW)

    media = await find_media(session)
    assert wanted == WantedFile(media.id, "file-2", 1)
    facts = (media.kind, media.state, media.parent_id, media.file_name, media.available_at)
    assert facts == (MediaKind.INBOUND, MediaState.WANTED, 1, f"voice-{asked.id}", NOW + LEASE)
    assert asked.media_id == media.id
    assert await claim_recording(session, now=NOW) is None


@pytest.mark.usefixtures("asked")
async def test_fetcher_that_died_is_followed_by_another(session: AsyncSession) -> None:
    await claim_recording(session, now=NOW)

    assert await claim_recording(session, now=NOW + LEASE) == WantedFile(1, "file-2", 2)


async def test_what_is_fetched_is_played_as_what_it_is(session: AsyncSession, asked: ThreadMessage) -> None:
    await claim_recording(session, now=NOW)
    await record_fetched(session, media_id=1, content=OGG, now=NOW)

    played = await load_voice_message(session, actor=SAM, thread_id=asked.thread_id, message_id=asked.id)
    assert played == Attachment(f"voice-{asked.id}", "audio/ogg", OGG)
    assert await claim_recording(session, now=NOW + LEASE) is None


@pytest.mark.usefixtures("asked")
async def test_third_failure_of_unknown_cause_gives_up(session: AsyncSession) -> None:
    states, moments = [], []
    for attempt in (1, 2, 3):
        wanted = WantedFile(1, "file-2", attempt)
        await claim_recording(session, now=NOW + timedelta(days=attempt))
        await record_put_off(session, wanted=wanted, error="KeyError", now=NOW)
        media = await find_media(session)
        states.append(media.state)
        moments.append(media.available_at)

    assert states == [MediaState.WANTED, MediaState.WANTED, MediaState.FAILED]
    assert moments[:2] == [NOW + timedelta(minutes=1), NOW + timedelta(minutes=15)]


@pytest.mark.usefixtures("asked")
async def test_telegram_that_is_not_there_costs_no_attempt(session: AsyncSession) -> None:
    until = NOW + timedelta(hours=1)
    for moment in (NOW, until):
        wanted = await claim_recording(session, now=moment)
        assert wanted == WantedFile(1, "file-2", 1)
        await record_put_off(session, wanted=wanted, error="HTTP 429", now=moment, until=until)

    media = await find_media(session)
    assert (media.state, media.attempts, media.available_at, media.error) == (MediaState.WANTED, 0, until, "HTTP 429")


async def test_voice_that_is_lost_is_never_here(session: AsyncSession, asked: ThreadMessage) -> None:
    await claim_recording(session, now=NOW)
    await record_lost(session, media_id=1, error="HTTP 400")

    assert await claim_recording(session, now=NOW + timedelta(days=1)) is None
    with pytest.raises(NotFound, match="is not here yet, or could not be fetched"):
        await load_voice_message(session, actor=SAM, thread_id=asked.thread_id, message_id=asked.id)


async def test_written_message_and_anothers_have_no_voice(session: AsyncSession, asked: ThreadMessage) -> None:
    await make_families(session, make_row("Zosia", "Piotr", "pl"))
    others = await make_voice_message(session, "Piotr", update_id=3)

    for message_id in (1, others.id, 99):
        with pytest.raises(NotFound, match="is not a voice message"):
            await load_voice_message(session, actor=SAM, thread_id=asked.thread_id, message_id=message_id)
