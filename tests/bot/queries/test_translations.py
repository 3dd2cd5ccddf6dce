"""The translation memory, looked up and listed."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.machine import record_spoken
from bot.actions.school_words import record_policy
from bot.actions.translations import record_decision, record_wanted
from bot.domain.memory import NOTHING_REMEMBERED, Remembered
from bot.domain.spoken import Spoken
from bot.enums import TranslationState
from bot.errors import NotFound
from bot.models import Translation
from bot.queries.translations import (
    PAGE,
    any_pending,
    list_parts,
    list_translations,
    load_memory,
    require_translation,
    sentences_of,
)
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.sentences import sentence_key
from tests.builders import SAM, make_route
from tests.fakes import NOW

ARABIC = Language("ar")


async def want(session: AsyncSession, text: str, *targets: str, private: bool = False) -> None:
    await record_wanted(session, texts=[text], source="nl", targets=targets, now=NOW, private=private)


async def approve(session: AsyncSession, number: int, target: str) -> None:
    await record_decision(session, actor=SAM, now=NOW, translation_id=number, target=target, approve=True)
    await session.flush()


async def how(session: AsyncSession, text: str) -> tuple[str, HowSaid]:
    memory = await load_memory(session, texts=[text], source="nl", targets=["ar"])
    words = memory.words(text, source="nl", reader=ARABIC)
    return words.shown, words.how


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


@pytest.mark.parametrize("text", ["kom gerust", "KOM GERUST!", "Kom  gerust…"])
async def test_approved_sentence_serves_other_capitals_and_marks(session: AsyncSession, text: str) -> None:
    await want(session, "Kom gerust.", "ar")
    await approve(session, 1, "تفضلوا.")
    await want(session, text, "ar")

    assert await how(session, text) == ("تفضلوا.", HowSaid.APPROVED)


async def test_machine_sentence_serves_itself_alone(session: AsyncSession) -> None:
    await make_route(session, "nl", "ar")
    await want(session, "Kom gerust.", "ar")
    spoken = [Spoken(1, "تفضلوا.", TranslationState.MACHINE, engine="test 1.0")]
    await record_spoken(session, spoken=spoken, now=NOW)

    assert await how(session, "Kom gerust.") == ("تفضلوا.", HowSaid.MACHINE)
    assert await how(session, "kom gerust") == ("kom gerust", HowSaid.ORIGINAL)


@pytest.mark.parametrize(("hold", "said"), [(True, HowSaid.HELD), (False, HowSaid.MACHINE)])
async def test_policy_of_the_school_holds_machine_words_and_never_approved_ones(
    session: AsyncSession, hold: bool, said: HowSaid
) -> None:
    await want(session, "Kom gerust. Tot dan!", "ar")
    await session.execute(update(Translation).values(state=TranslationState.MACHINE, target="…"))
    await approve(session, 1, "تفضلوا.")
    await record_policy(session, actor=SAM, now=NOW, language="ar", hold=hold)

    assert (await how(session, "Tot dan!"))[1] is said
    assert (await how(session, "Kom gerust."))[1] is HowSaid.APPROVED


async def test_pending_is_what_the_machine_still_has_to_come_to(session: AsyncSession) -> None:
    async def pending(text: str, target: str) -> bool:
        return await any_pending(session, texts=[text], source="nl", targets=[target])

    await make_route(session, "nl", "ar")
    await want(session, "Kom gerust.", "ar", "ti")

    asked = [("Kom gerust.", "ar"), ("Kom gerust.", "ti"), ("Tot dan!", "ar"), ("14.30", "ar")]
    assert [await pending(*one) for one in asked] == [True, False, False, False]


async def test_parts_stand_in_the_order_of_the_text(session: AsyncSession) -> None:
    await want(session, "Tot dan!", "ar")
    await want(session, "Kom gerust.", "ar", "pl")

    parts = await list_parts(
        session, texts=["Kom gerust. Neem mee: 2. Tot dan!", None, "Tot dan!"], source="nl", target="ar"
    )

    assert [(part.source, part.target_language) for part in parts] == [("Kom gerust.", "ar"), ("Tot dan!", "ar")]


async def test_translations_are_listed_by_state_in_pages(session: AsyncSession) -> None:
    await want(session, "Een. Twee. Drie.", "ar")
    await approve(session, 2, "x")

    async def ids(state: TranslationState | None = None, after: int = 0, limit: int = PAGE) -> list[int]:
        return [
            entry.id for entry in await list_translations(session, actor=SAM, state=state, after=after, limit=limit)
        ]

    assert await ids() == [1, 2, 3]
    assert await ids(TranslationState.UNSERVED) == [1, 3]
    assert await ids(after=1, limit=1) == [2]


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        (None, None, [1, 2, 3, 4]),
        ("pl", None, [2, 4]),
        (None, "KOM", [1, 2]),
        ("ar", "tot", [3]),
        (None, "تفضل", [1]),
        (None, "100%", []),
        (None, "_", []),
    ],
)
async def test_translations_are_found_by_language_and_by_words_of_either_side(
    session: AsyncSession, language: str | None, words: str | None, found: list[int]
) -> None:
    await want(session, "Kom gerust.", "ar", "pl")
    await want(session, "Tot dan, 100 keer!", "ar", "pl")
    await approve(session, 1, "تفضلوا.")

    entries = await list_translations(session, actor=SAM, state=None, language=language, words=words)

    assert [entry.id for entry in entries] == found


async def test_words_of_a_conversation_are_in_no_list_and_nobodys_to_decide(session: AsyncSession) -> None:
    await want(session, "Ja, dat kan.", "ar", private=True)

    assert await list_translations(session, actor=SAM, state=None) == []
    with pytest.raises(NotFound, match="There is no translation 1"):
        await require_translation(session, 1)


async def test_words_of_a_conversation_stay_the_schools_where_they_were_before(session: AsyncSession) -> None:
    for private in (False, True):
        await want(session, "Ja, dat kan.", "ar", private=private)

    assert [entry.id for entry in await list_translations(session, actor=SAM, state=None)] == [1]
