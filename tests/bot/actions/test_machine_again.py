"""Machine sentences made again when an engine changes, and brought back for their author."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.machine import (
    LEASE,
    MAX_ATTEMPTS,
    claim_back_wanted,
    claim_wanted,
    record_back,
    record_breakdown,
    record_routes,
    record_spoken,
)
from bot.actions.translations import record_back_wanted, record_decision, record_wanted
from bot.domain.spoken import Spoken
from bot.enums import TranslationState
from bot.models import Translation
from bot.queries.translations import any_pending
from tests.builders import SAM
from tests.fakes import NOW

ROUTES = {("nl", "ar"): "nl-ar 1.0", ("nl", "tr"): "nl-tr 1.0", ("tr", "nl"): "tr-nl 1.0", ("ar", "nl"): "ar-nl 1.0"}
NEWER = {**ROUTES, ("nl", "tr"): "nl-tr 2.0"}
TEXT = "Kom op tijd. Tot dan!"
ARABIC, TURKISH = (1, 3), (2, 4)


@pytest.fixture(autouse=True)
async def sentences(session: AsyncSession) -> None:
    """Two of them: 1 and 3 are held in Arabic, 2 and 4 said in Turkish."""
    await record_routes(session, routes=ROUTES)
    await record_wanted(session, texts=[TEXT], source="nl", targets=["ar", "tr"], now=NOW)
    await say(session, *ARABIC, engine="nl-ar 1.0", state=TranslationState.HELD)
    await say(session, *TURKISH)


async def say(
    session: AsyncSession,
    *numbers: int,
    target: str | None = "…",
    engine: str | None = "nl-tr 1.0",
    state: TranslationState = TranslationState.MACHINE,
) -> None:
    spoken = [Spoken(number, target, state, engine=engine) for number in numbers]
    await record_spoken(session, spoken=spoken, now=NOW)


async def list_where(session: AsyncSession, **facts: Any) -> list[int]:
    return list(await session.scalars(select(Translation.id).filter_by(**facts).order_by(Translation.id)))


async def require(session: AsyncSession, number: int) -> Translation:
    return await session.get_one(Translation, number, populate_existing=True)


async def want_back(session: AsyncSession, text: str = TEXT, targets: tuple[str, ...] = ("ar", "tr")) -> None:
    await record_back_wanted(session, texts=[text], source="nl", targets=targets)


async def claim_back(session: AsyncSession, later: timedelta = timedelta(0)) -> list[int]:
    claimed = await claim_back_wanted(session, now=NOW + later)
    await session.flush()
    return [entry.id for entry in claimed]


async def waits(session: AsyncSession, target: str = "tr") -> bool:
    return await any_pending(session, texts=[TEXT], source="nl", targets=[target])


async def test_languages_are_claimed_one_by_one_so_that_each_model_is_loaded_once(session: AsyncSession) -> None:
    await record_routes(session, routes=dict.fromkeys(ROUTES, "2.0"))

    claimed = await claim_wanted(session, now=NOW)

    assert tuple(entry.id for entry in claimed) == ARABIC + TURKISH


async def test_better_package_makes_its_own_sentences_again(session: AsyncSession) -> None:
    assert await record_routes(session, routes=NEWER)
    seen = [await list_where(session, stale=True)]
    await say(session, *TURKISH, engine="nl-tr 2.0")
    seen.append(await list_where(session, stale=True))

    assert seen == [[*TURKISH], []]


async def test_held_sentences_are_made_again_too(session: AsyncSession) -> None:
    await record_routes(session, routes={**ROUTES, ("nl", "ar"): "nl-ar 2.0"})

    assert await list_where(session, stale=True) == [*ARABIC]


@pytest.mark.parametrize("approve", [True, False])
async def test_what_a_person_decided_is_never_made_again(session: AsyncSession, approve: bool) -> None:
    await record_routes(session, routes=NEWER)
    await record_decision(session, actor=SAM, now=NOW, translation_id=2, target="Vaktinde.", approve=approve)
    await session.flush()
    await record_routes(session, routes={**NEWER, ("nl", "tr"): "nl-tr 3.0"})

    assert await list_where(session, stale=True) == [4]


async def test_sentence_on_which_an_engine_broke_down_is_tried_again_with_any_other(session: AsyncSession) -> None:
    await session.execute(update(Translation).values(state="pending", engine=None, attempts=MAX_ATTEMPTS))
    await record_breakdown(session, ids=[2, 4], now=NOW)
    await say(session, *ARABIC, engine="nl-ar 1.0")

    await record_routes(session, routes=NEWER)

    assert await list_where(session, stale=True, state="held", attempts=0) == [*TURKISH]


async def test_back_translation_is_asked_for_once_for_each_engine(session: AsyncSession) -> None:
    await want_back(session, "Kom op tijd.")
    claimed = await claim_back(session)
    await record_back(session, said={1: ("Kom op tijd.", 100)})
    await want_back(session, "Kom op tijd.")
    again = await list_where(session, back_wanted=True)
    await say(session, 1, engine="nl-ar 2.0")
    await want_back(session, "Kom op tijd.")

    assert (claimed, again, await list_where(session, back_wanted=True)) == ([1], [2], [1, 2])
    assert (await require(session, 1)).back is None


async def test_back_translations_are_claimed_language_by_language(session: AsyncSession) -> None:
    await want_back(session)

    assert [await claim_back(session) for _ in range(3)] == [[*ARABIC], [*TURKISH], []]


async def test_back_translation_is_kept_with_its_likeness(session: AsyncSession) -> None:
    await want_back(session)
    await claim_back(session)
    before = await waits(session, "ar")

    await record_back(session, said={1: ("Kom stipt.", 62), 3: ("Tot dan!", 100)})

    entry = await require(session, 1)
    assert (entry.back, entry.likeness, entry.back_wanted, entry.attempts, entry.available_at) == (
        "Kom stipt.", 62, False, 0, None,
    )  # fmt: skip
    assert (before, await waits(session, "ar"), await waits(session)) == (True, False, True)


async def test_claim_on_a_back_translation_is_free_again_after_its_lease(session: AsyncSession) -> None:
    await want_back(session, targets=("tr",))
    await claim_back(session)

    assert await claim_back(session, LEASE - timedelta(seconds=1)) == []
    assert await claim_back(session, LEASE) == [*TURKISH]


async def test_back_translation_that_breaks_the_engine_three_times_is_let_be(session: AsyncSession) -> None:
    await want_back(session, targets=("tr",))
    for _ in range(MAX_ATTEMPTS):
        assert await claim_back(session) == [*TURKISH]
        await record_breakdown(session, ids=TURKISH, now=NOW)

    assert await claim_back(session) == []
    assert await list_where(session, state="machine", back_wanted=False) == [*TURKISH]
    assert not await waits(session)


async def test_nobody_asks_back_where_no_machine_goes(session: AsyncSession) -> None:
    await record_routes(session, routes={pair: engine for pair, engine in ROUTES.items() if pair != ("tr", "nl")})

    await want_back(session)

    assert await list_where(session, back_wanted=True) == [*ARABIC]


async def test_nobody_asks_back_what_a_person_decided(session: AsyncSession) -> None:
    await want_back(session)
    await record_decision(session, actor=SAM, now=NOW, translation_id=2, target="Vaktinde.", approve=True)
    await session.flush()

    await want_back(session)

    assert await list_where(session, back_wanted=True) == [1, 3, 4]


async def test_sentence_that_waits_for_the_machine_is_brought_back_after_it(session: AsyncSession) -> None:
    await session.execute(update(Translation).values(state="pending", target=None))
    await want_back(session, targets=("tr",))
    before = await claim_back(session)

    await say(session, *TURKISH)

    assert (before, await claim_back(session)) == ([], [*TURKISH])


async def test_sentence_held_without_words_is_not_waited_for(session: AsyncSession) -> None:
    await session.execute(update(Translation).values(state="pending", target=None))
    await want_back(session, targets=("tr",))

    await say(session, *TURKISH, target=None, state=TranslationState.HELD)

    assert await claim_back(session) == []
    assert not await waits(session)
