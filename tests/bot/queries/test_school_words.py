"""What the machine is told of the school: names of its people, and its words for one pair of languages."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.staff import record_staff
from bot.domain.actors import COMMAND
from bot.enums import Role, TermKind
from bot.queries.school_words import SchoolWords, load_names, load_school_words
from tests.builders import make_families, make_row, make_term
from tests.fakes import NOW


async def test_names_are_those_of_children_parents_and_staff(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina Haddad", "ar"))
    await record_staff(session, actor=COMMAND, now=NOW, email="ruth@school.example", role=Role.LIAISON, name="Juf Ruth")

    names = await load_names(session)

    sentence = "Noor, mevrouw Haddad en Piotr gaan met juf Ruth naar noor."
    assert names.names_in(sentence) == ("Noor", "Haddad", "Ruth")


async def test_school_without_people_has_no_names(session: AsyncSession) -> None:
    assert (await load_names(session)).names_in("Noor komt.") == ()


async def test_words_for_one_language_are_its_own_and_those_for_all(session: AsyncSession) -> None:
    await make_term(session, source="Kindertuin")
    await make_term(session, kind=TermKind.PLAIN, source="participatie", target="meedoen")
    await make_term(session, kind=TermKind.FIXED, source="gym", target="spor", target_language="tr")
    await make_term(session, kind=TermKind.FIXED, source="gym", target="رياضة", target_language="ar")

    assert await load_school_words(session, source="nl", target="tr") == SchoolWords(
        fixed={"gym": "spor"}, keep=("Kindertuin",), plain={"participatie": "meedoen"}
    )
    assert await load_school_words(session, source="en", target="tr") == SchoolWords({}, (), {})


async def test_word_for_one_language_wins_over_that_for_all(session: AsyncSession) -> None:
    await make_term(session, source="Gym")
    await make_term(session, kind=TermKind.FIXED, source="gym", target="spor", target_language="tr")

    turkish = await load_school_words(session, source="nl", target="tr")
    arabic = await load_school_words(session, source="nl", target="ar")

    assert (turkish, arabic) == (SchoolWords({"gym": "spor"}, (), {}), SchoolWords({}, ("Gym",), {}))
