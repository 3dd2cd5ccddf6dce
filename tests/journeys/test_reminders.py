"""Reminders, nudges, changes, cancellations: to exactly those whom they concern, at a decent hour, never too late."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.enums import OutboxState
from bot.models import Event
from bot.queries.events import facts_of
from bot.sandbox import Phone
from bot.workers.housekeeping import tidy_outbox
from messages.facts import Answer, GivenAnswer, Reader
from messages.languages import Language
from messages.outgoing import MessageKind
from messages.render import render_event
from tests.builders import SAM, make_row
from tests.journeys.school import AMINA, OMAR, PIOTR, SELAM, School, Screen, on_both_databases, said, seen

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YES, NO = 0, 1
FAMILIES = (
    make_row("Noor", "Amina", "ar"),
    make_row("Zosia", "Piotr", "pl"),
    make_row("Liya", "Selam", "ti"),
)


def at(moment: datetime, clock: str) -> datetime:
    """That day at this time on the school's clock."""
    hour, minute = map(int, clock.split(":"))
    return moment.astimezone(AMSTERDAM).replace(hour=hour, minute=minute, second=0, microsecond=0)


def message(
    kind: MessageKind,
    event: Event,
    parent: int,
    name: str,
    child: str,
    language: str,
    answer: GivenAnswer | None = None,
) -> Screen:
    reader = Reader(parent, name, (child,), Language(language))
    changed = ("place",) if kind is MessageKind.CHANGE else ()
    facts = facts_of(event, zone=AMSTERDAM, reader=reader.language, changed=changed)
    return said(render_event(kind, facts, reader, answer=answer))


async def three_invited(school: School) -> tuple[Event, Phone, Phone, Phone]:
    """Amina, Piotr and Selam have an invitation."""
    await school.admit(*FAMILIES)
    phones = [await school.join(*who) for who in (("Amina", AMINA), ("Piotr", PIOTR), ("Selam", SELAM))]
    event = await school.plan()
    await school.invite(event)
    for phone in phones:
        await phone.receives(lambda each: len(each.buttons) == 5)
    amina, piotr, selam = phones
    return event, amina, piotr, selam


@on_both_databases
async def test_only_who_has_not_answered_is_reminded_and_yes_gets_a_nudge(school: School) -> None:
    event, amina, piotr, selam = await three_invited(school)
    await school.tap(amina, amina.messages[0], YES)
    await school.tap(piotr, piotr.messages[0], NO)

    await school.pass_to(event.starts_at - timedelta(days=7))
    await selam.receives(lambda each: each.message_id == 2)
    await school.pass_to(event.starts_at - timedelta(days=1))
    await amina.receives(lambda each: each.message_id == 2)
    await school.settle()

    reminder = message(MessageKind.REMINDER, event, 3, "Selam", "Liya", "ti")
    yes = GivenAnswer(Answer.YES)
    assert [seen(each) for each in selam.messages[1:]] == [reminder, reminder]
    assert [seen(each) for each in amina.messages[1:]] == [
        message(MessageKind.NUDGE, event, 1, "Amina", "Noor", "ar", yes)
    ]
    assert len(piotr.messages) == 1


async def test_answer_of_one_guardian_spares_the_other_a_reminder(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "ar"))
    amina, omar = await school.join("Amina", AMINA), await school.join("Omar", OMAR)
    event = await school.plan()
    await school.invite(event)
    await school.tap(amina, await amina.receives(lambda each: len(each.buttons) == 5), NO)

    await school.pass_to(event.starts_at - timedelta(days=7))
    await school.settle()

    assert len(omar.messages) == 1


async def test_answer_calls_off_the_reminder_that_waits_for_the_morning(school: School) -> None:
    await school.admit(*FAMILIES)
    amina, piotr = await school.join("Amina", AMINA), await school.join("Piotr", PIOTR)
    event = await school.plan(starts_at=at(school.now + timedelta(days=21), "20:30"))
    await school.invite(event)
    asked = await amina.receives(lambda each: len(each.buttons) == 5)

    await school.pass_to(event.starts_at - timedelta(days=7))
    await school.settle()
    await school.tap(amina, asked, NO)
    await school.pass_to(at(school.now + timedelta(days=1), "07:30"))
    await piotr.receives(lambda each: each.message_id == 2)
    await school.settle()

    assert [len(phone.messages) for phone in (amina, piotr)] == [1, 2]


