"""The translation memory: wanted once, approved for ever, never half."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.translations import record_decision, record_wanted, undo_decision
from bot.deps import Deps
from bot.enums import TranslationState
from bot.errors import BadInput, Conflict, NotFound
from bot.models import AuditEntry, Translation
from bot.queries.translations import load_memory
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.reasons import Reason
from tests.builders import LIO, SAM, make_route
from tests.fakes import NOW

TEXT = "Kom gerust. Tot dan!"


async def want(session: AsyncSession, *texts: str | None, targets: tuple[str, ...] = ("ar",)) -> None:
    await record_wanted(session, texts=texts, source="nl", targets=targets, now=NOW)


async def decide(session: AsyncSession, source: str, target: str, *, approve: bool = True) -> Translation:
    wanted = await session.scalar(select(Translation.id).where(Translation.source == source))
    return await record_decision(
        session, actor=LIO, now=NOW, translation_id=wanted or 0, target=target, approve=approve
    )


@pytest.fixture(autouse=True)
async def machine(deps: Deps) -> None:
    """One that goes into Arabic and Polish."""
    async with deps.transaction() as session:
        await make_route(session, "nl", "ar")
        await make_route(session, "nl", "pl")


async def list_wanted(session: AsyncSession) -> list[tuple[str, str, str]]:
    query = select(Translation.source, Translation.target_language, Translation.state).order_by(Translation.id)
    return [(source, target, state) for source, target, state in await session.execute(query)]


async def test_each_sentence_is_wanted_once_in_each_language_but_its_own(session: AsyncSession) -> None:
    await want(session, TEXT, None, "Tot dan!", "14.30", targets=("ar", "nl", "pl"))
    await want(session, TEXT, targets=("ar",))

    assert await list_wanted(session) == [
        ("Kom gerust.", "ar", "pending"),
        ("Kom gerust.", "pl", "pending"),
        ("Tot dan!", "ar", "pending"),
        ("Tot dan!", "pl", "pending"),
    ]


async def test_nothing_to_translate_wants_nothing(session: AsyncSession) -> None:
    await want(session, None, "", targets=("ar",))
    await want(session, TEXT, targets=("nl",))

    assert await list_wanted(session) == []


async def test_same_sentence_wanted_twice_at_once_is_wanted_once(deps: Deps) -> None:
    async def want_once() -> None:
        async with deps.transaction() as session:
            await want(session, TEXT)

    await asyncio.gather(want_once(), want_once())

    async with deps.reading() as session:
        assert [source for source, _, _ in await list_wanted(session)] == ["Kom gerust.", "Tot dan!"]


async def test_approved_sentence_is_not_wanted_again(session: AsyncSession) -> None:
    await want(session, "Tot dan!")
    await decide(session, "Tot dan!", "!إلى اللقاء")

    await want(session, "Tot dan!")

    assert await list_wanted(session) == [("Tot dan!", "ar", "approved")]


async def test_approval_keeps_who_and_when(session: AsyncSession) -> None:
    await want(session, "Tot dan!")

    entry = await decide(session, "Tot dan!", "  !إلى اللقاء ")

    assert (entry.target, entry.state, entry.decided_by, entry.decided_at) == (
        "!إلى اللقاء", TranslationState.APPROVED, "staff:3", NOW,
    )  # fmt: skip
    audited = (await session.scalars(select(AuditEntry))).one()
    assert (audited.action, audited.object_id) == ("translation-approved", entry.id)


async def test_rejection_keeps_what_was_rejected(session: AsyncSession) -> None:
    await want(session, "Tot dan!")
    (await session.scalars(select(Translation))).one().target = "machine"

    entry = await decide(session, "Tot dan!", " ", approve=False)

    assert (entry.target, entry.state) == ("machine", TranslationState.REJECTED)


async def test_empty_translation_is_not_approved(session: AsyncSession) -> None:
    await want(session, "Tot dan!")

    with pytest.raises(BadInput, match="cannot be empty"):
        await decide(session, "Tot dan!", "  ")


async def test_unknown_translation_is_not_decided(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no translation 0"):
        await decide(session, "nooit gevraagd", "x")


async def test_text_is_read_translated_only_when_every_sentence_is_approved(session: AsyncSession) -> None:
    arabic = Language("ar")
    await want(session, TEXT)
    await decide(session, "Kom gerust.", "تفضلوا.")
    half = await load_memory(session, texts=[TEXT], source="nl", targets=["ar"])
    await decide(session, "Tot dan!", "إلى اللقاء!")

    whole = await load_memory(session, texts=[TEXT], source="nl", targets=["ar"])

    assert half.words(TEXT, source="nl", reader=arabic).shown == TEXT
    assert whole.words(TEXT, source="nl", reader=arabic).shown == "تفضلوا. إلى اللقاء!"
    assert whole.words(TEXT, source="nl", reader=arabic).how_for(arabic) is HowSaid.APPROVED


async def test_decision_is_taken_back_once(session: AsyncSession) -> None:
    await want(session, "Kom gerust.")
    entry = await decide(session, "Kom gerust.", "تعالوا.")

    await undo_decision(session, actor=LIO, now=NOW, translation_id=entry.id)

    assert (entry.state, entry.target, entry.decided_by, entry.decided_at) == ("pending", None, None, None)
    with pytest.raises(Conflict, match="no decision to take back"):
        await undo_decision(session, actor=LIO, now=NOW, translation_id=entry.id)


async def test_older_decision_comes_back_with_who_made_it_and_when(session: AsyncSession) -> None:
    await want(session, "Kom gerust.")
    entry = await decide(session, "Kom gerust.", "تعالوا.")
    was = entry.target, entry.state, entry.decided_by, entry.decided_at
    later: dict[str, Any] = {"actor": SAM, "now": NOW + timedelta(days=1), "translation_id": entry.id}
    await record_decision(session, **later, target="x", approve=False)

    await undo_decision(session, **later)
    await session.flush()
    await session.refresh(entry)

    assert (entry.target, entry.state, entry.decided_by, entry.decided_at) == was
    assert was[3] == NOW


async def test_why_it_was_rejected_is_kept_and_its_code_stands_in_the_trail(session: AsyncSession) -> None:
    await want(session, "Kom gerust.")
    wanted = await session.scalar(select(Translation.id))
    reason = Reason("rejected-meaning", "zegt: blijf weg")

    entry = await record_decision(
        session, actor=LIO, now=NOW, translation_id=wanted or 0, target="x", approve=False, reason=reason
    )

    assert entry.reasons == [["rejected-meaning", "zegt: blijf weg"]]
    trail = select(AuditEntry.details).where(AuditEntry.action == "translation-rejected")
    assert list(await session.scalars(trail)) == [{"reason": "rejected-meaning"}]
