"""What the school wrote, one tap away from what a machine made of it; in the own chat only."""

from __future__ import annotations

import pytest

from bot.actions.machine import record_spoken
from bot.actions.translations import record_wanted
from bot.domain.spoken import Spoken
from bot.enums import TranslationState
from bot.models import Event
from bot.sandbox import Phone
from bot.sandbox.chats import Message
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import BUTTON_TOO_OLD, show_original
from tests.builders import make_route, make_row
from tests.journeys.school import AMINA, OMAR, School, on_both_databases, said, seen

NOTE, TURKISH = "Kom gerust.", "Rahat gelin."
ORIGINAL = "📝 " + phrases_in("tr").say("What the school wrote")
TOO_OLD = phrases_in("tr").say(BUTTON_TOO_OLD)
YES = 0


@pytest.fixture
async def emine(school: School) -> Phone:
    """Reads Turkish, as Omar does."""
    await school.admit(make_row("Emre", "Emine", "tr"), make_row("Kaan", "Omar", "tr"))
    return await school.join("Emine", AMINA)


async def say(school: School) -> None:
    """A machine's words for the note; it was removed since."""
    async with school.deps.transaction() as session:
        await make_route(session, "nl", "tr")
        await record_wanted(session, texts=[NOTE], source="nl", targets=["tr"], now=school.now)
        spoken = [Spoken(1, TURKISH, TranslationState.MACHINE, engine="test 1.0")]
        await record_spoken(session, spoken=spoken, now=school.now)


async def invited(school: School, phone: Phone, **facts: str) -> tuple[Event, Message]:
    event = await school.plan(**facts)
    await school.invite(event)
    return event, await phone.receives(lambda message: len(message.buttons) >= 4)


def labels(message: Message) -> tuple[str, ...]:
    return seen(message).labels


@on_both_databases
async def test_original_is_one_tap_away_and_the_translation_stays(school: School, emine: Phone) -> None:
    await say(school)
    _, asked = await invited(school, emine, note=NOTE)
    invitation = seen(asked)

    shown = await school.tap(emine, asked, ORIGINAL)

    assert (TURKISH in invitation.text, NOTE in invitation.text, invitation.labels[-2]) == (True, False, ORIGINAL)
    assert seen(shown) == said(show_original(NOTE, reader=Language("tr")))
    assert [seen(message) for message in emine.messages] == [invitation, seen(shown)]


async def test_original_is_one_tap_away_from_an_answer_too(school: School, emine: Phone) -> None:
    await say(school)
    _, asked = await invited(school, emine, note=NOTE)

    answered = await school.tap(emine, asked, YES)
    shown = await school.tap(emine, answered, ORIGINAL)

    assert labels(answered)[-2] == ORIGINAL
    assert seen(shown) == said(show_original(NOTE, reader=Language("tr")))


async def test_words_that_came_after_the_invitation_have_their_original_behind_the_answer(
    school: School, emine: Phone
) -> None:
    _, asked = await invited(school, emine, note=NOTE)
    before = seen(asked)
    async with school.deps.transaction() as session:
        await make_route(session, "nl", "tr")
        await record_spoken(session, spoken=[Spoken(1, TURKISH, TranslationState.MACHINE)], now=school.now)

    answered = await school.tap(emine, asked, YES)
    shown = await school.tap(emine, answered, ORIGINAL)

    assert (NOTE in before.text, ORIGINAL in before.labels) == (True, False)
    assert (TURKISH in answered.text, labels(answered)[-2]) == (True, ORIGINAL)
    assert seen(shown) == said(show_original(NOTE, reader=Language("tr")))


@pytest.mark.parametrize("data", ["o1", "o999"])
@pytest.mark.usefixtures("emine")
async def test_button_of_another_chat_is_too_old(school: School, data: str) -> None:
    """Omar has the same message; this button is for Emine, or for nobody."""
    await say(school)
    omar = await school.join("Omar", OMAR)
    _, asked = await invited(school, omar, note=NOTE)

    shown = await school.toast_after(omar, lambda: school.forge(omar, asked, data))

    assert (labels(asked)[-2], shown) == (ORIGINAL, TOO_OLD)
    assert len(omar.messages) == 1


@pytest.mark.parametrize("data", ["o1", "o2"])
async def test_message_that_no_machine_made_has_no_original(school: School, emine: Phone, data: str) -> None:
    _, asked = await invited(school, emine)

    shown = await school.toast_after(emine, lambda: school.forge(emine, asked, data))

    assert shown == TOO_OLD
    assert len(emine.messages) == 1
