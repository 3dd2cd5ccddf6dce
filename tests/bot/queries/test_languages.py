"""Languages as the school can say them now, whoever runs the machine."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.school_words import record_policy
from bot.queries.languages import LanguageLine, list_languages, list_served
from messages.languages import OFFERED
from messages.standing import standing_of
from tests.builders import SAM, make_families, make_route, make_row
from tests.fakes import NOW


async def find_lines(session: AsyncSession) -> dict[str, LanguageLine]:
    return {line.tag: line for line in await list_languages(session, actor=SAM, source="nl")}


async def test_every_offered_language_has_a_line_first(session: AsyncSession) -> None:
    await make_families(session, make_row("Réka", "Anna", "hu"), make_row("Emre", "Emine", "tr"))
    await make_route(session, "nl", "sv")
    await record_policy(session, actor=SAM, now=NOW, language="ja", hold=False)

    assert list(await find_lines(session)) == [*OFFERED, "hu", "ja", "sv"]


async def test_line_tells_of_the_machine_there_and_back_and_who_decides(session: AsyncSession) -> None:
    await make_families(session, make_row("Emre", "Emine", "tr"), make_row("Kaan", "Omar", "tr"))
    await make_route(session, "nl", "tr", "nl-tr 1.0")
    await make_route(session, "tr", "nl", "tr-nl 1.0")
    await record_policy(session, actor=SAM, now=NOW, language="tr", hold=True)

    lines = await find_lines(session)

    assert lines["tr"] == LanguageLine("tr", standing_of("tr"), "nl-tr 1.0", "tr-nl 1.0", hold=True, parents=2)
    assert lines["so"] == LanguageLine("so", standing_of("so"), None, None, hold=False, parents=0)


async def test_served_are_those_that_a_machine_goes_to_from_here(session: AsyncSession) -> None:
    for pair in (("nl", "tr"), ("nl", "en"), ("en", "ar")):
        await make_route(session, *pair)

    assert await list_served(session, source="nl") == {"tr", "en"}