async def test_at_night_nothing_leaves_until_half_past_seven_but_replies_do(school: School) -> None:
    await school.admit(*FAMILIES)
    amina, piotr = await school.join("Amina", AMINA), await school.join("Piotr", PIOTR)
    event = await school.plan()
    await school.pass_to(at(school.now, "21:00"))

    await school.invite(event)
    await school.write(piotr, "/help")
    await school.settle()
    at_night = len(amina.messages)
    await school.pass_to(at(school.now + timedelta(days=1), "07:29"))
    await school.settle()
    early = len(amina.messages)
    await school.pass_to(at(school.now, "07:30"))
    invited = await amina.receives(lambda each: len(each.buttons) == 5)

    assert (at_night, early) == (0, 0)
    assert seen(invited) == message(MessageKind.INVITATION, event, 1, "Amina", "Noor", "ar")
    assert at(school.now, "07:30") <= datetime.fromtimestamp(invited.date, AMSTERDAM) < at(school.now, "07:31")


async def test_nothing_is_sent_once_the_event_has_begun(school: School) -> None:
    await school.admit(*FAMILIES)
    amina = await school.join("Amina", AMINA)
    event = await school.plan(starts_at=at(school.now + timedelta(days=1), "07:00"))
    await school.pass_to(at(school.now, "21:00"))

    await school.invite(event, remind=())
    await school.settle()
    await school.pass_to(at(event.starts_at, "08:00"))
    await school.settle()

    assert amina.messages == []
    assert await school.states() == {}


async def test_what_waited_out_an_outage_expires_when_its_event_has_begun(school: School) -> None:
    await school.admit(*FAMILIES)
    amina = await school.join("Amina", AMINA)
    event = await school.plan(starts_at=school.now + timedelta(hours=2))
    school.break_with({"method": "sendMessage", "do": "429", "retry_after": 7200, "times": 1})

    await school.invite(event, remind=())
    await school.until_states({OutboxState.QUEUED: 1})
    school.sandbox.clock.advance(timedelta(hours=3))
    await tidy_outbox(school.deps)

    assert await school.states() == {OutboxState.EXPIRED: 1}
    assert amina.messages == []


@on_both_databases
async def test_change_reaches_exactly_those_who_were_told(school: School) -> None:
    event, amina, piotr, _ = await three_invited(school)
    await school.admit(make_row("Noor", "Omar", "en"))
    omar = await school.join("Omar", OMAR)
    await school.tap(amina, amina.messages[0], YES)

    changed = await school.change(event, place="Gymzaal")
    await piotr.receives(lambda each: each.message_id == 2)
    await school.settle()

    yes = GivenAnswer(Answer.YES)
    assert seen(amina.messages[-1]) == message(MessageKind.CHANGE, changed, 1, "Amina", "Noor", "ar", yes)
    assert seen(piotr.messages[-1]) == message(MessageKind.CHANGE, changed, 2, "Piotr", "Zosia", "pl")
    assert omar.messages == []


async def test_change_before_the_invitation_left_is_only_the_new_invitation(school: School) -> None:
    await school.admit(*FAMILIES)
    amina, event = await school.join("Amina", AMINA), await school.plan()
    await school.pass_to(at(school.now, "21:00"))
    await school.invite(event)
    await school.settle()

    changed = await school.change(event, place="Gymzaal")
    await school.settle()
    await school.pass_to(at(school.now + timedelta(days=1), "07:30"))
    await amina.receives("Gymzaal")
    await school.settle()

    assert [seen(each) for each in amina.messages] == [
        message(MessageKind.INVITATION, changed, 1, "Amina", "Noor", "ar")
    ]


async def test_cancellation_reaches_exactly_those_who_were_told_and_ends_reminders(school: School) -> None:
    event, amina, piotr, selam = await three_invited(school)
    await school.admit(make_row("Noor", "Omar", "en"))
    omar = await school.join("Omar", OMAR)

    await school.cancel(event)
    for phone in (amina, piotr, selam):
        await phone.receives("🚫")
    await school.pass_to(event.starts_at - timedelta(days=7))
    await school.settle()

    assert [len(phone.messages) for phone in (amina, piotr, selam, omar)] == [2, 2, 2, 0]
    assert seen(amina.messages[1]) == message(MessageKind.CANCELLATION, event, 1, "Amina", "Noor", "ar")


async def test_cancellation_before_the_invitation_left_is_silence(school: School) -> None:
    await school.admit(*FAMILIES)
    amina, event = await school.join("Amina", AMINA), await school.plan(actor=SAM)
    await school.pass_to(at(school.now, "21:00"))
    await school.invite(event, actor=SAM)
    await school.settle()

    await school.cancel(event)
    await school.pass_to(at(school.now + timedelta(days=1), "07:30"))
    await school.settle()

    assert amina.messages == []
    assert await school.states() == {OutboxState.CANCELLED: 1}
