"""Codes that do not open the door: each gets a kind sentence, and nobody can guess on."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.codes import ENROLMENT_LIFETIME
from messages.languages import Language
from messages.screens import (
    HOW_TO_JOIN,
    LINK_EXPIRED,
    LINK_THROTTLED,
    LINK_UNKNOWN,
    LINK_USED,
    ask_consent,
)
from tests.builders import make_row
from tests.journeys.school import AMINA, PIOTR, SELAM, School, Screen, on_both_databases, said, seen, sentence

WRONG = "x" * 22
YES, NO, OTHER_LANGUAGE = 0, 1, 2


def notice(parent: str, language: str) -> Screen:
    return said(ask_consent(WRONG, parent=parent, school="De Regenboog", language=Language(language)))


async def test_start_without_code_tells_a_stranger_how_to_join_in_the_language_of_the_app(school: School) -> None:
    arabic = await school.start(school.phone(AMINA, "ar"))
    dialect = await school.start(school.phone(SELAM, "pl-PL"))
    unknown = await school.start(school.phone(7010, "hu"))
    without = await school.start(school.phone(7011))

    assert [seen(message) for message in (arabic, dialect, unknown, without)] == [
        sentence(HOW_TO_JOIN, language) for language in ("ar", "pl", "nl", "nl")
    ]


async def test_wrong_code_gets_a_kind_sentence(school: School) -> None:
    phone = school.phone(PIOTR, "pl")

    answers = [seen(await school.start(phone, code)) for code in (WRONG, "kort", "y" * 64)]

    assert answers == [sentence(LINK_UNKNOWN, "pl")] * 3


async def test_code_used_on_another_phone_gets_a_kind_sentence(school: School) -> None:
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    mine, code = school.phone(PIOTR), await school.write_letter("Piotr")
    await school.tap(mine, await school.start(mine, code), YES)

    answer = await school.start(school.phone(7010, "pl"), code)

    assert seen(answer) == sentence(LINK_USED, "pl")


async def test_old_code_gets_a_kind_sentence(school: School) -> None:
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    code = await school.write_letter("Piotr")
    await school.pass_to(school.now + ENROLMENT_LIFETIME)

    answer = await school.start(school.phone(PIOTR, "pl"), code)

    assert seen(answer) == sentence(LINK_EXPIRED, "pl")


async def test_replaced_code_stops_working(school: School) -> None:
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    old, new = await school.write_letter("Piotr"), await school.write_letter("Piotr")
    phone = school.phone(PIOTR, "pl")

    refused = await school.start(phone, old)
    asked = await school.start(phone, new)

    assert [seen(refused), seen(asked)] == [sentence(LINK_UNKNOWN, "pl"), notice("Piotr", "pl")]


@on_both_databases
async def test_ten_wrong_codes_close_the_door_for_an_hour_for_that_chat_only(school: School) -> None:
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    phone, code = school.phone(PIOTR, "pl"), await school.write_letter("Piotr")

    wrong = [seen(await school.start(phone, WRONG)) for _ in range(10)]
    throttled = await school.start(phone, code)
    elsewhere = await school.start(school.phone(7010, "pl"), code)
    await school.pass_to(school.now + timedelta(hours=1))
    later = await school.start(phone, code)

    assert wrong == [sentence(LINK_UNKNOWN, "pl")] * 10
    assert seen(throttled) == sentence(LINK_THROTTLED, "pl")
    assert [seen(elsewhere), seen(later)] == [notice("Piotr", "pl")] * 2
