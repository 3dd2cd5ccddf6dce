"""Sentences for the machine: claimed like messages, so that two workers share them and a crash loses none."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.machine import (
    BATCH,
    LEASE,
    MAX_ATTEMPTS,
    claim_wanted,
    record_breakdown,
    record_routes,
    record_spoken,
)
from bot.actions.translations import record_decision, record_wanted
from bot.deps import Deps
from bot.domain.spoken import Spoken
from bot.enums import TranslationState
from bot.models import Translation
from tests.builders import SAM
from tests.fakes import NOW

BOTH = {("nl", "tr"): "nl-tr 1.0", ("nl", "ar"): "nl-ar 1.0"}


async def install(session: AsyncSession, routes: dict[tuple[str, str], str] | None = None) -> bool:
    return await record_routes(session, routes=BOTH if routes is None else routes)


async def want(
    session: AsyncSession, *texts: str, source: str = "nl", targets: tuple[str, ...] = ("tr",), private: bool = False
) -> None:
    await record_wanted(session, texts=texts, source=source, targets=targets, now=NOW, private=private)
    await session.flush()


async def claim(session: AsyncSession, later: timedelta = timedelta(0)) -> list[str]:
    """The sentences that a worker gets."""
    claimed = await claim_wanted(session, now=NOW + later)
    await session.flush()
    return [entry.source for entry in claimed]


async def require(session: AsyncSession, source: str, target: str = "tr") -> Translation:
    query = select(Translation).where(Translation.source == source, Translation.target_language == target)
    return (await session.scalars(query.execution_options(populate_existing=True))).one()


async def say(
    session: AsyncSession, source: str, target: str | None, state: TranslationState = TranslationState.MACHINE
) -> None:
    """The machine's words for one sentence."""
    entry = await require(session, source)
    spoken = Spoken(entry.id, target, state, (("unsure", ""),), -0.4, BOTH["nl", "tr"])
    await record_spoken(session, spoken=[spoken], now=NOW)


async def break_down(session: AsyncSession, *sources: str) -> None:
    ids = [(await require(session, source)).id for source in sources]
    await record_breakdown(session, ids=ids, now=NOW)


async def states(session: AsyncSession) -> dict[str, str]:
    query = select(Translation.source, Translation.target_language, Translation.state)
    return {f"{source} {target}": state for source, target, state in await session.execute(query)}


async def test_nothing_wanted_is_nothing_claimed(session: AsyncSession) -> None:
    assert await claim(session) == []


async def test_claim_holds_sentences_of_one_language_in_all_that_they_are_wanted_in(session: AsyncSession) -> None:
    await install(session, {**BOTH, ("en", "tr"): "en-tr 1.0"})
    await want(session, "Kom op tijd.", targets=("tr", "ar"))
    await want(session, "Come on time.", source="en")

    assert [await claim(session) for _ in range(3)] == [["Kom op tijd.", "Kom op tijd."], ["Come on time."], []]


