"""Who says an invitation in which language; what nobody says stands first."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.errors import NotFound
from bot.models import Event
from bot.queries.recordings import RecordingLine
from bot.queries.spoken import SpokenLanguage, load_recording, load_spoken
from messages.outgoing import Attachment
from tests.builders import RUTH, SAM, TOM, make_event, make_families, make_invitation, make_row
from tests.fakes import NOW
from tests.voices import OGG, make_recording, make_voices


@pytest.fixture
async def event(session: AsyncSession) -> Event:
    """Two parents read Arabic, which a machine speaks, one Tigrinya and one Polish; Hungarian we cannot write."""
    await make_families(
        session,
        *(make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "ar"), make_row("Liya", "Selam", "ti")),
        *(make_row("Jan", "Piotr", "pl"), make_row("Bence", "Anna", "hu")),
    )
    await make_voices(session)
    return await make_event(session)


async def test_languages_that_nobody_speaks_stand_first(session: AsyncSession, event: Event) -> None:
    campaign = await make_invitation(session, event)
    for language in ("ti", "fa"):
        await make_recording(session, campaign.id, language=language)

    found = await load_spoken(session, actor=RUTH, event_id=event.id, source="nl")

    def recorded(language: str) -> RecordingLine:
        return RecordingLine(language, 3, len(OGG), NOW)

    assert (found.event, found.campaign_id) == (event, campaign.id)
    assert found.languages == [
        SpokenLanguage("pl", 1, by_machine=False, recording=None),
        SpokenLanguage("ar", 2, by_machine=True, recording=None),
        SpokenLanguage("nl", 1, by_machine=True, recording=None),
        SpokenLanguage("ti", 1, by_machine=False, recording=recorded("ti")),
        SpokenLanguage("fa", 0, by_machine=False, recording=recorded("fa")),
    ]


async def test_newest_invitation_is_read_aloud(session: AsyncSession, event: Event) -> None:
    before = await load_spoken(session, actor=RUTH, event_id=event.id, source="nl")
    stopped = await make_invitation(session, event)
    await cancel_campaign(session, actor=SAM, now=NOW, campaign_id=stopped.id)
    alone = await load_spoken(session, actor=RUTH, event_id=event.id, source="nl")
    again = await make_invitation(session, event)
    after = await load_spoken(session, actor=RUTH, event_id=event.id, source="nl")

    assert (before.campaign_id, before.languages) == (None, [])
    assert (alone.campaign_id, after.campaign_id) == (stopped.id, again.id)


async def test_recording_is_played_to_staff_of_the_group(session: AsyncSession, event: Event) -> None:
    campaign = await make_invitation(session, event)
    await make_recording(session, campaign.id)

    sound = await load_recording(session, actor=RUTH, campaign_id=campaign.id, language="ti")

    assert sound == Attachment("voice.ogg", "audio/ogg", OGG)
    with pytest.raises(NotFound):
        await load_recording(session, actor=TOM, campaign_id=campaign.id, language="ti")
    with pytest.raises(NotFound, match="has no recording in 'ar'"):
        await load_recording(session, actor=RUTH, campaign_id=campaign.id, language="ar")
