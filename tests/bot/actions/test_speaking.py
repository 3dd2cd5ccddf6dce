"""What is said next, and what comes of it when it cannot be said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from bot.actions.outbox import queue_messages
from bot.actions.speaking import (
    LEASE,
    MAX_ATTEMPTS,
    WantedSpeech,
    claim_speech,
    record_said,
    record_unsaid,
    release_voices,
)
from bot.actions.voices import want_voice
from bot.deps import Deps
from bot.enums import Lane, MediaState, OutboxState
from bot.models import Media
from messages.outgoing import MessageKind, Outgoing
from tests.builders import make_draft
from tests.fakes import NOW
from tests.voices import OGG, list_voices, make_voices

SORRY = "🔇 Nobody speaks it."


async def want(session: AsyncSession, text: str, **facts: Any) -> int:
    """Wanted, and somebody waits for it."""
    await make_voices(session)
    hearing = await want_voice(session, text=text, language="nl", campaign_id=None, parent_id=None, now=NOW)
    assert hearing is not None
    outgoing = Outgoing(MessageKind.VOICE, "nl", "")
    draft = make_draft(text, outgoing=outgoing, media_id=hearing.media_id, prepared=False, **facts)
    await queue_messages(session, [draft], now=NOW)
    return hearing.media_id


async def find_media(session: AsyncSession, media_id: int) -> Media:
    query = select(Media).where(Media.id == media_id).options(undefer(Media.content))
    return (await session.scalars(query.execution_options(populate_existing=True))).one()


async def test_parent_who_waits_with_the_phone_in_the_hand_goes_first(session: AsyncSession) -> None:
    await want(session, "Aan allen.")
    await want(session, "Aan u.", lane=Lane.CONVERSATION)

    claimed = [await claim_speech(session, now=NOW) for _ in range(3)]

    assert claimed == [WantedSpeech(2, "nl", "Aan u.", 1), WantedSpeech(1, "nl", "Aan allen.", 1), None]


async def test_lease_that_ran_out_is_claimed_again(session: AsyncSession) -> None:
    await want(session, "Hallo.")
    await claim_speech(session, now=NOW)

    assert await claim_speech(session, now=NOW + LEASE - timedelta(seconds=1)) is None
    assert await claim_speech(session, now=NOW + LEASE) == WantedSpeech(1, "nl", "Hallo.", 2)


async def test_two_workers_never_say_the_same(deps: Deps) -> None:
    async with deps.transaction() as session:
        await want(session, "Een.")
        await want(session, "Twee.")
    if deps.database.embedded:
        return  # one writer at a time
    async with deps.transaction() as one, deps.transaction() as other:
        said = [await claim_speech(session, now=NOW) for session in (one, other)]

    assert [wanted.text for wanted in said if wanted] == ["Een.", "Twee."]


async def test_what_is_said_is_kept_without_its_words_and_leaves(session: AsyncSession) -> None:
    media_id = await want(session, "Hallo.")
    await claim_speech(session, now=NOW)
    await record_said(session, media_id=media_id, content=OGG, seconds=2, voice="piper ronnie", now=NOW)
    released = await release_voices(session, now=NOW)

    media = await find_media(session, media_id)
    facts = (media.state, media.text, media.content, media.seconds, media.voice, media.available_at)
    assert facts == (MediaState.READY, None, OGG, 2, "piper ronnie", None)
    assert (released, [voice.state for voice in await list_voices(session)]) == (1, [OutboxState.QUEUED])


async def test_failure_is_tried_again_a_little_later(session: AsyncSession) -> None:
    media_id = await want(session, "Hallo.")
    wanted = await claim_speech(session, now=NOW)
    assert wanted is not None
    await record_unsaid(session, wanted=wanted, error="the program ended with 1", instead=SORRY, now=NOW)

    media = await find_media(session, media_id)
    assert (media.state, media.error, media.text) == (MediaState.WANTED, "the program ended with 1", "Hallo.")
    assert await claim_speech(session, now=NOW) is None
    assert await claim_speech(session, now=NOW + timedelta(seconds=1)) == WantedSpeech(media_id, "nl", "Hallo.", 2)


async def test_third_failure_is_told_in_writing_to_who_waits(session: AsyncSession) -> None:
    media_id = await want(session, "Hallo.")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        wanted = WantedSpeech(media_id, "nl", "Hallo.", attempt)
        await record_unsaid(session, wanted=wanted, error="broken", instead=SORRY, now=NOW)
    await release_voices(session, now=NOW)

    (told,) = await list_voices(session)
    assert (await find_media(session, media_id)).state == MediaState.FAILED
    assert (told.state, told.text, told.media_id) == (OutboxState.QUEUED, SORRY, None)


async def test_language_that_lost_its_voice_is_told_at_once(session: AsyncSession) -> None:
    media_id = await want(session, "Hallo.")
    wanted = WantedSpeech(media_id, "nl", "Hallo.", 1)
    await record_unsaid(session, wanted=wanted, error="nobody", instead=SORRY, now=NOW, again=False)

    assert [voice.text for voice in await list_voices(session)] == [SORRY]
