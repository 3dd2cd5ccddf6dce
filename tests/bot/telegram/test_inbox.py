"""What a parent writes is kept and answered at once: by when, whom to call, who wrote, what is not passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Bot

from bot.deps import Deps
from bot.models import Alert, Thread, ThreadMessage, Update
from messages.conversation.inbox import (
    NO_FILES,
    NO_PICTURES,
    NO_PLACES,
    ONLY_ALONE,
    STICKER_SEEN,
    Expected,
    Help,
    ask_who_wrote,
    confirm_kept,
    confirm_writer,
    warn_of_danger,
)
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import BUTTON_TOO_OLD, HOW_TO_JOIN, NOT_READABLE, say_screen
from messages.taps import WriterTap
from tests.bot.telegram.chatting import Chatting, KeptToasts, shown
from tests.bot.telegram.conftest import AMINA
from tests.builders import make_families, make_joined, make_row
from tests.fakes import NOW, FakeClock

ARABIC, TURKISH = Language("ar"), Language("tr")
TOMORROW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
HELP = Help("112", ("Veilig Thuis 0800-2000",))
FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = {**FILE, "width": 1, "height": 1}
VOICE = {**FILE, "duration": 2}
PLACE = {"latitude": 52.0, "longitude": 4.3}


@pytest.fixture
async def amina(deps: Deps, bot: Bot) -> Chatting:
    """She reads Arabic; two people are called in danger."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina", first_address=AMINA)
    settings = replace(deps.settings, alert_to=("lio@school.example", "sam@school.example"))
    return Chatting(replace(deps, settings=settings), bot, KeptToasts(bot))


@pytest.fixture
async def shared(amina: Chatting) -> Chatting:
    """The same phone, which Mehmet joined later; he reads Turkish."""
    async with amina.deps.transaction() as session:
        await make_families(session, make_row("Emre", "Mehmet", "tr"))
        await make_joined(session, "Mehmet", first_address=AMINA, now=TOMORROW)
    return amina


def expected(amina: Chatting, answer_by: datetime = TOMORROW, opens: date | None = None) -> Expected:
    return Expected(answer_by.astimezone(amina.deps.settings.timezone), opens)


async def kept(deps: Deps) -> list[ThreadMessage]:
    async with deps.reading() as session:
        return list(await session.scalars(select(ThreadMessage).order_by(ThreadMessage.id)))


async def threads(deps: Deps) -> list[Thread]:
    async with deps.reading() as session:
        return list(await session.scalars(select(Thread).order_by(Thread.id)))


async def test_question_is_kept_and_the_parent_reads_by_when_the_answer_comes(amina: Chatting) -> None:
    answers = await amina.write("متى يبدأ الاجتماع؟", number=41)

    (message,) = await kept(amina.deps)
    assert answers == shown(confirm_kept(1, expected(amina), ARABIC))
    assert (message.text, message.address, message.message_number) == ("متى يبدأ الاجتماع؟", AMINA, 41)
    assert (message.forwarded, message.update_id) == (False, amina.last_update)
    assert [thread.waits_since for thread in await threads(amina.deps)] == [NOW]


async def test_at_the_weekend_the_parent_reads_when_the_school_opens(amina: Chatting, clock: FakeClock) -> None:
    clock.moment = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)

    answers = await amina.write("متى يبدأ الاجتماع؟")

    monday = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
    assert answers == shown(confirm_kept(1, expected(amina, monday, date(2026, 11, 30)), ARABIC))


async def test_voice_and_what_was_passed_on_are_kept(amina: Chatting) -> None:
    passed_on = {"type": "hidden_user", "date": 0, "sender_user_name": "Tante"}

    spoken = await amina.send(voice=VOICE, forward_origin=passed_on)
    written = await amina.send(voice=VOICE, caption="اسمعوا")

    assert spoken == shown(confirm_kept(1, expected(amina), ARABIC, voice=True))
    assert written == shown(confirm_kept(1, expected(amina), ARABIC))
    assert [(said.file_id, said.text, said.forwarded) for said in await kept(amina.deps)] == [
        ("f", "", True),
        ("f", "اسمعوا", False),
    ]


