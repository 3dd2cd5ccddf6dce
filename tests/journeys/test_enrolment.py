"""From the letter to the welcome, on the parent's own phone."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.enums import ParentStatus
from bot.models import Chat
from messages.facts import Reader
from messages.languages import Language
from messages.screens import (
    ALREADY_JOINED,
    DECLINED,
    ask_consent,
    ask_language,
    ask_notice_language,
    confirm_language,
    welcome,
)
from tests.builders import make_row
from tests.journeys.school import AMINA, OMAR, PIOTR, SELAM, School, Screen, on_both_databases, said, seen, sentence

WRONG = "x" * 22
YES, NO, OTHER_LANGUAGE = 0, 1, 2


def notice(parent: str, language: str) -> Screen:
    return said(ask_consent(WRONG, parent=parent, school="De Regenboog", language=Language(language)))


def welcomed(parent: str, child: str, language: str) -> Screen:
    return said(welcome(Reader(1, parent, (child,), Language(language))))


async def count_chats(school: School) -> int:
    async with school.deps.reading() as session:
        return (await session.scalars(select(func.count()).select_from(Chat))).one()


@on_both_databases
async def test_enrolment_goes_from_letter_to_welcome_in_one_message(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar", second_language="en"))
    phone, code = school.phone(AMINA), await school.write_letter("Amina")

    asked = await school.start(phone, code)
    chosen = await school.tap(phone, asked, YES)
    done = await school.tap(phone, chosen, "العربية")

    assert [seen(asked), seen(chosen), seen(done)] == [
        notice("Amina", "ar"),
        said(confirm_language(1, first=["ar", "en", "nl"], language=Language("ar"))),
        welcomed("Amina", "Noor", "ar"),
    ]
    assert {message.message_id for message in (asked, chosen, done)} == {asked.message_id}
    assert await school.statuses() == {"Amina": ParentStatus.JOINED}


async def test_notice_speaks_the_home_language(school: School) -> None:
    languages = ("ar", "en", "nl", "pl", "so", "ti", "tr", "uk")
    await school.admit(*(make_row(f"child {language}", f"Ouder {language}", language) for language in languages))

    asked = [
        seen(await school.start(school.phone(address), await school.write_letter(f"Ouder {language}")))
        for address, language in enumerate(languages, start=1)
    ]

    assert asked == [notice(f"Ouder {language}", language) for language in languages]


async def test_notice_falls_back_to_second_language_where_we_do_not_speak_the_first(school: School) -> None:
    await school.admit(make_row("Ilka", "Wen", "hu", second_language="en"))

    asked = await school.start(school.phone(7010, "hu"), await school.write_letter("Wen"))

    assert seen(asked) == notice("Wen", "en")


async def test_notice_can_be_read_in_another_language_before_consent(school: School) -> None:
    await school.admit(make_row("Liya", "Selam", "ti"))
    phone, code = school.phone(SELAM, "en"), await school.write_letter("Selam")

    asked = await school.start(phone, code)
    listed = await school.tap(phone, asked, OTHER_LANGUAGE)
    read = await school.tap(phone, listed, "Polski")

    assert seen(listed) == said(ask_notice_language(WRONG, first=["en", "nl"], language=Language("en")))
    assert seen(read) == notice("Selam", "pl")
    assert await count_chats(school) == 0


async def test_language_is_chosen_by_its_own_name_from_all(school: School) -> None:
    await school.admit(make_row("Liya", "Selam", "ti"))
    phone, code = school.phone(SELAM), await school.write_letter("Selam")

    chosen = await school.tap(phone, await school.start(phone, code), YES)
    listed = await school.tap(phone, chosen, 2)
    done = await school.tap(phone, listed, "Soomaali")
    helped = await school.write(phone, "/privacy")

    assert seen(listed) == said(ask_language(1, first=["ti", "nl"], language=Language("ti")))
    assert seen(done) == welcomed("Selam", "Liya", "so")
    assert "Soomaali" in helped.text


async def test_decline_keeps_no_chat_and_the_letter_still_works(school: School) -> None:
    await school.admit(make_row("Liya", "Selam", "ti"))
    phone, code = school.phone(SELAM), await school.write_letter("Selam")

    declined = await school.tap(phone, await school.start(phone, code), NO)
    kept = await count_chats(school)
    again = await school.start(phone, code)

    assert seen(declined) == sentence(DECLINED, "ti")
    assert kept == 0
    assert await school.statuses() == {"Selam": ParentStatus.INVITED}
    assert seen(again) == notice("Selam", "ti")


async def test_decline_on_an_old_notice_does_not_lie_to_who_has_joined(school: School) -> None:
    await school.admit(make_row("Liya", "Selam", "ti"))
    phone, code = school.phone(SELAM), await school.write_letter("Selam")
    first, second = await school.start(phone, code), await school.start(phone, code)

    await school.tap(phone, first, YES)
    told = await school.tap(phone, second, NO)

    assert seen(told) == sentence(ALREADY_JOINED, "ti")
    assert await school.statuses() == {"Selam": ParentStatus.JOINED}


async def test_same_taps_twice_change_nothing(school: School) -> None:
    await school.admit(make_row("Liya", "Selam", "ti"))
    phone, code = school.phone(SELAM), await school.write_letter("Selam")
    asked = await school.start(phone, code)

    phone.tap(asked.message_id, YES)
    chosen = await school.tap(phone, asked, YES)
    phone.tap(chosen.message_id, 0)
    done = await school.tap(phone, chosen, 0)
    await school.settle()

    assert seen(done) == welcomed("Selam", "Liya", "ti")
    assert [seen(message) for message in phone.messages if message.outgoing] == [seen(done)]
    assert await count_chats(school) == 1


async def test_start_again_tells_who_has_joined_that_all_is_well(school: School) -> None:
    await school.admit(make_row("Liya", "Selam", "ti"))
    phone, code = school.phone(SELAM), await school.write_letter("Selam")
    await school.tap(phone, await school.start(phone, code), YES)

    answers = [seen(await school.start(phone, code)), seen(await school.start(phone))]

    assert answers == [sentence(ALREADY_JOINED, "ti")] * 2


async def test_each_guardian_joins_with_a_letter_and_phone_of_their_own(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "en"))
    codes = await school.write_letter("Amina"), await school.write_letter("Omar")
    phones = school.phone(AMINA), school.phone(OMAR)

    for phone, code in zip(phones, codes, strict=True):
        await school.tap(phone, await school.start(phone, code), YES)

    assert await school.statuses() == {"Amina": ParentStatus.JOINED, "Omar": ParentStatus.JOINED}
    assert await count_chats(school) == 2


async def test_two_parents_share_a_phone_and_each_gets_an_own_invitation(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "en"))
    phone = school.phone(AMINA)
    for parent in ("Amina", "Omar"):
        await school.tap(phone, await school.start(phone, await school.write_letter(parent)), YES)

    await school.invite(await school.plan())
    await school.settle()

    assert len([message for message in phone.messages if "Amina" in message.text and len(message.buttons) == 5]) == 1
    assert len([message for message in phone.messages if "Omar" in message.text and len(message.buttons) == 5]) == 1


async def test_a_late_second_yes_on_a_shared_phone_still_speaks_to_the_same_parent(school: School) -> None:
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Noor", "Omar", "en"))
    phone = school.phone(AMINA)
    amina, omar = await school.write_letter("Amina"), await school.write_letter("Omar")
    first, again = await school.start(phone, amina), await school.start(phone, amina)
    await school.tap(phone, first, YES)
    await school.tap(phone, await school.start(phone, omar), YES)

    asked = await school.tap(phone, again, YES)

    assert seen(asked) == said(confirm_language(1, first=["ar", "nl"], language=Language("ar")))


async def test_a_parent_with_two_phones_gets_messages_on_the_newest(school: School) -> None:
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    old = await school.join("Piotr", PIOTR)
    new = school.phone(7010)
    await school.tap(new, await school.start(new, await school.write_letter("Piotr")), YES)

    await school.invite(await school.plan())
    await new.receives(lambda message: len(message.buttons) == 5)
    await school.settle()

    assert old.messages == []
