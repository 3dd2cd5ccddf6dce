"""A parent changes a message: the school sees the new words, unless it answered the old ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from telegram import Bot

from bot.actions.inbox import record_reply
from bot.actions.reading import claim_unread, record_read
from bot.deps import Deps
from bot.domain.spoken import ReadText
from bot.models import OutboxMessage, Thread, ThreadMessage, Update
from messages.conversation.inbox import EDIT_KEPT, EDIT_TOO_LATE, NO_PICTURES, Help, warn_of_danger
from messages.facts import Words
from messages.languages import Language
from messages.screens import HOW_TO_JOIN, help_screen, say_screen
from tests.bot.telegram.chatting import Chatting, KeptToasts, shown
from tests.bot.telegram.conftest import AMINA
from tests.builders import SAM, make_draft, make_families, make_joined, make_row
from tests.fakes import NOW, FakeClock

ARABIC, TURKISH = Language("ar"), Language("tr")
KEPT, TOO_LATE = shown(say_screen(EDIT_KEPT, ARABIC)), shown(say_screen(EDIT_TOO_LATE, ARABIC))
WARNED = warn_of_danger(Help("112", ("Veilig Thuis 0800-2000",)), ARABIC)
PHOTO = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}


@pytest.fixture
async def amina(deps: Deps, bot: Bot) -> Chatting:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina", first_address=AMINA)
    return Chatting(deps, bot, KeptToasts(bot))


async def kept(deps: Deps) -> list[ThreadMessage]:
    async with deps.reading() as session:
        return list(await session.scalars(select(ThreadMessage).order_by(ThreadMessage.id)))


async def answer(deps: Deps) -> None:
    words = Words("Ja", Language("nl"))
    async with deps.transaction() as session:
        facts = {"actor": SAM, "author": "Sam", "now": deps.clock.now(), "draft": make_draft()}
        await record_reply(session, thread_id=1, words=words, **facts)  # type: ignore[arg-type]


async def test_new_words_take_the_place_of_the_old_and_are_read_anew(amina: Chatting, clock: FakeClock) -> None:
    await amina.write("غدا", number=41)
    async with amina.deps.transaction() as session:
        unread = await claim_unread(session, now=NOW)
        assert unread is not None
        await record_read(session, unread=unread, read=ReadText("ar", True, True, "Morgen", True, "x"), now=NOW)
    clock.push(timedelta(minutes=5))

    answers = await amina.edit(41, text="بعد غد")

    (message,) = await kept(amina.deps)
    assert answers == KEPT
    assert (message.text, message.edited_at, message.sent_at) == ("بعد غد", clock.now(), NOW)
    assert (message.read_at, message.translation, message.identified, message.how, message.engine) == (None,) * 5
    assert (message.mixed, message.attempts, message.available_at) == (False, 0, None)


async def test_change_that_changes_nothing_needs_no_answer(amina: Chatting) -> None:
    await amina.write("غدا", number=41)

    assert await amina.edit(41, text="غدا") == []


async def test_change_after_the_answer_is_too_late(amina: Chatting) -> None:
    await amina.write("غدا", number=41)
    await answer(amina.deps)

    assert await amina.edit(41, text="بعد غد") == TOO_LATE
    assert [message.text for message in await kept(amina.deps)] == ["غدا", "Ja"]


async def test_words_in_danger_are_not_lost_because_they_came_as_an_edit(amina: Chatting) -> None:
    await amina.write("غدا", number=41)
    warned = await amina.edit(41, text="زوجي يضربني")
    await answer(amina.deps)

    again = await amina.edit(41, text="زوجي يضربني كل يوم")

    assert warned == [*shown(WARNED), *KEPT]
    assert again[0] == shown(WARNED)[0]
    assert [message.text for message in await kept(amina.deps)] == ["زوجي يضربني", "Ja", "زوجي يضربني كل يوم"]
    async with amina.deps.reading() as session:
        assert await session.scalar(select(Thread.urgent_at)) == NOW


async def test_change_of_what_was_not_kept_is_handled_as_new(amina: Chatting) -> None:
    stranger = replace(amina, address=9999, language="tr")
    await amina.write("/hlep", number=41)

    assert await amina.edit(41, text="/help") == shown(help_screen(ARABIC))
    assert await amina.edit(42, photo=[PHOTO]) == shown(say_screen(NO_PICTURES, ARABIC))
    assert len(await amina.edit(43, text="متى؟")) == 1
    assert await stranger.edit(44, text="ne zaman?") == shown(say_screen(HOW_TO_JOIN, TURKISH))
    assert [message.text for message in await kept(amina.deps)] == ["متى؟"]


@pytest.mark.parametrize("first", [True, False], ids=["kept by an edit", "changed by an edit"])
async def test_crash_before_the_answer_repeats_it(amina: Chatting, first: bool) -> None:
    if not first:
        await amina.write("غدا", number=41)
    answers = await amina.edit(41, text="بعد غد")
    crashed = amina.last_update
    async with amina.deps.transaction() as session:
        (await session.get_one(Update, crashed)).handled_at = None
        await session.execute(delete(OutboxMessage))

    await amina.bring({})

    assert await amina.answers(crashed) == answers != []
    assert [message.text for message in await kept(amina.deps)] == ["بعد غد"]
