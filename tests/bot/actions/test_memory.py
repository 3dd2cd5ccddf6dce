"""Import of translations: approved for ever, and what a person of this school decided stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.machine import claim_wanted, record_spoken
from bot.actions.memory import record_imported
from bot.actions.translations import record_decision, record_wanted
from bot.deps import Deps
from bot.domain.memory_files import PairError, ParsedMemory
from bot.domain.memory_import import MemoryPlan
from bot.domain.spoken import Spoken
from bot.enums import CampaignState, TranslationState
from bot.errors import BadInput
from bot.models import AuditEntry, Campaign, Translation
from bot.queries.translations import load_memory
from messages.exchange.pairs import Pair
from messages.languages import Language
from tests.builders import LIO, SAM, make_event, make_families, make_invitation, make_route, make_row
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)
COME = Pair("Kom  gerust.", "Rahatça gelin.", "nl", "tr")
GO = Pair("Ga nu.", "Şimdi gidin.", "nl", "tr")


async def load(session: AsyncSession, *pairs: Pair, errors: tuple[PairError, ...] = (), **how: Any) -> MemoryPlan:
    parsed = ParsedMemory(list(pairs), list(errors))
    return await record_imported(session, actor=SAM, now=LATER, parsed=parsed, **how)


async def want(session: AsyncSession, text: str = "Kom gerust.", *, private: bool = False) -> None:
    await record_wanted(session, texts=[text], source="nl", targets=["tr"], now=NOW, private=private)


async def decide(session: AsyncSession, target: str, *, approve: bool = True) -> None:
    await want(session)
    await record_decision(session, actor=LIO, now=NOW, translation_id=1, target=target, approve=approve)


async def list_stored(session: AsyncSession) -> list[tuple[str, str | None, str, str | None]]:
    facts = Translation.source, Translation.target, Translation.state, Translation.decided_by
    found = await session.execute(select(*facts).order_by(Translation.source))
    return [(source, target, state, by) for source, target, state, by in found]


async def test_pairs_are_approved_by_who_imports_them(session: AsyncSession) -> None:
    plan = await load(session, COME, GO)

    assert (plan.created, plan.updated) == (2, 0)
    stored = (await session.scalars(select(Translation).where(Translation.source == COME.source))).one()
    assert (stored.target, stored.state, stored.origin, stored.decided_by, stored.decided_at, stored.created_at) == (
        "Rahatça gelin.", "approved", "imported", "staff:2", LATER, LATER,
    )  # fmt: skip


async def test_imported_words_are_read_from_the_next_message_on(session: AsyncSession) -> None:
    await load(session, COME, GO)

    memory = await load_memory(session, texts=["Kom gerust. Ga nu!"], source="nl", targets=["tr"])

    words = memory.words("Kom gerust. Ga nu!", source="nl", reader=Language("tr"))
    assert words.shown == "Rahatça gelin. Şimdi gidin."


async def test_import_again_changes_nothing(session: AsyncSession) -> None:
    await load(session, COME, GO)
    before = await list_stored(session)

    assert await load(session, COME, GO) == MemoryPlan(unchanged=2)
    assert await list_stored(session) == before


async def test_newer_import_takes_the_place_of_an_older_one(session: AsyncSession) -> None:
    await load(session, Pair("Kom gerust.", "Gelin.", "nl", "tr"))

    assert await load(session, COME) == MemoryPlan(pairs=[COME], updated=1)
    assert await list_stored(session) == [("Kom gerust.", "Rahatça gelin.", "approved", "staff:2")]


async def test_nothing_is_left_of_what_the_machine_made(session: AsyncSession) -> None:
    await make_route(session, "nl", "tr")
    await want(session)
    (claimed,) = await claim_wanted(session, now=NOW)
    said = Spoken(claimed.id, "Gel.", TranslationState.HELD, reasons=(("short", ""),), engine="test 1.0", score=-0.4)
    await record_spoken(session, spoken=[said], now=NOW)
    session.expunge_all()

    assert await load(session, COME) == MemoryPlan(pairs=[COME], updated=1)

    stored = await session.get_one(Translation, claimed.id)
    assert (stored.target, stored.state, stored.origin) == ("Rahatça gelin.", "approved", "imported")
    assert (stored.reasons, stored.engine, stored.score, stored.stale) == ([], None, None, False)
    assert (stored.source, stored.created_at) == ("Kom gerust.", NOW)


async def test_words_of_a_conversation_become_everybodys(session: AsyncSession) -> None:
    await want(session, private=True)

    await load(session, COME)

    assert list(await session.scalars(select(Translation.private))) == [False]


@pytest.mark.parametrize("approve", [True, False])
async def test_what_a_person_decided_is_kept_unless_it_shall_be_replaced(session: AsyncSession, approve: bool) -> None:
    await decide(session, "Buyurun.", approve=approve)
    state = "approved" if approve else "rejected"

    assert await load(session, COME) == MemoryPlan(kept=1)
    assert await list_stored(session) == [("Kom gerust.", "Buyurun.", state, "staff:3")]

    assert await load(session, COME, replace=True) == MemoryPlan(pairs=[COME], updated=1)
    assert await list_stored(session) == [("Kom gerust.", "Rahatça gelin.", "approved", "staff:2")]


async def test_wrong_places_are_told_and_nothing_is_stored(session: AsyncSession) -> None:
    errors = PairError("line 3, target", "is empty"), PairError("line 4", "has 9 cells")

    with pytest.raises(BadInput, match=r"^Nothing was imported\. Line 3, target: is empty\. And 1 more\.$"):
        await load(session, COME, errors=errors)
    with pytest.raises(BadInput, match=r"^Nothing was imported\. Line 4: has 9 cells\.$"):
        await load(session, COME, errors=errors[1:])

    assert await list_stored(session) == []
    assert (await load(session, COME, errors=errors, skip_bad_rows=True)).created == 1


async def test_dry_run_tells_and_stores_nothing(session: AsyncSession) -> None:
    assert await load(session, COME, dry_run=True) == MemoryPlan(pairs=[COME], created=1)

    assert await list_stored(session) == []
    assert list(await session.scalars(select(AuditEntry))) == []


async def test_import_is_audited_once_with_its_counts(session: AsyncSession) -> None:
    await decide(session, "Buyurun.")
    await load(session, COME, GO)

    audited = list(await session.scalars(select(AuditEntry).where(AuditEntry.action == "translations-import")))

    assert [(entry.actor, entry.object_id, entry.details) for entry in audited] == [
        ("staff:2", None, {"created": 1, "updated": 0, "kept": 1, "replace": False})
    ]


async def test_campaigns_that_wait_for_words_look_again(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "tr"))
    campaign = await make_invitation(session, await make_event(session, note="Kom gerust."))
    campaign.state, campaign.look_again_at = CampaignState.RUNNING, NOW + timedelta(hours=5)
    await session.flush()

    await load(session, COME)

    assert await session.scalar(select(Campaign.look_again_at).where(Campaign.id == campaign.id)) == LATER


async def test_many_pairs_are_stored_at_once(deps: Deps) -> None:
    many = [Pair(f"Neem {number} appels mee.", f"{number} elma getirin.", "nl", "tr") for number in range(12_000)]

    async with deps.transaction() as session:
        first = await load(session, *many)
    async with deps.transaction() as session:
        again = await load(session, *many)

    assert (first.created, again.unchanged) == (12_000, 12_000)
