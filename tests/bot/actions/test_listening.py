"""A tap on "Listen": the message as it stands on the phone, once however often it is tapped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.delivery import claim_messages, record_sending, record_sent
from bot.actions.listening import Listened, record_listen
from bot.actions.outbox import queue_messages
from bot.actions.speaking import release_voices
from bot.enums import Lane, OutboxState
from bot.queries.outbox import Shown, find_shown
from messages.outgoing import HowSaid, MessageKind, Outgoing
from tests.builders import make_draft, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW
from tests.voices import list_voices, make_recording, make_voices, say_next

AMINA, PHONE, NUMBER = 1, 7001, 40
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
async def session(session: AsyncSession) -> AsyncSession:
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_joined(session, "Amina")
    await make_voices(session)
    return session


async def show(
    session: AsyncSession, text: str = "أهلا", language: str = "ar", *, now: datetime = NOW, **facts: Any
) -> None:
    """It stands on the phone as message 40."""
    outgoing = Outgoing(MessageKind.INVITATION, language, text, free_text=HowSaid.APPROVED)
    await queue_messages(session, [make_draft(text, outgoing=outgoing, **facts)], now=now)
    for claimed in await claim_messages(session, now=now, lanes=list(Lane), full_pace=1e9, limit=9):
        await record_sending(session, claimed=claimed, now=now)
        await record_sent(session, claimed=claimed, number=NUMBER, now=now)


async def tap(session: AsyncSession, update_id: int = 1, number: int | None = NUMBER) -> Listened:
    listened, _ = await record_listen(
        session, address=PHONE, number=number, parent_id=AMINA, update_id=update_id, now=NOW
    )
    return listened


async def test_voice_is_made_and_sent_in_the_conversation(session: AsyncSession) -> None:
    await show(session)

    assert await tap(session) is Listened.COMES
    (voice,) = await list_voices(session)
    facts = (voice.state, voice.lane, voice.address, voice.parent_id, voice.language, voice.how, voice.follows)
    assert facts == (OutboxState.PREPARING, Lane.CONVERSATION, PHONE, AMINA, "ar", HowSaid.APPROVED, None)
    assert (voice.dedupe_key, voice.use_by) == ("listen:1", NOW + timedelta(days=1))


async def test_tap_while_it_comes_does_not_double_it(session: AsyncSession) -> None:
    await show(session)
    taps = [await tap(session, update_id) for update_id in (1, 1, 2)]
    await say_next(session)
    await release_voices(session, now=NOW)
    taps.append(await tap(session, 3))

    assert set(taps) == {Listened.COMES}
    assert [voice.dedupe_key for voice in await list_voices(session)] == ["listen:1"]


async def test_tap_after_it_came_brings_it_again_without_making_it(session: AsyncSession) -> None:
    await show(session)
    await tap(session, 1)
    await say_next(session)
    (first,) = await list_voices(session)
    first.state = OutboxState.SENT
    await session.flush()
    await tap(session, 2)

    again = (await list_voices(session))[1]
    assert (again.state, again.media_id) == (OutboxState.QUEUED, first.media_id)


async def test_edit_of_a_message_is_what_is_heard(session: AsyncSession) -> None:
    campaign = await make_invitation(session, await make_event(session))
    await show(session, "أهلا", campaign_id=campaign.id)
    await show(session, "شكرا", now=LATER, edits=NUMBER)

    await tap(session)

    assert await find_shown(session, address=PHONE, number=NUMBER) == Shown("شكرا", "ar", HowSaid.APPROVED, campaign.id)
    assert (await say_next(session)).text == "شكرا."


async def test_colleague_is_heard_in_a_language_without_a_voice(session: AsyncSession) -> None:
    campaign = await make_invitation(session, await make_event(session))
    await show(session, "ሰላም", "ti", campaign_id=campaign.id)

    before = await tap(session, 1)
    await make_recording(session, campaign.id)

    assert (before, await tap(session, 2)) == (Listened.NO_VOICE, Listened.COMES)
    assert [(voice.state, voice.language) for voice in await list_voices(session)] == [(OutboxState.QUEUED, "ti")]


@pytest.mark.parametrize("number", [41, None])
async def test_message_that_we_never_sent_cannot_be_heard(session: AsyncSession, number: int | None) -> None:
    await show(session)

    assert await tap(session, number=number) is Listened.NOT_THERE
