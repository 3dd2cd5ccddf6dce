"""The translation memory, looked up and listed."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.translations import record_decision, record_wanted
from bot.domain.memory import NOTHING_REMEMBERED, Remembered
from bot.enums import TranslationState
from bot.queries.translations import list_translations, load_memory, sentences_of
from messages.sentences import sentence_key
from tests.builders import SAM
from tests.fakes import NOW


async def want(session: AsyncSession, text: str, *targets: str) -> None:
    await record_wanted(session, texts=[text], source="nl", targets=targets, now=NOW)


def test_sentences_are_those_worth_translating_each_once() -> None:
    found = sentences_of(["Kom gerust. 14.30!", None, " Kom   gerust. "])

    assert list(found.values()) == ["Kom   gerust."]
    assert list(found) == [sentence_key("Kom gerust.")]


async def test_memory_holds_what_is_asked_for_and_no_more(session: AsyncSession) -> None:
    await want(session, "Kom gerust. Tot dan!", "ar", "pl")

    memory = await load_memory(session, texts=["Tot dan!", None], source="nl", targets=["ar"])

    key = sentence_key("Tot dan!"), "ar"
    assert memory.entries == {key: Remembered(None, TranslationState.UNSERVED)}


async def test_memory_of_nothing_is_empty(session: AsyncSession) -> None:
    assert await load_memory(session, texts=[None], source="nl", targets=["ar"]) == NOTHING_REMEMBERED


async def test_translations_are_listed_by_state_in_pages(session: AsyncSession) -> None:
    await want(session, "Een. Twee. Drie.", "ar")
    await record_decision(session, actor=SAM, now=NOW, translation_id=2, target="x", approve=True)

    async def ids(state: TranslationState | None = None, **page: int) -> list[int]:
        return [entry.id for entry in await list_translations(session, actor=SAM, state=state, **page)]

    assert await ids() == [1, 2, 3]
    assert await ids(TranslationState.UNSERVED) == [1, 3]
    assert await ids(after=1, limit=1) == [2]
