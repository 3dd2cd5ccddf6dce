"""A colleague's voice: recorded, recorded again, taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import queue_messages
from bot.actions.recordings import erase_recording
from bot.enums import MediaKind, MediaState, OutboxState
from bot.errors import BadInput, NotFound
from bot.models import AuditEntry, Media, OutboxMessage, Recording
from bot.queries.media import load_attachment
from bot.queries.recordings import RecordingLine, list_recordings
from messages.outgoing import Attachment, MessageKind
from tests.builders import RUTH, make_draft, make_event, make_families, make_invitation, make_row
from tests.fakes import NOW
from tests.voices import OGG, make_recording


@pytest.fixture
async def campaign(session: AsyncSession) -> int:
    await make_families(session, make_row("Liya", "Selam", "ti"))
    return (await make_invitation(session, await make_event(session))).id


async def test_recording_is_kept_as_a_voice_and_listed(session: AsyncSession, campaign: int) -> None:
    await make_recording(session, campaign, actor=RUTH)
    await make_recording(session, campaign, language="so", content=OGG + b"!")

    media = await session.get_one(Media, 1)
    assert (media.kind, media.state, media.key, media.parent_id) == (MediaKind.RECORDING, MediaState.READY, None, None)
    assert await load_attachment(session, media_id=1) == Attachment(
        "voice.ogg", "audio/ogg", OGG, spoken=True, seconds=3
    )
    assert await list_recordings(session, actor=RUTH, campaign_id=campaign) == [
        RecordingLine("so", 3, len(OGG) + 1, NOW),
        RecordingLine("ti", 3, len(OGG), NOW),
    ]


async def test_newer_recording_is_heard_also_where_the_older_was_queued(session: AsyncSession, campaign: int) -> None:
    await make_recording(session, campaign)
    await queue_messages(session, [make_draft("voice", kind=MessageKind.VOICE, media_id=1)], now=NOW)
    await make_recording(session, campaign, content=b"OggS better")

    queued = (await session.scalars(select(OutboxMessage))).one()
    assert await load_attachment(session, media_id=queued.media_id or 0) == Attachment(
        "voice.ogg", "audio/ogg", b"OggS better", spoken=True, seconds=3
    )
    assert len((await session.scalars(select(Recording))).all()) == 1


async def test_recording_that_is_taken_away_is_heard_by_nobody_more(session: AsyncSession, campaign: int) -> None:
    await make_recording(session, campaign)
    await queue_messages(session, [make_draft("voice", kind=MessageKind.VOICE, media_id=1)], now=NOW)
    await erase_recording(session, actor=RUTH, now=NOW, campaign_id=campaign, language="ti")

    session.expire_all()
    assert await list_recordings(session, actor=RUTH, campaign_id=campaign) == []
    assert (await session.scalars(select(Media))).all() == []
    assert (await session.scalars(select(OutboxMessage.state))).all() == [OutboxState.CANCELLED]
    actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert actions[-2:] == ["recording", "recording-erase"]


async def test_recording_that_is_not_there_cannot_be_taken_away(session: AsyncSession, campaign: int) -> None:
    with pytest.raises(NotFound, match="has no recording in 'ti'"):
        await erase_recording(session, actor=RUTH, now=NOW, campaign_id=campaign, language="ti")


async def test_language_in_which_nobody_gets_messages_is_not_recorded(session: AsyncSession, campaign: int) -> None:
    with pytest.raises(BadInput, match="No parent gets messages in 'hu'"):
        await make_recording(session, campaign, language="hu")
