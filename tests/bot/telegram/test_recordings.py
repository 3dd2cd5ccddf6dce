"""What parents say is fetched from Telegram with the true library, whatever Telegram does meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer
from telegram import Bot

from bot.actions.inbox import record_question
from bot.deps import Deps
from bot.enums import MediaState
from bot.models import Media
from bot.sandbox import Phone, Sandbox
from bot.sandbox.faults_file import faults_plan
from bot.telegram.recordings import MOST_BYTES, fetch_one_recording
from tests.bot.voice.hearing import make_file, make_tone
from tests.builders import make_families, make_row
from tests.fakes import FakeClock

TONE = make_file(make_tone(0.5), kind="OGG", subtype="OPUS", rate=24_000)


async def speak(deps: Deps, phone: Phone, content: bytes = TONE) -> None:
    """A parent says something, and it stands in a thread."""
    message = phone.speak(content)
    assert message.media is not None
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await record_question(
            session,
            parent_id=1,
            text="",
            language="ar",
            update_id=1,
            file_id=message.media.file_id,
            now=deps.clock.now(),
        )


async def media(deps: Deps) -> Media:
    async with deps.reading() as session:
        return (await session.scalars(select(Media).options(undefer(Media.content)))).one()


async def test_voice_message_is_kept_as_it_was_said(deps: Deps, bot: Bot, amina: Phone) -> None:
    await speak(deps, amina)

    worked = [await fetch_one_recording(deps, bot), await fetch_one_recording(deps, bot)]

    kept = await media(deps)
    assert (worked, kept.state, kept.mime, kept.content) == ([True, False], MediaState.READY, "audio/ogg", TONE)


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        ({"do": "429", "retry_after": 7}, timedelta(seconds=7)),
        ({"do": "401"}, timedelta(seconds=30)),
        ({"do": "500"}, timedelta(minutes=1)),
        ({"do": "garbage"}, timedelta(minutes=1)),
    ],
)
async def test_telegram_that_refuses_for_now_is_asked_again(
    deps: Deps, bot: Bot, amina: Phone, sandbox: Sandbox, clock: FakeClock, fault: dict[str, object], waits: timedelta
) -> None:
    await speak(deps, amina)
    sandbox.world.break_with(faults_plan([{"method": "getFile", **fault}]))
    await fetch_one_recording(deps, bot)
    put_off = await media(deps)
    sandbox.world.break_with(faults_plan([]))
    at_once = await fetch_one_recording(deps, bot)
    clock.push(waits)
    later = await fetch_one_recording(deps, bot)

    assert (put_off.state, put_off.available_at) == (MediaState.WANTED, clock.now())
    assert (at_once, later, (await media(deps)).state) == (False, True, MediaState.READY)


async def test_recording_that_is_too_large_is_not_kept(deps: Deps, bot: Bot, amina: Phone) -> None:
    await speak(deps, amina, b"OggS" + bytes(MOST_BYTES))
    await fetch_one_recording(deps, bot)

    lost = await media(deps)
    assert (lost.state, lost.error, lost.content) == (MediaState.FAILED, "the recording is too large", None)


async def test_recording_that_telegram_does_not_have_is_lost(
    deps: Deps, bot: Bot, amina: Phone, sandbox: Sandbox
) -> None:
    await speak(deps, amina)
    sandbox.world.files._by_id.clear()
    await fetch_one_recording(deps, bot)

    assert (await media(deps)).state == MediaState.FAILED
