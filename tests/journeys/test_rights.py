"""A parent takes along everything that is kept, and is erased at the own wish."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.enums import ParentStatus
from bot.sandbox import Phone
from bot.sandbox.chats import Message
from bot.workers.housekeeping import tidy_outbox
from messages.conversation.rights import erase_question, erased, not_erased
from messages.facts import Reader
from messages.languages import Language
from messages.screens import BUTTON_TOO_OLD, HOW_TO_JOIN
from tests.builders import make_row
from tests.canaries import dump
from tests.journeys.school import OMAR, School, on_both_databases, said, seen, sentence

ARABIC, ENGLISH = Language("ar"), Language("en")
ZQAMINA = 700_100_000
READER = Reader(1, "Zqamina", ("Zqnoor",), ARABIC)
YES, NO = 0, 1


@pytest.fixture
async def amina(school: School) -> Phone:
    await school.admit(make_row("Zqnoor", "Zqamina", "ar"))
    return await school.join("Zqamina", ZQAMINA)


def unpack(message: Message) -> tuple[str, dict[str, list[dict[str, object]]]]:
    """The page and the data of an archive."""
    assert message.media is not None
    with ZipFile(BytesIO(message.media.data)) as archive:
        return archive.read("ouderbrug.html").decode(), json.loads(archive.read("data.json"))


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


async def traces(school: School, *words: str) -> list[str]:
    """Which of these stand in any table, or in any file of the data folder."""
    async with school.deps.reading() as session:
        tables = (await dump(session)).encode()
    files = contents(school.deps.settings.data_dir)
    return [word for word in words if any(word.encode() in content for content in (tables, *files))]


@on_both_databases
async def test_parent_takes_along_everything_and_is_erased(school: School, amina: Phone) -> None:
    event = await school.plan()
    await school.invite(event)
    await school.tap(amina, await amina.receives("Lokaal 3"), YES)
    await school.write(amina, "zqvraag")

    page, data = unpack(await school.write(amina, "/mydata"))
    asked = await school.write(amina, "/delete")
    last = await school.tap(amina, asked, YES)
    await school.settle()
    await tidy_outbox(school.deps)

    assert page.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    assert ([row["name"] for row in data["parents"]], [row["answer"] for row in data["rsvps"]]) == (
        ["Zqamina"],
        ["yes"],
    )
    assert "zqvraag" in {row["text"] for row in data["thread_messages"]}
    assert seen(asked) == said(erase_question(READER))
    assert (seen(last), last.message_id) == (said(erased(ARABIC)), asked.message_id)
    assert await traces(school, "Zqamina", "Zqnoor", "zqvraag", str(ZQAMINA)) == []
    assert await school.statuses() == {}


async def test_no_keeps_everything(school: School, amina: Phone) -> None:
    asked = await school.write(amina, "/delete")

    kept = await school.tap(amina, asked, NO)

    assert (seen(kept), kept.message_id) == (said(not_erased(ARABIC)), asked.message_id)
    assert await school.statuses() == {"Zqamina": ParentStatus.JOINED}


async def test_who_was_erased_is_a_stranger_and_can_join_again(school: School, amina: Phone) -> None:
    asked = await school.write(amina, "/delete")
    await school.tap(amina, asked, YES)
    await school.settle()

    stranger = await school.write(amina, "/mydata")
    await school.admit(make_row("Zqnoor", "Zqamina", "ar"))
    invited = await school.statuses()

    assert seen(stranger) in [sentence(HOW_TO_JOIN, tag) for tag in ("ar", "nl", "en")]
    assert invited == {"Zqamina": ParentStatus.INVITED}


async def test_shared_telephone_gives_each_parent_the_own_copy_and_erases_one(school: School, amina: Phone) -> None:
    await school.admit(make_row("Zqnoor", "Omar", "en"))
    await school.join("Omar", ZQAMINA)

    await school.write(amina, "/mydata")
    await school.settle()
    copies = [unpack(message)[1] for message in amina.messages if message.media]
    await school.write(amina, "/delete")
    await school.settle()
    [asked] = [message for message in amina.messages if message.text == said(erase_question(READER)).text]
    await school.tap(amina, asked, YES)
    await school.settle()
    await tidy_outbox(school.deps)

    assert [[row["name"] for row in copy["parents"]] for copy in copies] == [["Omar"], ["Zqamina"]]
    assert await school.statuses() == {"Omar": ParentStatus.JOINED}
    assert await traces(school, "Zqamina") == []


async def test_asked_twice_comes_twice(school: School, amina: Phone) -> None:
    for _ in range(2):
        await school.write(amina, "/mydata")
        await school.settle()

    assert len([message for message in amina.messages if message.media]) == 2


async def test_button_of_somebody_else_erases_nobody(school: School, amina: Phone) -> None:
    asked = await school.write(amina, "/delete")
    await school.admit(make_row("Sami", "Omar", "en"))
    omar = await school.join("Omar", OMAR, "en")
    theirs = await school.write(omar, "/help")

    said_to_omar = await school.toast_after(
        omar, lambda: school.forge(omar, theirs, asked.buttons[YES]["callback_data"])
    )

    assert said_to_omar == sentence(BUTTON_TOO_OLD, "en").text
    assert await school.statuses() == {"Zqamina": ParentStatus.JOINED, "Omar": ParentStatus.JOINED}
