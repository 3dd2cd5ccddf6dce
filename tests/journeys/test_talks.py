"""From the invitation to the talk: times are chosen, moved and given back by tap, and who waits gets what is left."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.models import Event
from bot.sandbox import Phone
from bot.sandbox.chats import Message
from messages.screens import ANSWER_SAVED, ANSWER_TOO_LATE, BUTTON_TOO_OLD, EVENT_CANCELLED
from tests.bot.talks import at, list_booked, list_said, list_waiting, make_talks
from tests.builders import make_row
from tests.journeys.school import AMINA, OMAR, PIOTR, SELAM, School, on_both_databases, seen
from tests.journeys.test_invitations import press as as_telegram_brings

CHOOSE, OTHER_TIME, NOT_COMING = "🕐 Choose a time", "🔁 Choose another time", "❌ I am not coming"
NONE_SUITS, LEAVE, INTERPRETER = "🤷 None of these times", "❌ Leave the waiting list", "🗣 I want an interpreter"

FAMILIES = (
    make_row("Noor", "Amina", "en"),
    make_row("Sami", "Amina", "en"),
    make_row("Noor", "Omar", "en"),
    make_row("Zosia", "Piotr", "en"),
    make_row("Liya", "Selam", "en"),
)
ADDRESSES = {"Amina": AMINA, "Omar": OMAR, "Piotr": PIOTR, "Selam": SELAM}


async def invited(
    school: School, *begins: int, parents: tuple[str, ...], capacity: int = 1
) -> tuple[Event, dict[str, Phone]]:
    """Talks that begin so many minutes after three, and these parents with an invitation on their phones."""
    await school.admit(*FAMILIES)
    phones = {parent: await school.join(parent, ADDRESSES[parent], "en") for parent in parents}
    async with school.deps.transaction() as session:
        event = await make_talks(session, *begins, capacity=capacity, now=school.now)
    await school.invite(event)
    for phone in phones.values():
        await phone.receives(lambda message: any(CHOOSE in button["text"] for button in message.buttons))
    return event, phones


async def stands(school: School) -> tuple[list[tuple[int, str, str]], list[tuple[str, str]]]:
    """Who has which time, and who waits."""
    async with school.deps.reading() as session:
        return await list_booked(session), await list_waiting(session)


async def press(school: School, phone: Phone, button: str) -> Message:
    """On the only message there is."""
    return await school.tap(phone, phone.messages[0], button)


@on_both_databases
async def test_times_are_taken_waited_for_and_move_up_two_days_later(school: School) -> None:
    event, phones = await invited(school, 0, 10, parents=("Amina", "Piotr", "Selam"))
    await press(school, phones["Amina"], f"{CHOOSE} · Noor")
    await press(school, phones["Amina"], "15:00")
    await press(school, phones["Amina"], f"{CHOOSE} · Sami")
    chosen = await press(school, phones["Amina"], "⭐ 15:10")
    waiting = [await press(school, phones[parent], CHOOSE) for parent in ("Piotr", "Selam")]
    before = await stands(school)
    await school.pass_to(school.now + timedelta(days=2))

    left = await press(school, phones["Amina"], f"{NOT_COMING} · Noor")
    told = await phones["Piotr"].receives("A time became free, and it is yours:")

    assert seen(chosen).text == (
        "✅ The talk about Noor: Tuesday 15 December, from 15:00 to 15:10\n"
        "✅ The talk about Sami: Tuesday 15 December, from 15:10 to 15:20\n"
        "📍 Place: Lokaal 3"
    )
    assert [
        f"You are number {place} on the waiting list." in seen(one).text for place, one in enumerate(waiting, 1)
    ] == [
        True,
        True,
    ]
    assert before == ([(0, "Noor", "Amina"), (10, "Sami", "Amina")], [("Zosia", "Piotr"), ("Liya", "Selam")])
    assert seen(left).text.startswith("There will be no talk about Noor. Thank you for telling us.")
    assert seen(told).labels[:2] == (OTHER_TIME, NOT_COMING)
    assert await stands(school) == ([(0, "Zosia", "Piotr"), (10, "Sami", "Amina")], [("Liya", "Selam")])
    assert len(phones["Amina"].messages) == 1
    async with school.deps.reading() as session:
        answers = {(child, answer) for child, _, answer in await list_said(session)}
    assert answers == {("Noor", "no"), ("Sami", "yes"), ("Zosia", "yes"), ("Liya", "maybe")}
    assert (await school.answers(event))[0] == (1, "no", None, False)


async def test_time_is_changed_and_an_interpreter_asked_for(school: School) -> None:
    _, phones = await invited(school, 0, 10, 20, parents=("Piotr",))
    phone = phones["Piotr"]

    await press(school, phone, CHOOSE)
    await press(school, phone, "15:10")
    changing = seen(await press(school, phone, OTHER_TIME))
    moved = seen(await press(school, phone, "15:20"))
    with_interpreter = seen(await press(school, phone, INTERPRETER))
    without = seen(await press(school, phone, "🗣 No interpreter needed"))

    assert changing.labels == ("✅ 15:10", "15:00", "15:20", NOT_COMING)
    assert moved.text.startswith("✅ The talk about Zosia: Tuesday 15 December, from 15:20 to 15:30")
    assert "The school knows that you want an interpreter for English." in with_interpreter.text
    assert without == moved
    assert await stands(school) == ([(20, "Zosia", "Piotr")], [])


async def test_who_is_too_late_sees_the_list_anew_and_then_the_waiting_list(school: School) -> None:
    _, phones = await invited(school, 0, 10, parents=("Piotr", "Selam", "Omar"))
    for phone in phones.values():
        await press(school, phone, CHOOSE)
    await press(school, phones["Piotr"], "15:00")

    too_late = seen(await press(school, phones["Selam"], "15:00"))
    await press(school, phones["Selam"], "15:10")
    nothing_left = seen(await press(school, phones["Omar"], "15:10"))
    left = seen(await press(school, phones["Omar"], LEAVE))

    assert too_late.text.startswith("⚠️ Somebody else took it just before you. Please choose another time.")
    assert too_late.labels == ("15:10", NONE_SUITS, NOT_COMING)
    assert "You are number 1 on the waiting list." in nothing_left.text
    assert (left.text, left.labels[:1]) == ("You are no longer on the waiting list.", (CHOOSE,))


async def test_other_parents_time_is_shown(school: School) -> None:
    _, phones = await invited(school, 0, 10, parents=("Amina", "Omar"))
    await press(school, phones["Omar"], CHOOSE)
    await press(school, phones["Omar"], "15:00")

    shown = seen(await press(school, phones["Amina"], f"{CHOOSE} · Noor"))

    assert "👥 Omar has chosen Tuesday 15 December, 15:00. You can come along" in shown.text


async def test_none_suits_and_no(school: School) -> None:
    event, phones = await invited(school, 0, 10, parents=("Piotr", "Selam"))
    other_time = seen(await press(school, phones["Piotr"], NONE_SUITS))
    await press(school, phones["Selam"], CHOOSE)
    await press(school, phones["Selam"], "15:00")
    await press(school, phones["Selam"], NOT_COMING)

    declined = seen(await press(school, phones["Piotr"], CHOOSE))

    assert other_time.text == "✏️ Which day and which time suit you? Write it here. Juf Ruth will read it."
    assert declined.labels[:2] == ("15:00", "15:10")
    assert await school.answers(event) == [(3, "no", None, True), (4, "no", None, False)]


async def test_no_to_the_whole_event_gives_the_times_back(school: School) -> None:
    event, phones = await invited(school, 0, 10, 20, parents=("Amina",))
    phone = phones["Amina"]
    invitation = phone.messages[0]
    await press(school, phone, f"{CHOOSE} · Noor")
    await press(school, phone, "15:00")

    answered = await school.answer_to(phone, lambda: school.forge(phone, invitation, f"r{event.id}.1.n"))
    question = seen(await school.tap(phone, answered, "✏️ Change my answer"))

    assert "Your answer: no." in seen(answered).text
    assert question.labels[:2] == (f"{CHOOSE} · Noor", f"{CHOOSE} · Sami")
    assert await stands(school) == ([], [])


async def test_tap_that_comes_twice_is_one_booking(school: School) -> None:
    _, phones = await invited(school, 0, 10, parents=("Piotr",))
    phone = phones["Piotr"]
    await press(school, phone, CHOOSE)

    listed = phone.messages[0]
    tap = partial(phone.tap, listed.message_id, "15:00")
    shown = [await school.toast_after(phone, tap) for _ in range(2)]
    await school.settle()

    assert shown == [ANSWER_SAVED] * 2
    assert await stands(school) == ([(0, "Zosia", "Piotr")], [])
    assert seen(phone.messages[0]).text.startswith("✅ The talk about Zosia")


FORGED = (
    ("another parent's child", "t{event}.{liya}.{piotr}.1"),
    ("another parent", "t{event}.{liya}.{selam}.1"),
    ("no event", "t999.{zosia}.{piotr}.1"),
    ("no slot", "b999.{zosia}.{piotr}"),
    ("a slot for another's child", "b1.{liya}.{piotr}"),
    ("another's talk called off", "x{event}.{liya}.{selam}"),
    ("another's interpreter", "i{event}.{liya}.{piotr}"),
    ("another's wishes", "e{event}.{selam}"),
    ("wishes for no event", "e999.{piotr}"),
    ("an event without slots", "t{plain}.{zosia}.{piotr}.1"),
)


async def test_forged_buttons_change_nothing_and_say_so(school: School) -> None:
    event, phones = await invited(school, 0, parents=("Piotr", "Selam"))
    plain, phone = await school.plan(), phones["Piotr"]
    asked = phone.messages[0]
    ids = {"event": event.id, "plain": plain.id, "zosia": 3, "liya": 4, "piotr": 3, "selam": 4}

    told = {
        name: await school.toast_after(phone, partial(school.forge, phone, asked, data.format(**ids)))
        for name, data in FORGED
    }

    assert told == {name: BUTTON_TOO_OLD for name, _ in FORGED}
    assert await stands(school) == ([], [])


async def test_old_buttons_say_why_they_do_nothing(school: School) -> None:
    event, phones = await invited(school, 0, 10, parents=("Piotr",))
    phone = phones["Piotr"]
    await press(school, phone, CHOOSE)
    listed = phone.messages[0]
    await school.pass_to(at(0))

    too_late = await school.toast_after(phone, partial(phone.tap, listed.message_id, "15:10"))
    none_suits = await school.toast_after(phone, partial(phone.tap, listed.message_id, NONE_SUITS))
    await school.cancel(event)
    off = await school.toast_after(phone, partial(phone.tap, listed.message_id, "15:10"))

    assert (too_late, none_suits, off) == (ANSWER_TOO_LATE, ANSWER_TOO_LATE, EVENT_CANCELLED)


async def test_time_at_which_the_parent_is_elsewhere_is_not_offered_and_not_taken(school: School) -> None:
    _, phones = await invited(school, 0, 10, parents=("Amina",), capacity=2)
    phone = phones["Amina"]
    await press(school, phone, f"{CHOOSE} · Noor")
    await press(school, phone, "15:00")
    listed = await press(school, phone, f"{CHOOSE} · Sami")

    shown = await school.toast_after(phone, lambda: school.forge(phone, listed, "b1.2.1"))

    assert (seen(listed).labels[0], shown) == ("⭐ 15:10", BUTTON_TOO_OLD)
    assert await stands(school) == ([(0, "Noor", "Amina")], [])


async def test_tap_that_arrives_out_of_order_shows_what_stands(school: School) -> None:
    event, phones = await invited(school, 0, 10, parents=("Piotr",))
    phone = phones["Piotr"]
    await press(school, phone, CHOOSE)
    booked = seen(await press(school, phone, "15:10"))
    older = {"update_id": 1, "callback_query": as_telegram_brings(phone, phone.messages[0], f"x{event.id}.3.3")}

    school.sandbox.world.bot.updates.inject(older)
    await school.until_handled(1)
    await school.settle()

    assert seen(phone.messages[0]) == booked
    assert await stands(school) == ([(10, "Zosia", "Piotr")], [])
