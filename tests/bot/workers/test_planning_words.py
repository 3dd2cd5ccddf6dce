"""Messages that wait for their words: only those, only as long as it helps, and nobody gets two."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.actions.expansion import LOOK_AGAIN, claim_due_campaign, record_batch
from bot.actions.school_words import record_policy
from bot.actions.translations import record_decision
from bot.deps import Deps
from bot.enums import TranslationState
from bot.models import Campaign, Translation
from messages.outgoing import HowSaid
from tests.bot.workers.words import NOTE, how, invite, number_of, say, told
from tests.builders import SAM, make_event, make_invitation
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_texts, plan

pytestmark = [
    pytest.mark.usefixtures("four_languages"),
    pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True),
]


async def is_finished(deps: Deps) -> bool:
    async with deps.reading() as session:
        unfinished = select(Campaign.id).where(Campaign.expanded_at.is_(None) | Campaign.look_again_at.is_not(None))
        return await session.scalar(unfinished) is None


async def test_parents_whose_words_are_to_come_wait_and_the_others_do_not(deps: Deps) -> None:
    await invite(deps)

    await plan(deps)

    assert await told(deps) == ["Marit", "Selam"]
    assert not await is_finished(deps)


async def test_words_that_come_in_leave_at_once_and_nobody_gets_two(deps: Deps) -> None:
    await invite(deps)
    await deliver(deps)
    seen = []
    for tag, words in (("tr", "Rahat gelin."), ("ar", "تفضلوا.")):
        await say(deps, tag, words)
        await deliver(deps)
        seen.append(await told(deps))

    assert seen == [["Marit", "Selam", "Emine"], ["Marit", "Selam", "Emine", "Amina"]]
    assert await how(deps) == {
        "nl": HowSaid.REVIEWED, "ti": HowSaid.ORIGINAL, "tr": HowSaid.MACHINE, "ar": HowSaid.MACHINE,
    }  # fmt: skip
    assert "Rahat gelin." in (await list_texts(deps, "Emine"))[0]
    assert await is_finished(deps)


async def test_held_words_leave_when_a_person_has_approved_them(deps: Deps) -> None:
    await invite(deps)
    await say(deps, "ar", "تفضلوا.")
    await say(deps, "tr", "?", TranslationState.HELD)
    await plan(deps)
    before = await told(deps)

    async with deps.transaction() as session:
        await record_decision(
            session, actor=SAM, now=NOW, translation_id=await number_of(deps, "tr"), target="Buyurun.", approve=True
        )
    await plan(deps)

    assert (before, await told(deps)) == (["Amina", "Marit", "Selam"], ["Amina", "Marit", "Selam", "Emine"])
    assert (await how(deps))["tr"] is HowSaid.APPROVED


async def test_words_that_a_person_rejects_leave_as_written(deps: Deps) -> None:
    await invite(deps)
    await say(deps, "ar", "تفضلوا.")
    await say(deps, "tr", "?", TranslationState.HELD)
    await plan(deps)

    async with deps.transaction() as session:
        number = await number_of(deps, "tr")
        await record_decision(session, actor=SAM, now=NOW, translation_id=number, target="?", approve=False)
    await plan(deps)

    assert (await how(deps))["tr"] is HowSaid.ORIGINAL


async def test_language_whose_words_wait_for_a_person_leaves_when_the_school_decides_otherwise(deps: Deps) -> None:
    async with deps.transaction() as session:
        await record_policy(session, actor=SAM, now=NOW, language="ar", hold=True)
    await invite(deps)
    for tag in ("ar", "tr"):
        await say(deps, tag, "…")
    await plan(deps)
    before = await told(deps)

    async with deps.transaction() as session:
        await record_policy(session, actor=SAM, now=NOW, language="ar", hold=False)
    await plan(deps)

    assert (before, await told(deps)) == (["Emine", "Marit", "Selam"], ["Emine", "Marit", "Selam", "Amina"])


async def test_who_still_waits_at_the_deadline_reads_the_words_as_written_with_a_note(
    deps: Deps, clock: FakeClock
) -> None:
    await invite(deps)
    await say(deps, "tr", "?", TranslationState.HELD)
    await deliver(deps)
    clock.push(deps.settings.translation_wait - timedelta(seconds=1))
    await deliver(deps)
    before = await told(deps)

    clock.push(timedelta(seconds=1))
    await deliver(deps)

    assert (before, await told(deps)) == (["Marit", "Selam"], ["Marit", "Selam", "Amina", "Emine"])
    assert {tag: said for tag, said in (await how(deps)).items() if tag in ("ar", "tr")} == {
        "ar": HowSaid.ORIGINAL, "tr": HowSaid.ORIGINAL,
    }  # fmt: skip
    (text,) = await list_texts(deps, "Emine")
    assert f"{NOTE}\n\nℹ️ " in text
    assert await is_finished(deps)


async def test_words_of_a_message_shortly_before_the_event_are_waited_for_shortly(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        event = await make_event(session, note=NOTE, starts_at=NOW + timedelta(hours=4))
        await make_invitation(session, event, remind=())
    await plan(deps)
    clock.push(timedelta(hours=1))

    await plan(deps)

    assert await told(deps) == ["Marit", "Selam", "Amina", "Emine"]


async def test_campaign_that_waits_looks_by_itself_now_and_then(deps: Deps, clock: FakeClock) -> None:
    await invite(deps)
    await plan(deps)
    async with deps.transaction() as session:  # as by another host, whose wake was lost
        said = {"target": "…", "state": TranslationState.MACHINE}
        await session.execute(update(Translation).values(said))
    await plan(deps)
    before = await told(deps)
    clock.push(LOOK_AGAIN)

    await plan(deps)

    assert (before, await told(deps)) == (["Marit", "Selam"], ["Marit", "Selam", "Amina", "Emine"])


async def test_words_that_come_in_while_messages_are_composed_are_not_missed(deps: Deps) -> None:
    await invite(deps)
    async with deps.transaction() as session:
        campaign = await claim_due_campaign(session, now=NOW)
    assert campaign is not None
    for tag in ("ar", "tr"):  # after the planner's look at the memory
        await say(deps, tag, "…")
    async with deps.transaction() as session:
        facts = {"campaign_id": campaign.id, "revision": 0, "drafts": [], "up_to": 4, "finished": True}
        await record_batch(session, **facts, waits_until=NOW + timedelta(hours=2), now=NOW)  # type: ignore[arg-type]

    await plan(deps)

    assert await told(deps) == ["Amina", "Emine", "Marit", "Selam"]
    assert await is_finished(deps)


async def test_wake_in_the_middle_of_a_pass_brings_another_one(deps: Deps) -> None:
    await invite(deps)
    async with deps.transaction() as session:
        campaign = await claim_due_campaign(session, now=NOW)
        assert campaign is not None
        facts = {"campaign_id": campaign.id, "revision": 0, "drafts": [], "finished": False}
        await record_batch(session, **facts, up_to=1, waits_until=NOW + timedelta(hours=2), now=NOW)  # type: ignore[arg-type]
    await say(deps, "ar", "…")

    await plan(deps)

    assert await told(deps) == ["Marit", "Selam", "Amina"]
    await say(deps, "tr", "…")
    await plan(deps)
    assert await told(deps) == ["Marit", "Selam", "Amina", "Emine"]
