"""A parent who cannot read: every message can be heard in the home language, or it is said honestly that nobody can."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.actions.choices import record_always_voice
from bot.actions.recordings import record_recording
from bot.config import Settings
from bot.enums import MediaState
from bot.models import Campaign, Media, Parent, ThreadMessage, Voice
from bot.queries.recordings import load_voice_message
from bot.sandbox import Phone
from bot.sandbox.chats import Message
from bot.voice.sound import make_sound
from messages.conversation.voice import LISTEN, VOICE_COMES, ask_to_hear, no_voice_screen
from messages.facts import Reader
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import BUTTON_TOO_OLD, welcome
from tests.bot.voice.hearing import listen, make_file, make_tone
from tests.builders import RUTH, make_row
from tests.journeys.school import AMINA, OMAR, SELAM, School, on_both_databases, said, seen
from tests.waiting import until

YES = 0


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Here somebody speaks."""
    return replace(settings, espeak="espeak-ng")


def button(tag: str) -> str:
    return "🔊 " + phrases_in(tag).say(LISTEN)


def is_voice(message: Message) -> bool:
    return message.media is not None and message.media.kind == "voice"


def sound_of(message: Message) -> bytes:
    assert message.media is not None
    return message.media.data


async def invited(school: School, parent: str, address: int, language: str) -> tuple[Phone, Message]:
    """One parent, and the invitation on the phone; the worker has looked who speaks."""
    await voices_known(school)
    await school.admit(make_row(f"Kind van {parent}", parent, language))
    phone = await school.join(parent, address)
    await school.invite(await school.plan(), remind=())
    return phone, await phone.receives(lambda message: button(language) in seen(message).labels)


async def voices_known(school: School) -> None:
    async def hold() -> bool:
        async with school.deps.reading() as session:
            return await session.get(Voice, "ar") is not None

    await until(hold)


async def record(school: School, language: str) -> bytes:
    """Ruth reads the first campaign aloud."""
    sound = make_sound(make_file(make_tone(1.5)))
    async with school.deps.transaction() as session:
        campaign = await session.scalar(select(Campaign.id).limit(1))
        await record_recording(
            session,
            actor=RUTH,
            now=school.now,
            campaign_id=campaign or 0,
            language=language,
            content=sound.content,
            seconds=sound.seconds,
        )
    return sound.content


@on_both_databases
async def test_invitation_is_heard_in_the_home_language(school: School) -> None:
    amina, asked = await invited(school, "Amina", AMINA, "ar")

    toast = await school.toast_after(amina, lambda: amina.tap(asked.message_id, button("ar")))
    voice = await amina.receives(is_voice)

    heard = listen(sound_of(voice))
    assert toast == phrases_in("ar").say(VOICE_COMES)
    assert (heard.format, heard.rate, heard.channels) == (("OGG", "OPUS"), 48_000, 1)
    assert (heard.seconds > 1, heard.loud > 0.02, len(sound_of(voice)) < 1_000_000) == (True, True, True)
    assert (seen(voice).text, seen(voice).labels, seen(asked).labels[-1]) == ("", (), button("ar"))


async def test_answer_in_its_place_is_heard_too_and_nothing_is_made_twice(school: School) -> None:
    amina, asked = await invited(school, "Amina", AMINA, "nl")
    answered = await school.tap(amina, asked, YES)
    await school.toast_after(amina, lambda: amina.tap(answered.message_id, button("nl")))
    await amina.receives(is_voice)
    await school.answer_to(amina, lambda: amina.tap(answered.message_id, button("nl")))

    assert [is_voice(message) for message in amina.messages] == [False, True, True]
    async with school.deps.reading() as session:
        made = list(await session.scalars(select(Media)))
    assert [(one.language, one.state) for one in made] == [("nl", MediaState.READY)]


