"""News about what was told before does not wait for a person; what nobody was told yet changes in silence."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.actions.campaigns import schedule_announcement
from bot.actions.events import cancel_event, record_change
from bot.deps import Deps
from bot.enums import TranslationState
from messages.outgoing import HowSaid, MessageKind
from tests.bot.workers.words import how, invite, say, told
from tests.builders import GROUP, SAM
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_texts, list_told

ZONE = ZoneInfo("Europe/Amsterdam")
EVERYBODY = ["Marit", "Selam", "Amina", "Emine"]
INVITED, CHANGED, CANCELLED = MessageKind.INVITATION, MessageKind.CHANGE, MessageKind.CANCELLATION

pytestmark = pytest.mark.usefixtures("four_languages")


async def change(deps: Deps, **changes: Any) -> None:
    async with deps.transaction() as session:
        now = deps.clock.now()
        await record_change(session, actor=SAM, now=now, event_id=1, changes=changes, zone=ZONE)


async def tell_all(deps: Deps, clock: FakeClock) -> None:
    """Everybody was invited in the end, two of them with the words as written: Emine's are held, Amina's to come."""
    await invite(deps)
    await say(deps, "tr", "?", TranslationState.HELD)
    await deliver(deps)
    clock.push(deps.settings.translation_wait)
    await deliver(deps)
    await say(deps, "ar", "?", TranslationState.HELD)


async def by_kind(deps: Deps, kind: MessageKind) -> list[str]:
    return sorted(name for said, name in await list_told(deps) if said == kind)


async def test_change_does_not_wait_for_words_that_are_held(deps: Deps, clock: FakeClock) -> None:
    await tell_all(deps, clock)

    await change(deps, place="De zaal")
    await deliver(deps)

    assert await by_kind(deps, CHANGED) == sorted(EVERYBODY)


async def test_cancellation_does_not_wait_for_words_that_are_held(deps: Deps, clock: FakeClock) -> None:
    await tell_all(deps, clock)

    async with deps.transaction() as session:
        await cancel_event(session, actor=SAM, now=clock.now(), event_id=1)
    await deliver(deps)

    assert await by_kind(deps, CANCELLED) == sorted(EVERYBODY)


async def test_change_waits_a_moment_for_the_machine(deps: Deps, clock: FakeClock) -> None:
    await tell_all(deps, clock)

    await change(deps, note="Neem een appel mee.")
    await deliver(deps)
    before = await by_kind(deps, CHANGED)
    clock.push(deps.settings.translation_wait)
    await deliver(deps)

    assert (before, await by_kind(deps, CHANGED)) == (["Marit", "Selam"], sorted(EVERYBODY))


async def test_who_waits_while_the_facts_change_hears_the_new_ones_once(deps: Deps) -> None:
    await invite(deps)
    await say(deps, "ar", "تفضلوا.")
    await deliver(deps)
    await change(deps, place="De zaal")
    await deliver(deps)
    await say(deps, "tr", "Rahat gelin.")
    await deliver(deps)

    (text,) = await list_texts(deps, "Emine")
    assert "De zaal" in text
    assert await by_kind(deps, CHANGED) == ["Amina", "Marit", "Selam"]
    assert await by_kind(deps, INVITED) == sorted(EVERYBODY)


async def test_who_waits_while_the_event_is_cancelled_hears_nothing(deps: Deps) -> None:
    await invite(deps)
    await deliver(deps)
    async with deps.transaction() as session:
        await cancel_event(session, actor=SAM, now=NOW, event_id=1)
    await say(deps, "tr", "Rahat gelin.")
    await deliver(deps)

    assert await by_kind(deps, CANCELLED) == await by_kind(deps, INVITED) == ["Marit", "Selam"]


async def test_announcement_waits_for_its_words_too(deps: Deps) -> None:
    async with deps.transaction() as session:
        await schedule_announcement(
            session, actor=SAM, now=NOW, text="Kom gerust.", language="nl", school="De Regenboog", groups=[GROUP]
        )
    await deliver(deps)
    before = await told(deps)
    for tag in ("tr", "ar"):
        await say(deps, tag, "…")
        await deliver(deps)

    assert (before, await told(deps)) == (["Marit", "Selam"], ["Marit", "Selam", "Emine", "Amina"])
    assert (await how(deps))["tr"] is HowSaid.MACHINE
