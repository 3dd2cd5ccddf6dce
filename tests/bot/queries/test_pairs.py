"""The memory as pairs: what was approved, never what was said to one family."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.translations import record_decision, record_wanted
from bot.domain.memory_import import Stored
from bot.enums import Origin, TranslationState
from bot.models import Translation
from bot.queries.pairs import list_pairs, load_stored_pairs
from messages.exchange.pairs import Pair
from tests.builders import LIO, SAM
from tests.fakes import NOW

APPROVED = Pair("Een.", "Bir.", "nl", "tr", "person", "staff:3", NOW)
POLISH = Pair("Een.", "Jeden.", "nl", "pl", "person", "staff:3", NOW)
ENGLISH = Pair("One.", "Bir.", "en", "tr", "person", "staff:3", NOW)
MACHINE = Pair("Twee.", "İki.", "nl", "tr", "machine")


async def make_entry(session: AsyncSession, pair: Pair, state: TranslationState, *, private: bool = False) -> None:
    """As a person, or the machine, left it."""
    target = pair.target_language
    await record_wanted(
        session, texts=[pair.source], source=pair.source_language, targets=[target], now=NOW, private=private
    )
    about = Translation.source == pair.source, Translation.target_language == target
    if state in (TranslationState.APPROVED, TranslationState.REJECTED) and not private:
        (entry,) = await session.scalars(update(Translation).where(*about).values(stale=False).returning(Translation))
        approve = state is TranslationState.APPROVED
        await record_decision(session, actor=LIO, now=NOW, translation_id=entry.id, target=pair.target, approve=approve)
        return
    said = {"state": state, "target": pair.target, "origin": Origin.MACHINE}
    await session.execute(update(Translation).where(*about).values(**said))


@pytest.fixture(autouse=True)
async def memory(session: AsyncSession) -> None:
    await make_entry(session, APPROVED, TranslationState.APPROVED)
    await make_entry(session, POLISH, TranslationState.APPROVED)
    await make_entry(session, ENGLISH, TranslationState.APPROVED)
    await make_entry(session, MACHINE, TranslationState.MACHINE)
    await make_entry(session, Pair("Drie.", "Üç.", "nl", "tr"), TranslationState.HELD)
    await make_entry(session, Pair("Vier.", "Dört.", "nl", "tr"), TranslationState.REJECTED)
    await make_entry(session, Pair("Vijf.", "Beş.", "nl", "tr"), TranslationState.MACHINE, private=True)
    await record_wanted(session, texts=["Zes."], source="nl", targets=["tr"], now=NOW)
    session.expire_all()


async def test_what_was_approved_is_listed_with_who_and_when(session: AsyncSession) -> None:
    assert await list_pairs(session, actor=SAM) == [APPROVED, POLISH, ENGLISH]


async def test_machine_work_is_listed_when_asked(session: AsyncSession) -> None:
    assert await list_pairs(session, actor=SAM, machine=True) == [APPROVED, POLISH, ENGLISH, MACHINE]


async def test_pairs_are_listed_of_the_languages_asked_for(session: AsyncSession) -> None:
    assert await list_pairs(session, actor=SAM, source="nl") == [APPROVED, POLISH]
    assert await list_pairs(session, actor=SAM, target="tr") == [APPROVED, ENGLISH]
    assert await list_pairs(session, actor=SAM, source="en", target="pl") == []


async def test_what_is_stored_for_these_sentences_is_found_by_their_keys(session: AsyncSession) -> None:
    pairs = [MACHINE, Pair("Zes.", "Altı.", "nl", "tr"), Pair("Zeven.", "Yedi.", "nl", "tr")]

    assert await load_stored_pairs(session, pairs) == {
        MACHINE.key: Stored("İki.", TranslationState.MACHINE, Origin.MACHINE),
        pairs[1].key: Stored(None, TranslationState.UNSERVED, None),
    }
