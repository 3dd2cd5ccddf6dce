"""What waits in the memory, by language, in pages."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import TranslationState
from bot.models import LanguagePolicy, Translation
from bot.queries.memory_pages import PAGE, count_by_language, list_reviews
from tests.builders import SAM
from tests.fakes import NOW


def make_entry(number: int, language: str, state: TranslationState, *, private: bool = False) -> Translation:
    source = f"Zin {number}."
    keys = {"source_key": source, "loose_key": source, "source": source, "source_language": "nl"}
    return Translation(**keys, target_language=language, state=state, private=private, created_at=NOW)


async def test_waiting_sentences_are_counted_by_language(session: AsyncSession) -> None:
    held, approved = TranslationState.HELD, TranslationState.APPROVED
    session.add_all([make_entry(1, "tr", held), make_entry(2, "tr", held), make_entry(3, "ar", held)])
    session.add_all([make_entry(4, "pl", approved), make_entry(5, "uk", held, private=True)])
    await session.flush()

    counts = await count_by_language(session, actor=SAM)

    assert list(counts.items()) == [("tr", 2), ("ar", 1), ("pl", 0)]


async def test_machine_text_of_a_language_that_waits_for_a_person_waits_too(session: AsyncSession) -> None:
    machine = TranslationState.MACHINE
    session.add_all([make_entry(1, "tr", machine), make_entry(2, "pl", machine)])
    session.add(LanguagePolicy(language="tr", hold=True, decided_by="staff:2", decided_at=NOW))
    await session.flush()

    counts = await count_by_language(session, actor=SAM)
    found = await list_reviews(session, actor=SAM, states=(TranslationState.HELD,), language=None)

    assert counts == {"tr": 1, "pl": 0}
    assert [entry.source for entry in found.entries] == ["Zin 1."]


async def test_pages_go_on_where_the_last_ended(session: AsyncSession) -> None:
    states = (TranslationState.HELD, TranslationState.UNSERVED)
    session.add_all(make_entry(number, "tr", TranslationState.UNSERVED) for number in range(PAGE))
    session.add(make_entry(PAGE, "tr", TranslationState.HELD))
    await session.flush()

    first = await list_reviews(session, actor=SAM, states=states, language="tr")
    second = await list_reviews(session, actor=SAM, states=states, language=None, after=first.after or 0)

    assert [entry.source for entry in first.entries[:2]] == [f"Zin {PAGE}.", "Zin 0."]
    assert (len(first.entries), first.after) == (PAGE, PAGE)
    assert ([entry.source for entry in second.entries], second.after) == ([f"Zin {PAGE - 1}."], None)
