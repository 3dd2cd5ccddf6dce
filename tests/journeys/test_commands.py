"""What a parent writes by the slash, and everything else a parent can send: each gets an answer in the own language."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from structlog.typing import EventDict

from bot.enums import ParentStatus, ThreadState
from bot.models import ThreadMessage
from bot.queries.conversations import list_threads
from bot.queries.events import facts_of
from bot.sandbox import Phone
from messages.conversation.choices import stopped_screen
from messages.conversation.ideas import render_tip
from messages.conversation.inbox import EDIT_KEPT, NO_PICTURES, ONLY_ALONE, STICKER_SEEN, Expected, confirm_kept
from messages.facts import Reader
from messages.languages import Language
from messages.screens import (
    HOW_TO_JOIN,
    NOT_UNDERSTOOD,
    OUR_FAULT,
    RESUMED,
    STOPPED,
    agenda_screen,
    ask_language,
    help_screen,
    privacy_screen,
)
from messages.tips import find_tip, theme_keys, themes
from tests.builders import SAM, make_row
from tests.journeys.school import AMINA, PIOTR, SELAM, School, on_both_databases, said, seen, sentence
from tests.waiting import until

TIGRINYA = Language("ti")
STICKER = {
    "file_id": "s",
    "file_unique_id": "u",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
    "type": "regular",
}
PHOTO = {"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}
COMMANDS = ("/help", "/language", "/agenda", "/tips", "/privacy", "/mydata", "/delete", "/stop", "/nonsense", "/")


async def selam(school: School) -> Phone:
    """Joined, reads Tigrinya, and her app speaks English."""
    await school.admit(make_row("Liya", "Selam", "ti"))
    return await school.join("Selam", SELAM, "en")


async def questions(school: School) -> list[ThreadMessage]:
    async with school.deps.reading() as session:
        threads = await list_threads(session, actor=SAM, state=ThreadState.OPEN)
    return [message for thread in threads for message in thread.messages]


async def test_help_says_what_one_can_do_in_the_own_language(school: School) -> None:
    phone = await selam(school)

    assert seen(await school.write(phone, "/help")) == said(help_screen(TIGRINYA))


async def test_help_for_a_stranger_speaks_the_language_of_the_app(school: School) -> None:
    assert seen(await school.write(school.phone(PIOTR, "pl"), "/help")) == said(help_screen(Language("pl")))


async def test_command_with_the_name_of_the_bot_and_capitals_is_understood(school: School) -> None:
    phone = await selam(school)

    assert seen(await school.write(phone, "/HELP@ouderbrug_sandbox_bot please")) == said(help_screen(TIGRINYA))


async def test_language_lists_all_and_speaks_the_chosen_one_from_then_on(school: School) -> None:
    phone = await selam(school)

    listed = await school.write(phone, "/language")
    await school.tap(phone, listed, "English")
    after = await school.write(phone, "/help")

    assert seen(listed) == said(ask_language(1, first=["ti", "nl"], language=TIGRINYA))
    assert seen(after) == said(help_screen(Language("en")))


async def test_privacy_says_what_is_kept(school: School) -> None:
    phone = await selam(school)

    shown = await school.write(phone, "/privacy")

    assert seen(shown) == said(privacy_screen(Reader(1, "Selam", ("Liya",), TIGRINYA)))


async def test_agenda_shows_what_is_planned_for_the_own_groups(school: School) -> None:
    phone = await selam(school)
    await school.admit(make_row("Sami", "Amina", "ar", group="peuters"))
    empty = await school.write(phone, "/agenda")
    later = await school.plan(starts_at=school.now + timedelta(days=9))
    sooner = await school.plan(starts_at=school.now + timedelta(days=2), place="Gymzaal")
    await school.plan(groups=("peuters",), actor=SAM)

    planned = await school.write(phone, "/agenda")

    zone = ZoneInfo("Europe/Amsterdam")
    facts = [facts_of(event, zone=zone, reader=TIGRINYA) for event in (sooner, later)]
    assert seen(empty) == said(agenda_screen([], TIGRINYA))
    assert seen(planned).text == said(agenda_screen(facts, TIGRINYA)).text
    assert [label[0] for label in seen(planned).labels] == ["📅", "📅"]


async def test_tips_gives_an_idea_for_at_home(school: School) -> None:
    phone = await selam(school)

    given = await school.write(phone, "/tips")

    reader = Reader(1, "Selam", ("Liya",), TIGRINYA)
    first = find_tip(theme_keys(themes()[0])[0], "ti")
    assert first is not None
    assert seen(given) == said(render_tip(first, reader))


async def test_unknown_command_gets_a_kind_answer(school: School) -> None:
    phone = await selam(school)

    assert seen(await school.write(phone, "/wat")) == sentence(NOT_UNDERSTOOD, "ti")


async def test_stranger_is_told_how_to_join_whatever_is_sent(school: School) -> None:
    phone = school.phone(AMINA, "ar")
    known = {"/help"}

    screens = [seen(await school.write(phone, command)) for command in COMMANDS if command not in known]
    screens.append(seen(await school.write(phone, "مرحبا")))
    screens.append(seen(await school.answer_to(phone, phone.speak)))

    assert screens == [sentence(HOW_TO_JOIN, "ar")] * len(screens)
    assert await questions(school) == []


@on_both_databases
async def test_stop_ends_messages_and_one_tap_brings_them_back(school: School) -> None:
    phone = await selam(school)

    stopped = await school.write(phone, "/stop")
    while_stopped = await school.statuses()
    await school.invite(await school.plan())
    await school.settle()
    silent = len(phone.messages)
    resumed = await school.tap(phone, stopped, 0)
    await school.invite(await school.plan(place="Gymzaal"))
    invited = await phone.receives("Gymzaal")

    assert seen(stopped) == said(stopped_screen(1, TIGRINYA))
    assert seen(resumed) == sentence(RESUMED, "ti")
    assert (while_stopped, silent) == ({"Selam": ParentStatus.STOPPED}, 2)
    assert await school.statuses() == {"Selam": ParentStatus.JOINED}
    assert len(invited.buttons) == 5


async def test_start_after_stop_offers_the_way_back_instead_of_saying_that_all_is_well(school: School) -> None:
    phone = await selam(school)
    await school.write(phone, "/stop")

    again = await school.start(phone)

    assert seen(again) == said(stopped_screen(1, TIGRINYA))
    assert again.text == sentence(STOPPED, "ti").text


async def test_text_and_voice_are_kept_for_staff_in_one_thread(school: School) -> None:
    phone = await selam(school)

    answers = [
        seen(await school.write(phone, "ንእሽቶ ሓዉ ክመጽእ ይኽእል ዶ?")),
        seen(await school.answer_to(phone, phone.speak)),
    ]

    expected = Expected(school.now.astimezone(ZoneInfo("Europe/Amsterdam")) + timedelta(days=1), None)
    assert answers == [said(confirm_kept(1, expected, TIGRINYA, voice=voice)) for voice in (False, True)]
    kept = await questions(school)
    assert [(message.author, message.text, message.language) for message in kept] == [
        (None, "ንእሽቶ ሓዉ ክመጽእ ይኽእል ዶ?", "ti"),
        (None, "", "ti"),
    ]
    assert [message.file_id is not None for message in kept] == [False, True]
    assert len({message.thread_id for message in kept}) == 1


async def test_long_text_with_odd_characters_is_kept_as_written(school: School) -> None:
    phone = await selam(school)
    text = ("<b>&amp; _*[]()~`>#+-=|{}.! 👩‍👧‍👦 \u200fשלום " * 90).strip()

    await school.write(phone, text)

    assert [message.text for message in await questions(school)] == [text]


async def test_sticker_gets_a_kind_answer_and_a_caption_is_read(school: School) -> None:
    phone = await selam(school)

    sticker = await school.answer_to(phone, lambda: send(school, phone, sticker=STICKER))
    await school.answer_to(phone, lambda: send(school, phone, photo=[PHOTO], caption="Is dit goed?"))
    await school.settle()

    assert seen(sticker) == sentence(STICKER_SEEN, "ti")
    assert seen(phone.messages[-1]) == sentence(NO_PICTURES, "ti")
    assert [message.text for message in await questions(school)] == ["Is dit goed?"]


async def test_changed_message_is_changed_for_staff_too(school: School) -> None:
    phone = await selam(school)
    await school.write(phone, "ጽባሕ")
    written = next(message for message in phone.messages if not message.outgoing)

    answer = await school.answer_to(phone, lambda: phone.edit(written.message_id, "ድሕሪ ጽባሕ"))

    assert seen(answer) == sentence(EDIT_KEPT, "ti")
    assert [message.text for message in await questions(school)] == ["ድሕሪ ጽባሕ"]


async def test_group_hears_why_we_leave_and_we_leave(school: School) -> None:
    phone = await selam(school)
    group = school.sandbox.group(-5)

    group.add_bot(phone)
    await until(lambda: not group.has_bot)

    assert group.told == [sentence(ONLY_ALONE, "en").text]


async def test_message_that_the_library_cannot_read_is_answered_as_our_fault(
    school: School, logs: list[EventDict]
) -> None:
    phone = await selam(school)

    answer = await school.answer_to(phone, lambda: send(school, phone, sticker={"file_id": "only"}))

    assert seen(answer) == sentence(OUR_FAULT, "ti")
    logs.clear()


async def test_nothing_is_ever_silent_for_who_has_joined(school: School) -> None:
    phone = await selam(school)

    for command in COMMANDS:
        await school.write(phone, command)

    outgoing = [message for message in phone.messages if message.outgoing]
    assert len(outgoing) == len(COMMANDS)


async def test_shared_phone_hears_privacy_and_stop_for_each_parent(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "en"))
    await school.join("Amina", AMINA)
    phone = await school.join("Omar", AMINA)

    await school.write(phone, "/privacy")
    await school.settle()
    await school.write(phone, "/stop")
    await school.settle()

    english, arabic = Reader(2, "Omar", ("Noor",), Language("en")), Reader(1, "Amina", ("Noor",), Language("ar"))
    assert [seen(message) for message in phone.messages if message.outgoing] == [
        said(privacy_screen(english)),
        said(privacy_screen(arabic)),
        said(stopped_screen(2, english.language)),
        said(stopped_screen(1, arabic.language)),
    ]


def send(school: School, phone: Phone, **content: object) -> None:
    """A message of a kind that the make-believe phone cannot make."""
    sender = {"id": phone.chat.id, "is_bot": False, "first_name": "Selam", "language_code": "en"}
    message = {"message_id": 99, "date": 0, "chat": {"id": phone.chat.id, "type": "private"}, "from": sender}
    school.sandbox.world.bot.updates.put("message", message | content)
