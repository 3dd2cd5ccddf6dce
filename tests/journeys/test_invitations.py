"""One tap: yes, no, maybe, not then, how many; and taps that are old, forged, repeated or late."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.models import Event
from bot.queries.events import facts_of
from bot.sandbox import Phone
from bot.sandbox.chats import Message
from messages.facts import Answer, GivenAnswer, Reader
from messages.languages import Language
from messages.outgoing import MessageKind
from messages.phrases import phrases_in
from messages.render import render_event
from messages.screens import ANSWER_SAVED, ANSWER_TOO_LATE, BUTTON_TOO_OLD, EVENT_CANCELLED
from tests.builders import make_row
from tests.journeys.school import AMINA, OMAR, PIOTR, School, Screen, on_both_databases, said, seen

YES, NO, MAYBE, NOT_THEN = 0, 1, 2, 3


def invitation(event: Event, reader: Reader, answer: GivenAnswer | None = None) -> Screen:
    facts = facts_of(event, zone=ZoneInfo("Europe/Amsterdam"), reader=reader.language)
    return said(render_event(MessageKind.INVITATION, facts, reader, answer=answer))


def toast(sentence: str, language: str) -> str:
    return phrases_in(language).say(sentence)


ZOSIAS_FATHER = Reader(1, "Piotr", ("Zosia",), Language("pl"))


async def invited(school: School, **facts: object) -> tuple[Phone, Event, Message]:
    """Piotr, who reads Polish, with an invitation on his phone."""
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    phone, event = await school.join("Piotr", PIOTR), await school.plan(**facts)
    await school.invite(event)
    return phone, event, await phone.receives(lambda message: len(message.buttons) == 5)


@on_both_databases
async def test_answer_takes_the_place_of_the_question_and_can_be_changed(school: School) -> None:
    phone, event, asked = await invited(school)
    question = seen(asked)

    yes = await school.tap(phone, asked, YES)
    people = await school.tap(phone, yes, "3")
    changing = await school.tap(phone, people, 0)
    no = await school.tap(phone, changing, NO)
    again = await school.tap(phone, no, 0)
    not_then = await school.tap(phone, again, NOT_THEN)

    answers = [
        None,
        GivenAnswer(Answer.YES),
        GivenAnswer(Answer.YES, 3),
        None,
        GivenAnswer(Answer.NO),
        None,
        GivenAnswer(Answer.NO, cannot_then=True),
    ]
    shown = [question, *(seen(message) for message in (yes, people, changing, no, again, not_then))]
    assert shown == [invitation(event, ZOSIAS_FATHER, answer) for answer in answers]
    assert len(phone.messages) == 1
    assert await school.answers(event) == [(1, "no", None, True)]


async def test_saved_answer_says_thank_you_on_the_button(school: School) -> None:
    phone, _, asked = await invited(school)

    shown = await school.toast_after(phone, lambda: phone.tap(asked.message_id, MAYBE))

    assert shown == toast(ANSWER_SAVED, "pl")


async def test_change_shows_the_question_and_keeps_the_answer_until_another_is_tapped(school: School) -> None:
    phone, event, asked = await invited(school)

    await school.tap(phone, await school.tap(phone, asked, NO), 0)

    assert await school.answers(event) == [(1, "no", None, False)]


async def test_answer_counts_for_each_child_in_the_group(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar"))
    phone, event = await school.join("Amina", AMINA), await school.plan()
    await school.invite(event)

    asked = await phone.receives(lambda message: len(message.buttons) == 5)
    await school.tap(phone, asked, YES)

    assert await school.answers(event) == [(1, "yes", None, False), (2, "yes", None, False)]


async def test_answer_after_rsvp_by_is_refused_on_the_button(school: School) -> None:
    phone, event, asked = await invited(school, rsvp_by=None)
    await school.pass_to(event.starts_at)

    shown = await school.toast_after(phone, lambda: phone.tap(asked.message_id, YES))

    assert shown == toast(ANSWER_TOO_LATE, "pl")
    assert seen(phone.messages[0]) == invitation(event, ZOSIAS_FATHER)
    assert await school.answers(event) == []


async def test_answer_until_rsvp_by_only(school: School) -> None:
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    phone, event = await school.join("Piotr", PIOTR), await school.plan(rsvp_by=school.now + timedelta(days=2))
    await school.invite(event)
    asked = await phone.receives(lambda message: len(message.buttons) == 5)

    await school.tap(phone, asked, NO)
    await school.pass_to(school.now + timedelta(days=2))
    shown = await school.toast_after(phone, lambda: school.forge(phone, asked, f"r{event.id}.1.y"))

    assert shown == toast(ANSWER_TOO_LATE, "pl")
    assert await school.answers(event) == [(1, "no", None, False)]


async def test_tap_on_the_message_of_a_cancelled_event_says_so(school: School) -> None:
    phone, event, asked = await invited(school)
    await school.cancel(event)
    await phone.receives("🚫")

    shown = await school.toast_after(phone, lambda: phone.tap(asked.message_id, YES))

    assert shown == toast(EVENT_CANCELLED, "pl")
    assert await school.answers(event) == []


FORGED = (
    ("another parent's", "r{event}.2.y"),
    ("nobody's", "r{event}.999.y"),
    ("another event's", "r999.1.y"),
    ("another parent's people", "p{event}.2.3"),
    ("another parent's change", "c{event}.2"),
    ("change of another event", "c999.1"),
    ("another parent's language list", "l2"),
    ("another parent's language", "s2.nl"),
    ("a language that we do not speak", "s1.zz"),
    ("another parent's way back", "u2"),
    ("an answer that we never offered", "r{event}.1.x"),
    ("another bot's", "nonsense"),
    ("digits that are none to us", "r\u0661.1.y"),
)


async def test_forged_and_old_buttons_change_nothing_and_say_so(school: School) -> None:
    phone, event, asked = await invited(school)
    await school.admit(make_row("Noor", "Amina", "ar"))
    await school.join("Amina", AMINA)

    told = {}
    for name, data in FORGED:
        forged = data.format(event=event.id)
        told[name] = await school.toast_after(phone, partial(school.forge, phone, asked, forged))

    assert told == {name: toast(BUTTON_TOO_OLD, "pl") for name, _ in FORGED}
    assert [seen(message) for message in phone.messages] == [invitation(event, ZOSIAS_FATHER)]
    assert await school.answers(event) == []


async def test_button_of_another_chat_changes_nothing(school: School) -> None:
    _, event, _ = await invited(school)
    await school.admit(make_row("Noor", "Amina", "ar"))
    amina = await school.join("Amina", AMINA, "ar")
    asked = await school.write(amina, "/help")

    shown = await school.toast_after(amina, lambda: school.forge(amina, asked, f"r{event.id}.1.y"))

    assert shown == toast(BUTTON_TOO_OLD, "ar")
    assert await school.answers(event) == []


async def test_same_tap_twice_is_one_answer_and_no_error(school: School) -> None:
    phone, event, asked = await invited(school)

    phone.tap(asked.message_id, YES)
    answered = await school.tap(phone, asked, YES)
    await school.settle()

    assert seen(phone.messages[0]) == seen(answered) == invitation(event, ZOSIAS_FATHER, GivenAnswer(Answer.YES))
    assert [shown.text for shown in phone.chat.toasts] == [toast(ANSWER_SAVED, "pl")] * 2
    assert await school.answers(event) == [(1, "yes", None, False)]


async def test_quick_change_of_mind_ends_in_the_last_tap(school: School) -> None:
    phone, event, asked = await invited(school)

    for button in (YES, NO, MAYBE):
        phone.tap(asked.message_id, button)
    await school.settle()

    assert seen(phone.messages[0]) == invitation(event, ZOSIAS_FATHER, GivenAnswer(Answer.MAYBE))
    assert await school.answers(event) == [(1, "maybe", None, False)]


async def test_tap_that_arrives_out_of_order_does_not_undo_a_newer_one(school: School) -> None:
    phone, event, asked = await invited(school)
    phone.tap(asked.message_id, YES)
    await school.settle()
    older = {"update_id": 1, "callback_query": press(phone, asked, f"r{event.id}.1.n")}

    school.sandbox.world.bot.updates.inject(older)
    await school.until_handled(1)
    await school.settle()

    assert seen(phone.messages[0]) == invitation(event, ZOSIAS_FATHER, GivenAnswer(Answer.YES))
    assert await school.answers(event) == [(1, "yes", None, False)]


async def test_each_guardian_answers_for_themselves_and_both_are_shown(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "en"))
    amina, omar = await school.join("Amina", AMINA), await school.join("Omar", OMAR)
    event = await school.plan()
    await school.invite(event)

    for phone, button in ((amina, YES), (omar, NO)):
        await school.tap(phone, await phone.receives(lambda message: len(message.buttons) == 5), button)

    assert await school.answers(event) == [(1, "yes", None, False), (1, "no", None, False)]


def press(phone: Phone, message: Message, data: str) -> dict[str, object]:
    """A press as Telegram would bring it."""
    return {
        "id": "1",
        "from": {"id": phone.chat.id, "is_bot": False, "first_name": phone.chat.name},
        "message": {
            "message_id": message.message_id,
            "date": message.date,
            "chat": {"id": phone.chat.id, "type": "private"},
        },
        "chat_instance": "1",
        "data": data,
    }
