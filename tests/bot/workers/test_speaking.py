"""The worker that speaks, with the true espeak-ng: what is wanted is said, and what cannot be said is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import undefer
from structlog.typing import EventDict

from bot.actions.outbox import queue_messages
from bot.actions.speaking import LEASE, MAX_ATTEMPTS, claim_speech
from bot.actions.voices import want_voice
from bot.deps import Deps
from bot.enums import MediaState, OutboxState
from bot.models import Media, OutboxMessage, Voice
from bot.workers.speaking import Speaking
from messages.conversation.voice import no_voice
from messages.languages import Language
from messages.outgoing import MessageKind, Outgoing
from tests.bot.voice.hearing import listen
from tests.builders import make_draft
from tests.fakes import FakeClock
from tests.voices import make_voices


async def want(deps: Deps, text: str = "Beste Amina, kom gerust.") -> None:
    """A Dutch text, and somebody who waits for it."""
    now = deps.clock.now()
    async with deps.transaction() as session:
        await make_voices(session)
        hearing = await want_voice(session, text=text, language="nl", campaign_id=None, parent_id=None, now=now)
        assert hearing is not None
        outgoing = Outgoing(MessageKind.VOICE, "nl", "")
        draft = make_draft("voice", outgoing=outgoing, media_id=hearing.media_id, prepared=False)
        await queue_messages(session, [draft], now=now)


async def media(deps: Deps) -> Media:
    async with deps.reading() as session:
        return (await session.scalars(select(Media).options(undefer(Media.content)))).one()


async def told(deps: Deps) -> tuple[str, str]:
    async with deps.reading() as session:
        message = (await session.scalars(select(OutboxMessage))).one()
    return message.state, message.text


async def test_wanted_text_is_said_and_its_message_leaves(deps: Deps) -> None:
    await want(deps)
    speaking = Speaking(deps)

    worked = [await speaking.step(), await speaking.step()]

    made = await media(deps)
    heard = listen(made.content or b"")
    assert (worked, made.state, made.voice, made.text) == ([True, False], MediaState.READY, "espeak-ng nl", None)
    assert (1 < heard.seconds < 5, heard.loud > 0.02) == (True, True)
    assert await told(deps) == (OutboxState.QUEUED, "")


async def test_who_speaks_is_written_down_for_everybody(deps: Deps) -> None:
    await Speaking(deps).step()

    async with deps.reading() as session:
        voices = {voice.language: voice.name for voice in await session.scalars(select(Voice))}
    assert (voices["ar"], "ti" in voices, len(voices)) == ("espeak-ng ar", False, 17)


async def test_without_a_voice_it_is_said_once_and_who_waits_reads_it(deps: Deps, logs: list[EventDict]) -> None:
    await want(deps)
    speaking = Speaking(replace(deps, settings=replace(deps.settings, espeak="nobody speaks")))

    for _ in range(3):
        await speaking.step()

    warnings = [entry["event"] for entry in logs if entry["log_level"] == "warning"]
    assert warnings == ["nobody speaks: install espeak-ng, or see OUDERBRUG_ESPEAK; recordings can still be heard"]
    assert await told(deps) == (OutboxState.QUEUED, no_voice(Language("nl")))
    assert (await media(deps)).state == MediaState.FAILED


async def test_voice_that_breaks_is_tried_three_times(deps: Deps, clock: FakeClock) -> None:
    """It lists its voices, and ends when it is to speak."""
    program = deps.settings.data_dir / "espeak"
    program.write_text('#!/bin/sh\n[ "$1" = --voices ] && printf "Pty Language\\n 5 nl\\n" && exit 0\nexit 7\n')
    program.chmod(0o755)
    await want(deps)
    speaking = Speaking(replace(deps, settings=replace(deps.settings, espeak=str(program))))
    states = []
    for _ in range(MAX_ATTEMPTS):
        assert await speaking.step()
        states.append((await media(deps)).state)
        clock.push(timedelta(minutes=1))
    await speaking.step()

    assert states == [MediaState.WANTED, MediaState.WANTED, MediaState.FAILED]
    assert (await media(deps)).error == "the program ended with 7"
    assert await told(deps) == (OutboxState.QUEUED, no_voice(Language("nl")))


async def test_text_with_which_the_process_died_again_and_again_is_given_up(deps: Deps, clock: FakeClock) -> None:
    await want(deps)
    for _ in range(MAX_ATTEMPTS):
        async with deps.transaction() as session:
            assert await claim_speech(session, now=clock.now())
        clock.push(LEASE)

    await Speaking(deps).step()

    assert (await media(deps)).state == MediaState.FAILED