async def test_tigrinya_is_said_by_a_colleague_and_before_that_honestly_by_nobody(school: School) -> None:
    selam, asked = await invited(school, "Selam", SELAM, "ti")

    nobody = await school.tap(selam, asked, button("ti"))
    recorded = await record(school, "ti")
    voice = await school.answer_to(selam, lambda: selam.tap(asked.message_id, button("ti")))

    assert seen(nobody) == said(no_voice_screen(Language("ti")))
    assert "ትግርኛ" in nobody.text
    assert voice.media
    assert (voice.media.kind, voice.media.duration, voice.media.data) == ("voice", 2, recorded)


async def test_who_chose_to_hear_everything_gets_the_voice_after_the_text(school: School) -> None:
    await voices_known(school)
    await school.admit(make_row("Noor", "Amina", "nl"), make_row("Sami", "Omar", "nl"))
    amina, omar = await school.join("Amina", AMINA), await school.join("Omar", OMAR)
    async with school.deps.transaction() as session:
        await record_always_voice(session, parent_id=1, wanted=True)
    await school.invite(await school.plan(), remind=())

    await amina.receives(is_voice)
    await school.settle()

    assert [is_voice(message) for message in amina.messages] == [False, True]
    assert [is_voice(message) for message in omar.messages] == [False]


@on_both_databases
async def test_welcome_is_followed_by_the_question_whether_to_hear(school: School) -> None:
    await voices_known(school)
    await school.admit(make_row("Noor", "Amina", "ar"))
    phone, code = school.phone(AMINA), await school.write_letter("Amina")
    chosen = await school.tap(phone, await school.start(phone, code), YES)

    phone.tap(chosen.message_id, "العربية")
    question = await phone.receives(lambda message: len(message.buttons) == 2)
    asked = seen(question)
    await school.tap(phone, question, YES)

    welcomed = said(welcome(Reader(1, "Amina", ("Noor",), Language("ar"))))
    assert [seen(phone.messages[1]), asked] == [welcomed, said(ask_to_hear(1, Language("ar")))]
    async with school.deps.reading() as session:
        assert (await session.get_one(Parent, 1)).always_voice


async def test_language_that_nobody_speaks_is_not_offered_to_be_heard(school: School) -> None:
    await voices_known(school)
    await school.admit(make_row("Liya", "Selam", "ti"))
    phone, code = school.phone(SELAM), await school.write_letter("Selam")
    chosen = await school.tap(phone, await school.start(phone, code), YES)
    await school.tap(phone, chosen, "ትግርኛ")
    await school.settle()

    assert len([message for message in phone.messages if message.outgoing]) == 1


@pytest.mark.parametrize("data", ["v1", "v99"])
async def test_button_of_another_chat_is_too_old(school: School, data: str) -> None:
    await invited(school, "Amina", AMINA, "ar")
    await school.admit(make_row("Sami", "Omar", "ar"))
    omar = await school.join("Omar", OMAR)
    written = await school.write(omar, "/help")

    shown = await school.toast_after(omar, lambda: school.forge(omar, written, data))

    assert shown == phrases_in("ar").say(BUTTON_TOO_OLD)


async def test_voice_message_of_a_parent_is_kept_and_played(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"))
    amina, spoken = await school.join("Amina", AMINA), make_file(make_tone(2.0), kind="OGG", subtype="VORBIS")
    await school.answer_to(amina, lambda: amina.speak(spoken, duration=2))

    async def here() -> bool:
        async with school.deps.reading() as session:
            return await session.scalar(select(Media.id).where(Media.state == MediaState.READY)) is not None

    await until(here)
    async with school.deps.reading() as session:
        message = (await session.scalars(select(ThreadMessage).where(ThreadMessage.file_id.is_not(None)))).one()
        played = await load_voice_message(session, actor=RUTH, thread_id=message.thread_id, message_id=message.id)
    assert (played.mime, played.content) == ("audio/ogg", spoken)
    assert listen(played.content).seconds == pytest.approx(2.0, abs=0.01)
