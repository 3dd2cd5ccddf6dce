"""Who is behind a chat, and how they read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import issue_code, record_consent, record_language, record_stop
from bot.queries.families import ChildLine
from bot.queries.readers import (
    ChatParent,
    find_parent_of_chat,
    find_parent_of_code,
    list_parents_of_chat,
    load_parent,
    load_parents,
    sample_reader,
)
from messages.facts import Reader
from messages.languages import Language
from tests.builders import GROUP, make_families, make_joined, make_row, require_id
from tests.fakes import NOW

NOOR = ChildLine(1, "K-Noor", "Noor", GROUP)
AMINA = ChatParent(1, "Amina", "ar", "fr", None, (NOOR,), None)


async def make_amina(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar", second_language="fr"))
    await make_joined(session, "Amina")


async def test_shared_phone_has_every_parent_newest_first_stopped_ones_too(session: AsyncSession) -> None:
    await make_amina(session)
    await record_stop(session, address=7001, now=NOW)
    await make_families(session, make_row("Noor", "Karim", "ar"))
    await make_joined(session, "Karim", now=NOW + timedelta(hours=1))

    parents = await list_parents_of_chat(session, 7001)

    assert [(parent.name, parent.stopped_at) for parent in parents] == [("Karim", None), ("Amina", NOW)]
    assert parents[1].children == (NOOR,)


async def test_button_from_another_chat_finds_nobody(session: AsyncSession) -> None:
    await make_amina(session)

    assert await find_parent_of_chat(session, address=7001, parent_id=1) == AMINA
    assert await find_parent_of_chat(session, address=7002, parent_id=1) is None
    assert await find_parent_of_chat(session, address=7001, parent_id=2) is None


async def test_letter_finds_the_parent_who_joined_with_it_from_this_chat(session: AsyncSession) -> None:
    await make_amina(session)
    code = await issue_code(session, parent_id=1, now=NOW)
    unused = await find_parent_of_code(session, code=code, address=7001)
    await record_consent(session, code=code, address=7001, consent_version="test", now=NOW)

    assert unused is None
    assert await find_parent_of_code(session, code=code, address=7001) == AMINA
    assert await find_parent_of_code(session, code=code, address=7002) is None


async def test_parents_are_loaded_by_id_also_by_the_thousand(session: AsyncSession) -> None:
    await make_amina(session)
    await make_families(session, *(make_row(f"Kind {n}", f"Ouder {n}") for n in range(600)))

    everybody = await load_parents(session, range(1, 602))

    assert await load_parent(session, 1) == AMINA
    assert [parent.parent_id for parent in everybody] == list(range(1, 602))
    assert all(len(parent.children) == 1 for parent in everybody)


async def test_chosen_language_is_read_and_offered_first(session: AsyncSession) -> None:
    await make_amina(session)
    by_list = await load_parent(session, 1)
    await record_language(session, parent_id=1, language="tr")

    chosen = await load_parent(session, 1)

    assert (by_list.reads("nl"), by_list.likely("nl")) == (Language("ar"), ["ar", "fr", "nl"])
    assert (chosen.reads("nl"), chosen.likely("nl")) == (Language("tr"), ["tr", "ar", "fr", "nl"])


@pytest.mark.parametrize(
    ("home", "second", "beside"),
    [("rif", "ar", Language("ar")), ("rif", None, Language("nl")), ("rif", "rif", Language("nl")), ("ar", "fr", None)],
)
def test_language_that_is_hardly_read_has_one_beside_it(home: str, second: str | None, beside: Language | None) -> None:
    yamina = replace(AMINA, home_language=home, second_language=second)

    assert yamina.reads_beside("nl") == beside


async def test_reader_is_told_about_all_children_or_those_of_the_groups(session: AsyncSession) -> None:
    await make_amina(session)
    await make_families(session, make_row("Sami", "Amina", "ar", group="groep 6", second_language="fr"))

    parent = await load_parent(session, await require_id(session, "Amina"))

    assert parent.reader("nl") == Reader(1, "Amina", ("Noor", "Sami"), Language("ar"))
    assert parent.reader_about(["groep 6"], "nl") == Reader(1, "Amina", ("Sami",), Language("ar"))


async def test_preview_shows_the_first_parent_of_the_groups_or_dots(session: AsyncSession) -> None:
    await make_amina(session)

    sample = await sample_reader(session, groups=[GROUP], language=Language("pl"))
    nobody = await sample_reader(session, groups=["groep 9"], language=Language("pl"))

    assert sample == Reader(1, "Amina", ("Noor",), Language("pl"))
    assert nobody == Reader(1, "…", ("…",), Language("pl"))
