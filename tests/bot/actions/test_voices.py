"""Who hears what: a colleague first, else a machine that speaks the language, once for each text; and what follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.choices import record_always_voice
from bot.actions.outbox import Draft, cancel_queued, queue_messages
from bot.actions.speaking import release_voices
from bot.actions.voices import Hearing, always_heard, record_voices, want_voice
from bot.enums import Lane, MediaKind, MediaState, OutboxState
from bot.models import Media, OutboxMessage, Recording, Voice
from messages.languages import Language
from messages.outgoing import Attachment, HowSaid, MessageKind, Outgoing
from messages.speech import speech_of
from tests.builders import GROUP, make_draft, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW
from tests.voices import list_voices, make_recording, make_voices, say_next

LATER = NOW + timedelta(days=1)
AMINA = 1


@pytest.fixture
async def session(session: AsyncSession) -> AsyncSession:
    """Amina wants to hear everything, Piotr does not; Dutch and Arabic are spoken."""
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Zosia", "Piotr", "pl"))
    await make_joined(session, "Amina", "Piotr")
    await record_always_voice(session, parent_id=AMINA, wanted=True)
    await make_voices(session)
    return session


async def want(session: AsyncSession, text: str = "🕐 08:00", language: str = "ar", **facts: Any) -> Hearing | None:
    return await want_voice(
        session, **{"text": text, "language": language, "campaign_id": None, "parent_id": AMINA, "now": NOW, **facts}
    )


def draft_to(parent_id: int = AMINA, *, key: str = "draft", text: str = "Lees samen.", **facts: Any) -> Draft:
    kind = facts.pop("kind", MessageKind.TIP)
    outgoing = Outgoing(kind, "ar", text, free_text=HowSaid.MACHINE)
    return make_draft(key, outgoing=outgoing, parent_id=parent_id, **facts)


async def media(session: AsyncSession) -> list[Media]:
    return list(await session.scalars(select(Media).order_by(Media.id).execution_options(populate_existing=True)))


async def test_newest_look_says_who_speaks(session: AsyncSession) -> None:
    await record_voices(session, voices={"tr": "espeak-ng tr", "nl": "piper ronnie"})

    voices = await session.scalars(select(Voice).order_by(Voice.language))
    assert [(voice.language, voice.name) for voice in voices] == [("nl", "piper ronnie"), ("tr", "espeak-ng tr")]


async def test_text_is_wanted_once_for_each_language_and_voice(session: AsyncSession) -> None:
    first = await want(session)
    again = await want(session, "08:00 🎒", parent_id=2, now=LATER)
    other_language = await want(session, language="nl")
    await record_voices(session, voices={"ar": "piper kareem"})
    other_voice = await want(session)

    assert first == again
    assert len({first, other_language, other_voice}) == len(await media(session)) == 3
    wanted = (await media(session))[0]
    facts = (wanted.kind, wanted.state, wanted.parent_id, wanted.voice, wanted.mime, wanted.used_at)
    assert facts == (MediaKind.SPOKEN, MediaState.WANTED, AMINA, "espeak-ng ar", "audio/ogg", LATER)
    assert wanted.text == speech_of("08:00", Language("ar"))


async def test_what_was_said_is_heard_at_once(session: AsyncSession) -> None:
    await want(session)
    await say_next(session)

    assert await want(session) == Hearing(1, ready=True)


async def test_what_failed_is_tried_again_when_somebody_wants_it_again(session: AsyncSession) -> None:
    await want(session)
    await session.execute(update(Media).values(state=MediaState.FAILED, attempts=3))

    assert await want(session) == Hearing(1, ready=False)
    assert [(one.state, one.attempts) for one in await media(session)] == [(MediaState.WANTED, 0)]


@pytest.mark.parametrize(("text", "language"), [("ሰላም", "ti"), ("🎉 ✅", "ar")])
async def test_nothing_to_hear_where_nobody_speaks_and_where_there_is_no_word(
    session: AsyncSession, text: str, language: str
) -> None:
    assert (await want(session, text, language), await media(session)) == (None, [])


async def test_colleague_goes_before_the_machine_for_her_campaign_and_language(session: AsyncSession) -> None:
    campaign = await make_invitation(session, await make_event(session))
    await make_recording(session, campaign.id, language="ar")
    await make_recording(session, campaign.id, language="ti")

    assert await want(session, campaign_id=campaign.id) == Hearing(1, ready=True)
    assert await want(session, language="ti", campaign_id=campaign.id) == Hearing(2, ready=True)
    assert await want(session, language="nl", campaign_id=campaign.id) == Hearing(3, ready=False)
    assert await want(session) == Hearing(4, ready=False)


async def test_who_hears_everything_is_asked_at_once_for_many(session: AsyncSession) -> None:
    assert await always_heard(session, parents=[1, 2, 3]) == {AMINA}
    assert await always_heard(session, parents=[]) == set()


async def test_message_to_who_hears_everything_is_followed_by_its_voice(session: AsyncSession) -> None:
    use_by = NOW + timedelta(days=7)
    drafts = [draft_to(key="a", available_at=LATER, use_by=use_by), draft_to(2, key="b", address=7002)]
    await queue_messages(session, drafts, now=NOW)

    (voice,) = await list_voices(session)
    facts = (voice.dedupe_key, voice.follows, voice.media_id, voice.state, voice.address, voice.parent_id, voice.lane)
    assert facts == ("voice:1", 1, 1, OutboxState.PREPARING, 7001, AMINA, Lane.BULK)
    frozen = (voice.text, voice.language, voice.how, voice.buttons, voice.available_at, voice.use_by)
    assert frozen == ("", "ar", HowSaid.MACHINE, [], LATER, use_by)


async def test_planned_twice_it_is_spoken_once(session: AsyncSession) -> None:
    await queue_messages(session, [draft_to()], now=NOW)
    await queue_messages(session, [draft_to()], now=LATER)

    assert len(await list_voices(session)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": MessageKind.SCREEN},
        {"kind": MessageKind.VOICE},
        {"edits": 12},
        {"expired_why": "no room"},
        {"parent_id": 2},
        {"parent_id": None},
        {"text": "🎉"},
    ],
)
async def test_message_that_is_no_message_of_its_own_is_not_followed(
    session: AsyncSession, facts: dict[str, Any]
) -> None:
    await queue_messages(session, [draft_to(**facts)], now=NOW)

    assert [voice for voice in await list_voices(session) if voice.follows] == []


async def test_voice_leaves_once_it_is_made_and_its_text_was_sent(session: AsyncSession) -> None:
    await queue_messages(session, [draft_to()], now=NOW)
    states = []
    for _ in range(2):
        await release_voices(session, now=NOW)
        states += [voice.state for voice in await list_voices(session)]
        await say_next(session) if len(states) == 1 else None
    await session.execute(
        update(OutboxMessage).where(OutboxMessage.id == 1).values(state=OutboxState.SENT, finished_at=NOW)
    )
    released = await release_voices(session, now=NOW)

    states += [voice.state for voice in await list_voices(session)]
    assert states == [OutboxState.PREPARING, OutboxState.PREPARING, OutboxState.QUEUED]
    assert (released, await release_voices(session, now=NOW)) == (1, 0)


@pytest.mark.parametrize("made", [False, True])
async def test_voice_of_a_text_that_was_called_off_never_leaves(session: AsyncSession, *, made: bool) -> None:
    await queue_messages(session, [draft_to()], now=NOW)
    if made:
        await say_next(session)
    await cancel_queued(session, OutboxMessage.kind == MessageKind.TIP, now=NOW)
    await release_voices(session, now=NOW)
    await queue_messages(session, [draft_to()], now=LATER)

    voices = [(voice.state, voice.finished_at) for voice in await list_voices(session)]
    assert voices == [(OutboxState.CANCELLED, NOW), (OutboxState.PREPARING, None)]


async def test_voice_that_was_erased_with_another_family_is_called_off(session: AsyncSession) -> None:
    await queue_messages(session, [draft_to()], now=NOW)
    await session.delete((await media(session))[0])
    await session.flush()
    await release_voices(session, now=NOW)

    assert [(voice.state, voice.media_id) for voice in await list_voices(session)] == [(OutboxState.CANCELLED, None)]


async def test_recording_is_followed_in_the_group_that_it_is_for(session: AsyncSession) -> None:
    campaign = await make_invitation(session, await make_event(session, groups=(GROUP,)))
    await make_recording(session, campaign.id, language="ar")
    await queue_messages(session, [draft_to(campaign_id=campaign.id)], now=NOW)

    recorded = await session.scalar(select(Recording.media_id))
    assert [(voice.media_id, voice.campaign_id) for voice in await list_voices(session)] == [(recorded, campaign.id)]


async def test_file_with_a_message_is_kept_beside_its_voice(session: AsyncSession) -> None:
    file = Attachment("les.pdf", "application/pdf", b"%PDF")
    outgoing = Outgoing(MessageKind.ANNOUNCEMENT, "ar", "Lees.", attachment=file)
    await queue_messages(session, [make_draft("file", outgoing=outgoing, parent_id=AMINA)], now=NOW)

    kinds = {one.id: one.kind for one in await media(session)}
    messages = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    assert [kinds[message.media_id or 0] for message in messages] == [MediaKind.DOCUMENT, MediaKind.SPOKEN]