async def test_words_of_a_conversation_come_first_and_what_is_said_already_last(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Oud.")
    await say(session, "Oud.", "Eski.")
    await want(session, "Nieuw.")
    await want(session, "Ja, dat kan.", private=True)
    await install(session, {**BOTH, ("nl", "tr"): "nl-tr 2.0"})

    assert await claim(session) == ["Ja, dat kan.", "Nieuw.", "Oud."]


async def test_claim_is_a_batch_and_the_next_one_the_rest(session: AsyncSession) -> None:
    await install(session)
    await want(session, *(f"Dit is zin {number}." for number in range(BATCH + 1)))

    assert [len(await claim(session)) for _ in range(3)] == [BATCH, 1, 0]


async def test_what_no_machine_speaks_is_not_claimed(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Kom op tijd.", targets=("ti",))

    assert await claim(session) == []


async def test_claim_of_a_dead_worker_is_free_again_after_its_lease(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Een.", "Twee.")
    await claim(session)

    before = await claim(session, LEASE - timedelta(seconds=1))
    after = [await claim(session, LEASE) for _ in range(3)]

    assert (before, after) == ([], [["Een."], ["Twee."], []])


async def test_two_workers_at_once_share_the_sentences(deps: Deps) -> None:
    async with deps.transaction() as session:
        await install(session)
        await want(session, *(f"Dit is zin {number}." for number in range(2 * BATCH)))

    async def work() -> list[str]:
        async with deps.transaction() as session:
            return await claim(session)

    first, second = await asyncio.gather(work(), work())

    assert len(first) == len(second) == BATCH
    assert not {*first} & {*second}


async def test_machine_words_are_kept_with_engine_score_and_reasons(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Kom op tijd.")
    await claim(session)

    await say(session, "Kom op tijd.", "Zamanında gelin.", TranslationState.HELD)

    entry = await require(session, "Kom op tijd.")
    assert (entry.target, entry.state, entry.origin, entry.engine, entry.score, entry.reasons) == (
        "Zamanında gelin.", "held", "machine", "nl-tr 1.0", -0.4, [["unsure", ""]],
    )  # fmt: skip
    assert (entry.attempts, entry.available_at, entry.stale) == (0, None, False)


async def test_sentence_that_none_could_say_is_peoples_own(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Kom op tijd.")

    await say(session, "Kom op tijd.", None, TranslationState.UNSERVED)

    entry = await require(session, "Kom op tijd.")
    assert (entry.target, entry.state, entry.origin) == (None, "unserved", None)
    assert await claim(session) == []


@pytest.mark.parametrize(("approve", "state"), [(True, "approved"), (False, "rejected")])
async def test_machine_never_overwrites_a_person_who_was_faster(
    session: AsyncSession, approve: bool, state: str
) -> None:
    await install(session)
    await want(session, "Kom op tijd.")
    await claim(session)
    number = (await require(session, "Kom op tijd.")).id
    await record_decision(session, actor=SAM, now=NOW, translation_id=number, target="Vaktinde gelin.", approve=approve)

    await say(session, "Kom op tijd.", "Zamanında gelin.")
    await break_down(session, "Kom op tijd.")

    entry = await require(session, "Kom op tijd.")
    assert (entry.target, entry.state, entry.origin) == ("Vaktinde gelin.", state, "person")


async def test_batch_that_broke_the_engine_is_tried_again_one_by_one_after_new_ones(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Een.", "Twee.")
    await claim(session)
    await break_down(session, "Een.", "Twee.")
    await want(session, "Drie.")

    assert [await claim(session) for _ in range(4)] == [["Drie."], ["Een."], ["Twee."], []]


async def test_sentence_that_broke_the_engine_three_times_waits_for_a_person(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Kom op tijd.")
    seen = []
    for _ in range(MAX_ATTEMPTS):
        await claim(session)
        await break_down(session, "Kom op tijd.")
        seen.append((await states(session))["Kom op tijd. tr"])

    entry = await require(session, "Kom op tijd.")
    assert seen == ["pending", "pending", "held"]
    assert (entry.target, entry.reasons) == (None, [["engine-failed", ""]])
    assert await claim(session) == []


async def test_new_words_that_break_the_engine_leave_the_old_ones(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Kom op tijd.")
    await say(session, "Kom op tijd.", "Zamanında gelin.")
    await install(session, {**BOTH, ("nl", "tr"): "nl-tr 2.0"})
    for _ in range(MAX_ATTEMPTS):
        assert await claim(session) == ["Kom op tijd."]
        await break_down(session, "Kom op tijd.")

    entry = await require(session, "Kom op tijd.")
    assert (entry.target, entry.state, entry.stale) == ("Zamanında gelin.", "machine", False)


async def test_same_routes_change_nothing(session: AsyncSession) -> None:
    changed = [await install(session), await install(session), await install(session, {})]

    assert changed == [True, False, True]


async def test_language_that_is_installed_gets_its_sentences_and_one_that_is_removed_goes_back_to_people(
    session: AsyncSession,
) -> None:
    await want(session, "Kom op tijd.", targets=("ar", "tr"))
    seen = [await states(session)]
    for routes in ({("nl", "ar"): "nl-ar 1.0"}, {("nl", "tr"): "nl-tr 1.0"}):
        await install(session, routes)
        seen.append(await states(session))

    assert seen == [
        {"Kom op tijd. ar": ar, "Kom op tijd. tr": tr}
        for ar, tr in (("unserved", "unserved"), ("pending", "unserved"), ("unserved", "pending"))
    ]


async def test_words_outlive_the_package_that_made_them(session: AsyncSession) -> None:
    await install(session)
    await want(session, "Kom op tijd.")
    await say(session, "Kom op tijd.", "Zamanında gelin.")

    await install(session, {})

    assert await states(session) == {"Kom op tijd. tr": "machine"}
    assert await claim(session) == []