async def test_words_in_danger_are_on_top_and_the_parent_reads_whom_to_call(amina: Chatting) -> None:
    answers = await amina.write("زوجي يضربني")
    again = await amina.write("زوجي يضربني كل يوم")

    warned = shown(warn_of_danger(HELP, ARABIC), confirm_kept(1, expected(amina), ARABIC))
    assert (answers, again) == (warned, warned)
    (thread,) = await threads(amina.deps)
    async with amina.deps.reading() as session:
        alerts = [(alert.thread_id, alert.recipient, alert.urgent_at) for alert in await session.scalars(select(Alert))]
    assert thread.urgent_at == NOW
    assert alerts == [(thread.id, "lio@school.example", NOW), (thread.id, "sam@school.example", NOW)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"photo": [PHOTO]}, NO_PICTURES),
        ({"document": FILE}, NO_FILES),
        ({"location": PLACE}, NO_PLACES),
        ({"dice": {"value": 3, "emoji": "🎲"}}, STICKER_SEEN),
        ({"poll_of_tomorrow": {}}, NOT_READABLE),
    ],
)
async def test_what_is_not_passed_on_is_kindly_refused(amina: Chatting, content: dict[str, Any], sentence: str) -> None:
    stranger = replace(amina, address=9999, language="tr")

    assert await amina.send(**content) == shown(say_screen(sentence, ARABIC))
    assert await stranger.send(**content) == shown(say_screen(HOW_TO_JOIN, TURKISH))
    assert await kept(amina.deps) == []


async def test_album_is_refused_once(amina: Chatting) -> None:
    for _ in range(3):
        await amina.send(photo=[PHOTO], media_group_id="a1")

    async with amina.deps.reading() as session:
        handled = [update.address for update in await session.scalars(select(Update))]
    assert await amina.texts() == [phrases_in("ar").say(NO_PICTURES)]
    assert handled == [AMINA] * 3


async def test_words_under_a_picture_are_kept_and_the_picture_is_refused(amina: Chatting) -> None:
    answers = await amina.send(photo=[PHOTO], caption="هل هذا جيد؟")

    assert answers == shown(confirm_kept(1, expected(amina), ARABIC), say_screen(NO_PICTURES, ARABIC))
    assert [message.text for message in await kept(amina.deps)] == ["هل هذا جيد؟"]


async def test_shared_phone_is_asked_who_wrote_and_the_words_move(shared: Chatting) -> None:
    asked = await shared.write("زوجي يضربني")
    update_id = shared.last_update

    moved = await shared.tap(WriterTap(1, update_id))

    writers = [(2, "Mehmet", TURKISH), (1, "Amina", ARABIC)]
    assert asked == shown(
        warn_of_danger(HELP, TURKISH), confirm_kept(2, expected(shared), TURKISH), ask_who_wrote(update_id, writers)
    )
    assert moved == shown(confirm_writer(1, "Amina", expected(shared), ARABIC))
    (thread,) = await threads(shared.deps)
    assert (thread.parent_id, thread.waits_since, thread.urgent_at) == (1, NOW, NOW)
    assert [(said.thread_id, said.language) for said in await kept(shared.deps)] == [(thread.id, "ar")]


async def test_words_of_another_chat_or_for_a_stranger_do_not_move(shared: Chatting) -> None:
    async with shared.deps.transaction() as session:
        await make_families(session, make_row("Zosia", "Piotr", "pl"))
        await make_joined(session, "Piotr", first_address=8888)
    await shared.write("متى؟")
    update_id = shared.last_update

    for chat, parent in [(shared, 3), (replace(shared, address=8888), 3), (replace(shared, address=8888), 1)]:
        assert await chat.tap(WriterTap(parent, update_id)) == []
    assert await shared.tap(WriterTap(1, 77)) == []

    assert [shown_one is not None for shown_one in shared.toasts.shown] == [True] * 4
    assert shared.toasts.shown[0] == phrases_in("tr").say(BUTTON_TOO_OLD)
    assert [thread.parent_id for thread in await threads(shared.deps)] == [2]


async def test_group_is_told_why_and_left(amina: Chatting) -> None:
    group = {"id": -5, "type": "group", "title": "Groep 3"}

    answers = await amina.bring({"message": {**amina.message(1, text="/help"), "chat": group}})

    assert answers == []
    assert amina.toasts.left == [(-5, phrases_in("ar").say(ONLY_ALONE))]
    async with amina.deps.reading() as session:
        assert await session.scalar(select(Update.address)) == AMINA
