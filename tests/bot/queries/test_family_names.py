"""A sentence that names somebody of our families is noticed, however much else it holds."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.queries.family_names import find_named
from tests.builders import make_families, make_row

SENTENCES = {
    "child": "Taart van Noor!",
    "parent": "Mevrouw Haddad helpt.",
    "part": "De school heet De Regenboog.",
    "small": "noor is geen naam.",
    "none": "Kom gerust.",
}


async def test_names_whole_and_in_part_are_found(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", parent_name="Amina De Haddad"))

    assert await find_named(session, SENTENCES) == {"child", "parent"}


async def test_names_behind_hundreds_of_words_are_found(session: AsyncSession) -> None:
    await make_families(session, make_row("Zoe", "Amina"))
    long = " ".join(f"Woord{'a' * (number % 40)}{chr(97 + number // 40)}" for number in range(1100))

    assert await find_named(session, {"long": f"{long} Zoe.", "other": long}) == {"long"}


async def test_nothing_to_look_through_asks_nothing(session: AsyncSession) -> None:
    assert await find_named(session, {}) == set()
